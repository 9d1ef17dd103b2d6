//! The application's own headers for requests to the user pool, such as a token for a firewall.

use super::request::OWN_HEADERS;
use crate::error::{Error, Result, names};
use crate::json::{Json, Key};

/// The largest number of headers.
const MAX_HEADERS: usize = 50;

/// The maximum length of a name or a value.
const MAX_TEXT: usize = 8_192;

/// The characters of a name, apart from letters and digits (RFC 9110 §5.6.2).
const NAME_CHARACTERS: &[u8] = b"!#$%&'*+-.^_`|~";

/// Reads the answer of the `headers` hook. A member that is `null` is left out.
///
/// # Errors
/// `CustomHeadersException` that names the header: one whose name or value HTTP does not allow, or one that the library sets.
pub fn custom_headers(given: Json) -> Result<Vec<(Key, String)>> {
    let invalid = |message: &str| Error::new(&names::CUSTOM_HEADERS).with_message(message.to_owned());
    let Json::Object(members) = given else { return Err(Error::new(&names::CUSTOM_HEADERS)) };
    if members.len() > MAX_HEADERS {
        return Err(invalid("the headers hook gave too many headers"));
    }
    let mut headers = Vec::new();
    for (name, value) in members {
        if value.is_null() {
            continue;
        }
        // Only a name that can be shown is quoted.
        if !is_name(&name) {
            return Err(invalid("the headers hook gave a name that HTTP does not allow"));
        }
        let name = name.to_ascii_lowercase();
        let is_own = OWN_HEADERS.contains(&&*name);
        let Some(value) = value.into_text().filter(|value| !is_own && is_value(value)) else {
            let problem = if is_own { "` is set by the library" } else { "` has a value that HTTP does not allow" };
            return Err(invalid(&["the header `", &name, problem].concat()));
        };
        headers.push((name.into(), value));
    }
    Ok(headers)
}

fn is_name(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || NAME_CHARACTERS.contains(&byte);
    (1..=MAX_TEXT).contains(&name.len()) && name.bytes().all(is_allowed)
}

/// Visible characters of Latin-1, spaces and tabs (RFC 9110 §5.5). A browser refuses others.
fn is_value(value: &str) -> bool {
    let is_allowed = |character| matches!(character, '\t' | ' '..='~' | '\u{80}'..='\u{ff}');
    value.len() <= MAX_TEXT && value.chars().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(given: serde_json::Value) -> Result<Vec<(Key, String)>> {
        custom_headers(serde_json::from_value(given).unwrap())
    }

    #[test]
    fn names_and_values_of_http_are_headers() {
        let given = serde_json::json!({"X-Aws-Waf-Token": "a b;\t\u{e9}", "empty": "", "absent": null});
        let headers = read(given).unwrap();
        let expected = [("x-aws-waf-token", "a b;\t\u{e9}"), ("empty", "")];
        assert_eq!(headers, expected.map(|(name, value)| (Key::from(name), value.to_owned())));
    }

    #[test]
    fn an_invalid_header_is_named_but_not_its_value() {
        for (name, value, problem) in [
            ("x-a", serde_json::json!("secret\r\nhost: b"), "has a value that HTTP does not allow"),
            ("x-a", serde_json::json!("secret\u{0}"), "has a value that HTTP does not allow"),
            ("x-a", serde_json::json!("secret\u{7f}"), "has a value that HTTP does not allow"),
            ("x-a", serde_json::json!("secret€"), "has a value that HTTP does not allow"),
            ("x-a", serde_json::json!("secret".repeat(2_000)), "has a value that HTTP does not allow"),
            ("x-a", serde_json::json!(["secret"]), "has a value that HTTP does not allow"),
            ("x-a", serde_json::json!(1), "has a value that HTTP does not allow"),
        ] {
            let error = read(serde_json::json!({ name: value })).unwrap_err();
            assert_eq!(error.name(), "CustomHeadersException");
            assert_eq!(error.message(), format!("the header `{name}` {problem}"));
        }
    }

    #[test]
    fn a_name_that_http_does_not_allow_is_not_quoted() {
        for name in ["", "a b", "a:b", "é", "a\r\nb", "(a)"] {
            let error = read(serde_json::json!({ name: "a" })).unwrap_err();
            assert_eq!(error.message(), "the headers hook gave a name that HTTP does not allow", "{name}");
        }
    }

    #[test]
    fn the_librarys_own_headers_cannot_be_replaced() {
        for name in OWN_HEADERS {
            let error = read(serde_json::json!({ name.to_uppercase(): "a" })).unwrap_err();
            assert_eq!(error.message(), format!("the header `{name}` is set by the library"));
        }
    }

    #[test]
    fn what_is_not_an_object_or_too_large_is_refused() {
        let many: serde_json::Map<_, _> = (0..=MAX_HEADERS).map(|number| (format!("x-{number}"), "a".into())).collect();
        for given in [serde_json::json!(null), serde_json::json!([["a", "b"]]), serde_json::json!("a: b"), many.into()]
        {
            assert_eq!(read(given).unwrap_err().name(), "CustomHeadersException");
        }
    }
}
