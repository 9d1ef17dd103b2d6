//! The tokens that a grant has brought, read from the token endpoint's reply or from the address (RFC 6749 §5, §4.2.2).

use super::callback::{ImplicitTokens, MAX_TOKEN};
use super::refusal::{self, shown};
use crate::error::{Error, Metadata, Result, names};
use crate::http::{HttpReply, ReplyBody};
use crate::json::Json;
use crate::secret::Secret;
use crate::token::Jwt;

/// The tokens of a grant. [`check_tokens`](super::check_tokens) says whether they are ours.
#[derive(Debug)]
pub struct Granted {
    /// The access token.
    pub access: Jwt,
    /// The ID token, which only the scope `openid` brings.
    pub id: Option<Jwt>,
    /// The refresh token, which the implicit grant does not bring.
    pub refresh: Option<Secret>,
}

impl Granted {
    /// Reads the reply of the token endpoint. `parse_json` reads JSON text.
    ///
    /// # Errors
    /// - `OAuthSignInException` if the endpoint refused, or answered with something else, such as a proxy's page. Its category says who
    ///   can fix it; it is retryable after an outage, though only with a new sign-in.
    /// - `InvalidTokens` if the tokens cannot be used.
    pub fn read(reply: HttpReply, parse_json: &dyn Fn(&str) -> Option<Json>) -> Result<Self> {
        let metadata = reply.metadata();
        let HttpReply { status, body, .. } = reply;
        let ReplyBody::Json(mut body) = body else { return Err(unreadable(metadata)) };
        let told = |member| body.get(member).as_text().map(shown).filter(|text| !text.is_empty());
        if let Some(code) = told("error") {
            let description = told("error_description");
            let message = told("error_message").unwrap_or_else(|| code.clone());
            let error = refusal::of_reply(&code, Some(message), metadata.clone());
            return Err(match description {
                Some(description) => error.with_source(Error::service(code, description, metadata)),
                None => error,
            });
        }
        if !(200..300).contains(&status) || !body.is_object() {
            return Err(unreadable(metadata));
        }
        let token_type = body.take("token_type").into_text();
        let mut token = |member| body.take(member).into_text().filter(|text| !text.is_empty()).map(Secret::new);
        let (access, id, refresh) = (token("access_token"), token("id_token"), token("refresh_token"));
        Self::of(access, id, refresh, token_type.as_deref(), parse_json)
    }

    /// Reads the tokens of an address, after its state has been checked.
    ///
    /// # Errors
    /// `InvalidTokens`.
    pub fn implicit(tokens: ImplicitTokens, parse_json: &dyn Fn(&str) -> Option<Json>) -> Result<Self> {
        let ImplicitTokens { access, id, token_type, .. } = tokens;
        Self::of(Some(access), id, None, token_type.as_deref(), parse_json)
    }

    fn of(
        access: Option<Secret>,
        id: Option<Secret>,
        refresh: Option<Secret>,
        token_type: Option<&str>,
        parse_json: &dyn Fn(&str) -> Option<Json>,
    ) -> Result<Self> {
        let invalid = || Error::new(&names::INVALID_TOKENS);
        // A server that leaves the type out means this one: there is no other that Cognito has.
        if token_type.is_some_and(|token_type| !token_type.eq_ignore_ascii_case("Bearer")) {
            return Err(invalid().with_message("the service sent tokens that are not bearer tokens"));
        }
        let fits = |token: &Secret| token.expose().len() <= MAX_TOKEN;
        if [&access, &id, &refresh].into_iter().flatten().any(|token| !fits(token)) {
            return Err(invalid().with_message("the service sent a token that is too long"));
        }
        let read = |token: Secret| Jwt::parse(token.into_text(), parse_json).ok_or_else(invalid);
        let access = access.ok_or_else(|| invalid().with_message("the service sent no access token"))?;
        Ok(Self { access: read(access)?, id: id.map(read).transpose()?, refresh })
    }
}

/// The error for an answer that is not the token endpoint's.
fn unreadable(metadata: Metadata) -> Error {
    let status = metadata.http_status_code;
    let message =
        ["the token endpoint answered with HTTP status ", &status.to_string(), " and nothing that can be read"]
            .concat();
    refusal::of_reply("", Some(message), metadata)
}

#[cfg(test)]
mod tests {
    use super::super::Callback;
    use super::super::samples::{parse_json, raw_token};
    use super::*;
    use crate::config::ResponseType;
    use crate::error::Category;
    use serde_json::{Value, json};

    fn reply(status: u16, body: ReplyBody) -> Result<Granted> {
        Granted::read(HttpReply { status, headers: vec![("x-amzn-requestid", "r-1".to_owned())], body }, &parse_json)
    }

    fn json_reply(status: u16, body: Value) -> Result<Granted> {
        reply(status, ReplyBody::Json(serde_json::from_value(body).unwrap()))
    }

    fn tokens() -> Value {
        json!({
            "access_token": raw_token(&json!({"sub": "a"})), "id_token": raw_token(&json!({"sub": "i"})),
            "refresh_token": "r.e.f.r", "token_type": "Bearer", "expires_in": 3_600,
        })
    }

