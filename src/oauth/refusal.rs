//! OAuth's error codes, and the errors that they become.

use super::State;
use crate::error::{Category, Error, Known, Metadata, names};
use crate::text;

/// How many bytes of a text from an address or a reply are kept.
const MAX_TEXT: usize = 1_024;

/// A refusal that the user has come back with (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6).
#[derive(Debug)]
pub struct Refusal {
    /// The code, such as `access_denied`.
    pub code: String,
    /// What happened, in the server's words or a provider's.
    pub description: Option<String>,
    /// The state that came with it. Who sends no state, or another, has no part in the sign-in.
    pub state: Option<State>,
}

impl Refusal {
    /// The error for the application: `OAuthSignInException`, with the description as its message, or the code.
    #[must_use]
    pub fn into_error(self) -> Error {
        let message = self.description.or(Some(self.code.clone())).filter(|text| !text.is_empty());
        error_of_code(&self.code, message)
    }
}

/// The error if the user came back without an answer, for example with the Back button.
#[must_use]
pub fn cancelled() -> Error {
    Error::new(&names::OAUTH_CANCELLED).with_message("User cancelled OAuth flow.")
}

/// A text from outside, to be shown: without control characters and those that change the direction of writing, and not longer than
/// what anybody would read.
pub(super) fn shown(text: &str) -> String {
    let misleads = |character: char| {
        character.is_control()
            || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text::truncated(text, MAX_TEXT).chars().filter(|character| !misleads(*character)).collect()
}

/// The error for a code.
fn error_of_code(code: &str, message: Option<String>) -> Error {
    let error = Error::new(row(code));
    match message {
        Some(message) => error.with_message(message),
        None => error,
    }
}

/// The error for a refusal of the token endpoint.
pub(super) fn of_reply(code: &str, message: Option<String>, metadata: Metadata) -> Error {
    let status = metadata.http_status_code;
    let is_outage = status == 429 || status >= 500;
    error_of_code(if is_outage { "server_error" } else { code }, message).with_metadata(metadata)
}

/// The codes, and what is to be done about each.
static ROWS: [(&str, Known); 14] = [
    // The authorization endpoint's (RFC 6749 §4.1.2.1).
    ("access_denied", of(Category::NotAuthorized, false, "Let the user try again, or sign in another way.")),
    (
        "invalid_request",
        of(
            Category::Service,
            false,
            "Read the message: a Lambda trigger, an identity provider or the app client's settings refused the sign-in.",
        ),
    ),
    (
        "unauthorized_client",
        of(
            Category::Configuration,
            false,
            "Allow the authorization code grant in the app client's settings, or the implicit grant with responseType 'token'.",
        ),
    ),
    (
        "unsupported_response_type",
        of(
            Category::Configuration,
            false,
            "Set responseType to 'code', and allow that grant in the app client's settings.",
        ),
    ),
    ("invalid_scope", of(Category::Configuration, false, "Ask only for scopes that the app client's settings allow.")),
    ("server_error", of(Category::Service, true, "Wait a moment, then start again with signInWithRedirect.")),
    (
        "temporarily_unavailable",
        of(Category::Service, true, "Wait a moment, then start again with signInWithRedirect."),
    ),
    // With `prompt: 'NONE'` (OpenID Connect Core §3.1.2.6).
    ("login_required", of(Category::SignedOut, false, "Sign the user in without prompt: 'NONE'.")),
    ("interaction_required", of(Category::SignedOut, false, "Sign the user in without prompt: 'NONE'.")),
    ("account_selection_required", of(Category::SignedOut, false, "Sign the user in without prompt: 'NONE'.")),
    ("consent_required", of(Category::SignedOut, false, "Sign the user in without prompt: 'NONE'.")),
    // The token endpoint's (RFC 6749 §5.2).
    ("invalid_client", of(Category::Configuration, false, "Check the app client's id, and its secret if it has one.")),
    (
        "invalid_grant",
        of(
            Category::InvalidState,
            false,
            "Start again with signInWithRedirect: a code is good for one use and a few minutes, at the redirect address that it was asked for.",
        ),
    ),
    (
        "unsupported_grant_type",
        of(Category::Configuration, false, "Allow the authorization code grant in the app client's settings."),
    ),
];

/// A row for codes, under the one name of these errors.
const fn of(category: Category, retryable: bool, recovery: &'static str) -> Known {
    Known { name: names::OAUTH_SIGN_IN.name, category, message: names::OAUTH_SIGN_IN.message, recovery, retryable }
}

fn row(code: &str) -> &'static Known {
    ROWS.iter().find(|(known, _)| *known == code).map_or(&names::OAUTH_SIGN_IN, |(_, row)| row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(code: &str, description: Option<&str>) -> Error {
        Refusal { code: code.to_owned(), description: description.map(str::to_owned), state: None }.into_error()
    }

    #[test]
    fn tells_the_description_or_the_code() {
        let error = refusal("access_denied", Some("The user said no"));
        assert_eq!((error.name(), error.message()), ("OAuthSignInException", "The user said no"));
        assert_eq!(refusal("access_denied", None).message(), "access_denied");
        assert_eq!(refusal("", None).message(), names::OAUTH_SIGN_IN.message);
        assert!(error.metadata().is_none());
    }

    #[test]
    fn every_code_says_who_can_fix_it_and_how() {
        for (code, category, retryable, recovery) in [
            ("access_denied", Category::NotAuthorized, false, "another way"),
            ("login_required", Category::SignedOut, false, "prompt: 'NONE'"),
            ("interaction_required", Category::SignedOut, false, "prompt: 'NONE'"),
            ("consent_required", Category::SignedOut, false, "prompt: 'NONE'"),
            ("account_selection_required", Category::SignedOut, false, "prompt: 'NONE'"),
            ("invalid_scope", Category::Configuration, false, "scopes"),
            ("unauthorized_client", Category::Configuration, false, "grant"),
            ("unsupported_response_type", Category::Configuration, false, "responseType"),
            ("unsupported_grant_type", Category::Configuration, false, "grant"),
            ("invalid_client", Category::Configuration, false, "secret"),
            ("invalid_grant", Category::InvalidState, false, "Start again"),
            ("invalid_request", Category::Service, false, "Read the message"),
            ("server_error", Category::Service, true, "Wait"),
            ("temporarily_unavailable", Category::Service, true, "Wait"),
            ("something_new", Category::Service, false, "Check"),
        ] {
            let error = refusal(code, None);
            assert_eq!((error.category(), error.retryable()), (category, retryable), "{code}");
            let data = error.to_json();
            let suggestion = data.get("recoverySuggestion").as_text().unwrap_or_default();
            assert!(suggestion.contains(recovery) && suggestion.ends_with('.'), "{code}: {suggestion}");
        }
        assert_eq!(ROWS.len(), 14);
    }

    #[test]
    fn an_outage_is_one_whatever_its_code_says() {
        for (status, retryable) in [(400, false), (401, false), (429, true), (499, false), (500, true), (503, true)] {
            let metadata = Metadata { http_status_code: status, ..Metadata::default() };
            let error = of_reply("invalid_grant", Some("m".to_owned()), metadata);
            assert_eq!((error.retryable(), error.message()), (retryable, "m"), "{status}");
            assert_eq!(error.metadata().unwrap().http_status_code, status);
        }
    }

    #[test]
    fn a_cancelled_sign_in_has_amplifys_message() {
        let error = cancelled();
        assert_eq!((error.name(), error.message()), ("OAuthSignInException", "User cancelled OAuth flow."));
        assert_eq!((error.category(), error.retryable()), (Category::InvalidState, true));
    }

    #[test]
    fn texts_cannot_mislead_those_who_read_them() {
        assert_eq!(shown("a\u{0}\r\n\tb\u{7f}\u{9b}c"), "abc");
        assert_eq!(shown("\u{202e}a\u{2066}b\u{200f}c\u{2029}d\u{200e}"), "abcd");
        assert_eq!(shown("Zoë ✓ 😀 \u{200d}"), "Zoë ✓ 😀 \u{200d}");
        assert_eq!(shown(&"é".repeat(600)).len(), 1_024);
    }
}
