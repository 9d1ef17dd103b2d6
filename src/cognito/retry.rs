//! Which requests are repeated, and when.

use super::operation::Repeat;
use super::{Operation, is_unsupported};
use crate::error::{Error, Metadata, names};
use crate::host::FetchError;

const TIMEOUTS: [&str; 3] = ["TimeoutError", "RequestTimeout", "RequestTimeoutException"];

/// Whether to repeat an operation that got no readable reply.
pub(super) fn after_silence(operation: &Operation, error: &FetchError) -> bool {
    // Not after a timeout: the user has waited long enough.
    operation.repeat == Repeat::Safe && matches!(error, FetchError::Network(_))
}

/// Whether to repeat an operation that failed with this error.
pub(super) fn after_error(operation: &Operation, error: &Error) -> bool {
    let Some(&Metadata { http_status_code: status, .. }) = error.metadata() else { return false };
    // A quota is used up, such as a user's codes for an hour, or passkeys. A further attempt may count against it, too.
    if error.is("LimitExceededException") {
        return false;
    }
    match operation.repeat {
        Repeat::Safe => (error.retryable() || TIMEOUTS.contains(&error.name())) && !is_unsupported(error),
        Repeat::Once => status == 429 || names::THROTTLING.contains(&error.name()),
    }
}

/// Whether the service has refused an operation for good, so that it would refuse it again later. A proxy's page says nothing about
/// that, nor does a firewall, which answers with other statuses.
#[must_use]
pub fn is_final(error: &Error) -> bool {
    let is_answer = error.metadata().is_some_and(|metadata| metadata.http_status_code == 400);
    is_answer && !error.retryable() && !TIMEOUTS.contains(&error.name()) && !error.is("UnknownError")
}

/// The pause before attempt `next` (2, 3, …): doubling, with up to 100 ms of jitter from a random byte.
pub(super) fn pause_ms(next: u8, random: u8) -> u32 {
    let base = 100_u32.checked_shl(u32::from(next.saturating_sub(1))).unwrap_or(u32::MAX);
    let jitter = u32::from(random).saturating_mul(100).checked_div(256).unwrap_or_default();
    base.saturating_add(jitter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cognito::operation::{CONFIRM_SIGN_UP, INITIATE_PROOF};

    fn service(name: &str, http_status_code: u16) -> Error {
        Error::service(name.to_owned(), String::new(), Metadata { http_status_code, ..Metadata::default() })
    }

    #[test]
    fn safe_calls_are_repeated_after_outages_and_throttling() {
        for (name, status) in
            [("X", 500), ("X", 503), ("X", 429), ("TooManyRequestsException", 400), ("RequestTimeout", 400)]
        {
            assert!(after_error(&INITIATE_PROOF, &service(name, status)), "{name} {status}");
        }
        for name in ["NotAuthorizedException", "LimitExceededException"] {
            assert!(!after_error(&INITIATE_PROOF, &service(name, 400)), "{name}");
        }
        assert!(!after_error(&INITIATE_PROOF, &service("InternalFailure", 501)), "the server lacks the operation");
        assert!(!after_error(&INITIATE_PROOF, &service("RequestExpired", 400)), "nothing here is signed");
        assert!(after_silence(&INITIATE_PROOF, &FetchError::Network(None)));
        assert!(!after_silence(&INITIATE_PROOF, &FetchError::TimedOut));
        assert!(!after_silence(&INITIATE_PROOF, &FetchError::Unreadable(None)), "the service has acted");
    }

    #[test]
    fn one_shot_calls_are_repeated_only_when_refused_unseen() {
        assert!(after_error(&CONFIRM_SIGN_UP, &service("TooManyRequestsException", 400)));
        assert!(after_error(&CONFIRM_SIGN_UP, &service("X", 429)));
        for (name, status) in [("X", 500), ("X", 502), ("LimitExceededException", 400), ("CodeMismatchException", 400)]
        {
            assert!(!after_error(&CONFIRM_SIGN_UP, &service(name, status)), "{name} {status}");
        }
        assert!(!after_silence(&CONFIRM_SIGN_UP, &FetchError::Network(None)));
    }

    #[test]
    fn pauses_double_and_jitter() {
        assert_eq!((pause_ms(2, 0), pause_ms(2, 255)), (200, 299));
        assert_eq!((pause_ms(3, 0), pause_ms(3, 255)), (400, 499));
    }
}
