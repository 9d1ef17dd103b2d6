//! Reading an HTTP reply: the operation's result, or a typed error.

use super::Operation;
use crate::error::{Error, Result, names};
use crate::host::{FetchError, HttpReply, ReplyBody};
use crate::json::Json;
use crate::text;

/// How many bytes of a text from the service are kept. Errors from a pool's Lambda triggers may be of any length.
const MAX_TEXT: usize = 1024;

/// Reads a reply. A proxy's error page becomes an error like any other.
pub(super) fn read(operation: &Operation, reply: HttpReply) -> Result<Json> {
    if reply.status >= 300 {
        return Err(service_error(&reply));
    }
    match reply.body {
        ReplyBody::Json(value) => Ok(value),
        ReplyBody::Empty if operation.empty_reply => Ok(Json::Null),
        ReplyBody::Empty | ReplyBody::Other => Err(Error::service(
            "UnknownError".to_owned(),
            [operation.name, " was answered with a body that is not JSON"].concat(),
            reply.metadata(),
        )),
    }
}

/// The error for a request without a readable reply. `what` is what was asked.
pub(crate) fn fetch_error(what: &str, error: FetchError) -> Error {
    match error {
        FetchError::Network(cause) => Error::new(&names::NETWORK_ERROR)
            .with_message([what, " could not reach the service"].concat())
            .with_cause(cause),
        FetchError::TimedOut => Error::new(&names::TIMEOUT).with_message([what, " was not answered in time"].concat()),
        FetchError::Unreadable(cause) => Error::new(&names::UNREADABLE_REPLY)
            .with_message([what, " was answered, but the reply cannot be read"].concat())
            .with_cause(cause),
    }
}

fn service_error(reply: &HttpReply) -> Error {
    let nothing = Json::Null;
    let body = if let ReplyBody::Json(value) = &reply.body { value } else { &nothing };
    let code = reply
        .header("x-amzn-errortype")
        .or_else(|| body.get("code").as_text())
        .or_else(|| body.get("__type").as_text())
        .map(bare_name)
        .filter(|name| !name.is_empty());
    let message = body.get("message").as_text().or_else(|| body.get("Message").as_text());
    let message = match message {
        Some(text) => text::truncated(text, MAX_TEXT).to_owned(),
        None => ["the service answered with HTTP status ", &i64::from(reply.status).to_string()].concat(),
    };
    let code = text::truncated(code.unwrap_or("UnknownError"), MAX_TEXT);
    Error::service(code.to_owned(), message, reply.metadata())
}

/// The error's name alone, from `com.example#Name:http://…` or `Name,…`.
fn bare_name(code: &str) -> &str {
    let code = text::before_any(code, b",:");
    // A shape's name has a namespace, and no further one.
    text::split_once(code, b'#').map_or(code, |(_, name)| name).trim_ascii()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::cognito::operation::{INITIATE_AUTH, REVOKE_TOKEN};
    use crate::error::Category;
    use proptest::prelude::*;

    fn reply(status: u16, headers: &[(&'static str, &str)], body: ReplyBody) -> HttpReply {
        HttpReply { status, headers: headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(), body }
    }

    fn json(text: &str) -> ReplyBody {
        ReplyBody::Json(serde_json::from_str(text).unwrap())
    }

    fn error(reply: HttpReply) -> Error {
        read(&INITIATE_AUTH, reply).unwrap_err()
    }

    #[test]
    fn names_are_reduced_to_the_bare_name() {
        let header = |value| error(reply(400, &[("x-amzn-errortype", value)], ReplyBody::Empty));
        assert_eq!(header("NotAuthorizedException:http://internal.amazon.com/").name(), "NotAuthorizedException");
        assert_eq!(header("ExpiredCodeException:").name(), "ExpiredCodeException");
        let body = |text| error(reply(400, &[], json(text)));
        assert_eq!(body(r#"{"__type":"com.x#CodeMismatchException","message":"m"}"#).name(), "CodeMismatchException");
        assert_eq!(body(r#"{"code":"A,B","Message":"m"}"#).name(), "A");
        assert_eq!(body(r#"{"code":"A,B","Message":"m"}"#).message(), "m");
        assert_eq!(body("{}").name(), "UnknownError");
    }

    #[test]
    fn a_proxys_page_is_a_typed_error() {
        let error = error(reply(502, &[("x-amzn-requestid", "r")], ReplyBody::Other));
        assert_eq!((error.name(), error.retryable()), ("UnknownError", true));
        assert!(error.message().contains("502"));
        assert_eq!(error.metadata().unwrap().request_id.as_deref(), Some("r"));
    }

    #[test]
    fn a_page_in_place_of_a_result_is_a_typed_error() {
        let error = error(reply(200, &[], ReplyBody::Other));
        assert_eq!((error.name(), error.metadata().unwrap().http_status_code), ("UnknownError", 200));
    }

    #[test]
    fn an_answer_that_is_no_reply_is_no_network_failure() {
        let error = fetch_error(INITIATE_AUTH.name, FetchError::Unreadable(Some(Rc::new("cause"))));
        assert_eq!((error.name(), error.category(), error.retryable()), ("UnknownError", Category::Service, false));
        assert_eq!(error.message(), "InitiateAuth was answered, but the reply cannot be read");
        assert_eq!(error.cause().unwrap().downcast_ref(), Some(&"cause"));
        assert!(error.metadata().is_none());
    }

    #[test]
    fn texts_are_cut_between_characters() {
        let long = "é".repeat(5000);
        let body = ["{\"__type\":\"", &long, "\",\"message\":\"x", &long, "\"}"].concat();
        let error = error(reply(400, &[("x-amzn-requestid", &long)], json(&body)));
        assert_eq!(error.message(), ["x", &"é".repeat(511)].concat());
        assert_eq!(error.name(), "é".repeat(512));
        assert_eq!(error.metadata().unwrap().request_id.as_ref().unwrap().len(), MAX_TEXT);
    }

    #[test]
    fn an_empty_reply_is_fine_where_it_is_expected() {
        assert!(read(&REVOKE_TOKEN, reply(200, &[], ReplyBody::Empty)).unwrap().is_null());
        let error = error(reply(200, &[], ReplyBody::Empty));
        assert_eq!(error.message(), "InitiateAuth was answered with a body that is not JSON");
    }

    proptest! {
        #[test]
        fn any_error_header_gives_some_name(value in ".*", status in 300_u16..600) {
            prop_assert!(!error(reply(status, &[("x-amzn-errortype", &value)], ReplyBody::Empty)).name().is_empty());
        }
    }
}
