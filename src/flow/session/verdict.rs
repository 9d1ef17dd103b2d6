//! What an error means for the session: it has ended, or the error will pass. Nothing else decides that.

use crate::error::{Error, names};
use crate::text;

/// What the error of a refresh means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The service says that the session has ended. The text is the `reason` of `sessionExpired`.
    Terminal(&'static str),
    /// The session is kept: the next refresh may succeed.
    Transient,
}

const REVOKED: &str = "revoked";
const REUSED: &str = "reused";

/// The errors that end a session, by the beginning of their names, and the reasons.
const TERMINAL: [(&str, &str); 6] = [
    ("NotAuthorizedException", REVOKED),
    ("TokenRevokedException", REVOKED),
    ("UserNotFoundException", "userNotFound"),
    ("PasswordResetRequiredException", "passwordResetRequired"),
    ("UserNotConfirmedException", "userNotConfirmed"),
    ("RefreshTokenReuseException", REUSED),
];

/// What `NotAuthorizedException` says about the app client. The refresh token has not been looked at then.
const ABOUT_CLIENT: [&str; 4] = ["secret hash", "SecretHash", "SECRET_HASH", "client secret"];

/// What the service says of a refresh token, in the words of its message, and the more exact reasons.
const TEXTS: [(&str, &str); 2] = [("User is disabled", "userDisabled"), ("reuse", REUSED)];

impl Verdict {
    /// The verdict on an error of a refresh.
    pub(super) fn on(error: &Error) -> Self {
        let says = |text: &str| text::contains(error.message(), text);
        // A server that is overloaded or broken has not judged the token, whatever name it gives the error.
        if error.retryable() || ABOUT_CLIENT.iter().any(|text| says(text)) {
            return Self::Transient;
        }
        let found = TERMINAL.iter().find(|(name, _)| error.name().starts_with(name));
        found.map_or(Self::Transient, |(_, reason)| {
            let exact = TEXTS.iter().find(|(text, _)| *reason == REVOKED && says(text));
            Self::Terminal(exact.map_or(reason, |(_, exact)| exact))
        })
    }
}

/// Whether an error means that the session has ended and the user has to sign in again.
pub(in crate::flow) fn ends_session(error: &Error) -> bool {
    [names::SESSION_EXPIRED.name, names::TOKEN_REFRESH.name].contains(&error.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Metadata;

    fn verdict(http_status_code: u16, name: &str, message: &str) -> Verdict {
        let metadata = Metadata { http_status_code, ..Metadata::default() };
        Verdict::on(&Error::service(name.to_owned(), message.to_owned(), metadata))
    }

    #[test]
    fn refusals_of_the_refresh_token_are_terminal() {
        for (name, message, reason) in [
            ("NotAuthorizedException", "Refresh Token has expired", "revoked"),
            ("NotAuthorizedException", "Refresh Token has been revoked", "revoked"),
            ("NotAuthorizedException", "Invalid Refresh Token", "revoked"),
            ("NotAuthorizedException", "", "revoked"),
            ("NotAuthorizedException", "Refresh Token reuse detected", "reused"),
            ("NotAuthorizedException", "User is disabled.", "userDisabled"),
            ("TokenRevokedException", "Token has been revoked", "revoked"),
            ("RefreshTokenReuseException", "Refresh token has been rotated", "reused"),
            ("UserNotFoundException", "User does not exist.", "userNotFound"),
            ("PasswordResetRequiredException", "Password reset required for the user", "passwordResetRequired"),
            ("UserNotConfirmedException", "User is not confirmed.", "userNotConfirmed"),
            // As in Amplify, names that begin with one of these count too.
            ("NotAuthorizedExceptionOfAnotherKind", "", "revoked"),
        ] {
            assert_eq!(verdict(400, name, message), Verdict::Terminal(reason), "{name}: {message}");
        }
    }

    #[test]
    fn everything_else_is_transient() {
        for (status, name, message) in [
            (429, "NotAuthorizedException", ""),
            (500, "NotAuthorizedException", ""),
            (503, "TokenRevokedException", ""),
            (429, "TooManyRequestsException", "Rate exceeded"),
            (400, "TooManyRequestsException", "Rate exceeded"),
            (400, "LimitExceededException", ""),
            (400, "InvalidParameterException", ""),
            (400, "ResourceNotFoundException", ""),
            (400, "UserLambdaValidationException", "NotAuthorizedException"),
            (400, "NotAuthorized", ""),
            (400, "AnyOtherName", "Refresh Token has been revoked"),
            (403, "ForbiddenException", ""),
            (403, "UnknownError", ""),
            (401, "UnknownError", ""),
            (200, "UnknownError", ""),
            (400, "NotAuthorizedException", "Unable to verify secret hash for client c"),
            (400, "NotAuthorizedException", "Client c is configured with secret but SECRET_HASH was not received"),
            (400, "NotAuthorizedException", "Invalid client secret"),
        ] {
            assert_eq!(verdict(status, name, message), Verdict::Transient, "{status} {name}: {message}");
        }
        for row in [&names::NETWORK_ERROR, &names::TIMEOUT, &names::STORAGE, &names::SECRET_HASH, &names::UNKNOWN] {
            assert_eq!(Verdict::on(&Error::new(row)), Verdict::Transient, "{}", row.name);
        }
    }
}