    #[test]
    fn tokens_are_read() {
        let granted = json_reply(200, tokens()).unwrap();
        assert_eq!((granted.access.text("sub"), granted.id.unwrap().text("sub")), (Some("a"), Some("i")));
        assert_eq!(granted.refresh.unwrap().expose(), "r.e.f.r");
        let alone =
            json_reply(200, json!({"access_token": raw_token(&json!({})), "id_token": "", "refresh_token": null}));
        let alone = alone.unwrap();
        assert!(alone.id.is_none() && alone.refresh.is_none());
    }

    #[test]
    fn tokens_of_an_address_are_read_without_a_refresh_token() {
        let (access, id) = (raw_token(&json!({"sub": "a"})), raw_token(&json!({"sub": "i"})));
        let address =
            ["https://a.example/#access_token=", &*access, "&id_token=", &id, "&token_type=bearer&state=s"].concat();
        let Callback::Tokens(tokens) = Callback::read(&address, ResponseType::Token) else { panic!("it has tokens") };
        let granted = Granted::implicit(tokens, &parse_json).unwrap();
        assert_eq!((granted.access.raw(), granted.id.unwrap().raw()), (&*access, &*id));
        assert!(granted.refresh.is_none());
    }

    #[test]
    fn a_refusal_has_amplifys_message_and_the_endpoints_description() {
        let error = json_reply(400, json!({"error": "invalid_grant"})).unwrap_err();
        assert_eq!((error.name(), error.message()), ("OAuthSignInException", "invalid_grant"));
        assert_eq!((error.category(), error.retryable()), (Category::InvalidState, false));
        assert_eq!(error.metadata().unwrap().request_id.as_deref(), Some("r-1"));
        assert!(error.source().is_none());

        let body =
            json!({"error": "invalid_client", "error_message": "m", "error_description": "invalid_client_secret"});
        let error = json_reply(400, body).unwrap_err();
        assert_eq!((error.message(), error.category()), ("m", Category::Configuration));
        let source = error.source().unwrap();
        assert_eq!((source.name(), source.message()), ("invalid_client", "invalid_client_secret"));

        let error =
            json_reply(200, json!({"error": "invalid_grant", "access_token": raw_token(&json!({}))})).unwrap_err();
        assert_eq!(error.message(), "invalid_grant", "whatever the status and the rest say");
        let error = json_reply(400, json!({"error": "a\u{0}b\u{202e}", "error_message": "\n"})).unwrap_err();
        assert_eq!(error.message(), "ab");
        assert_eq!(json_reply(400, json!({"error": "é".repeat(2_000)})).unwrap_err().message().len(), 1_024);
    }

    #[test]
    fn an_answer_that_is_not_the_endpoints_is_typed() {
        let page = || ReplyBody::Other;
        let json = |text| ReplyBody::Json(parse_json(text).unwrap());
        for (status, body, retryable) in [
            (200, page(), false),
            (403, page(), false),
            (429, page(), true),
            (502, page(), true),
            (302, page(), false),
            (200, ReplyBody::Empty, false),
            (500, ReplyBody::Empty, true),
            (200, json("[]"), false),
            (200, json("null"), false),
            (200, json(r#""text""#), false),
            (400, json("{}"), false),
            (400, json(r#"{"error":{"code":1}}"#), false),
            (400, json(r#"{"error":""}"#), false),
            (503, json(r#"{"message":"x"}"#), true),
            (300, json(r#"{"access_token":"e30.e30.c2ln"}"#), false),
            (199, json(r#"{"access_token":"e30.e30.c2ln"}"#), false),
        ] {
            let shown = format!("{status} {body:?}");
            let error = reply(status, body).unwrap_err();
            assert_eq!((error.name(), error.retryable()), ("OAuthSignInException", retryable), "{shown}");
            assert_eq!((error.category(), error.metadata().unwrap().http_status_code), (Category::Service, status));
            assert!(error.message().contains(&status.to_string()), "{error}");
        }
    }

    #[test]
    fn tokens_that_cannot_be_used_are_refused() {
        let long = ["e30.e30.", &"c".repeat(32_768)].concat();
        for (member, value) in [
            ("access_token", json!(null)),
            ("access_token", json!("")),
            ("access_token", json!(1)),
            ("access_token", json!("opaque")),
            ("access_token", json!("a.b.c")),
            ("access_token", json!(long)),
            ("id_token", json!("opaque")),
            ("id_token", json!(long)),
            ("refresh_token", json!("r".repeat(32_769))),
            ("token_type", json!("DPoP")),
            ("token_type", json!("")),
        ] {
            let mut body = tokens();
            body[member] = value;
            let error = json_reply(200, body).unwrap_err();
            assert_eq!((error.name(), error.category()), ("InvalidTokens", Category::Service), "{member}");
        }
        for token_type in [json!("bearer"), json!("BEARER"), json!(null)] {
            let mut body = tokens();
            body["token_type"] = token_type;
            body["refresh_token"] = json!("r".repeat(32_768));
            assert!(json_reply(200, body).is_ok());
        }
    }

    #[test]
    fn nothing_secret_is_printed() {
        let granted = json_reply(200, tokens()).unwrap();
        assert_eq!(format!("{granted:?}"), "Granted { access: Jwt, id: Some(Jwt), refresh: Some([redacted]) }");
    }
}
