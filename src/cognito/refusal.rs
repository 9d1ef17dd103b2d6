//! Errors of the service whose name alone does not say what happened.

use crate::error::Error;
use crate::text;

/// The errors with which servers say that they lack an operation. Emulators of Cognito do not have all of them.
const NAMES: [&str; 6] = [
    "InvalidAction",
    "NotImplemented",
    "NotImplementedException",
    "UnknownOperationException",
    "UnsupportedOperation",
    "UnsupportedOperationException",
];

/// Whether the server lacks the operation, so that repeating is of no use.
#[must_use]
pub fn is_unsupported(error: &Error) -> bool {
    let status = error.metadata().map_or(0, |metadata| metadata.http_status_code);
    NAMES.contains(&error.name()) || status == 501 || status >= 500 && error.name().starts_with("Unsupported")
}

/// Whether the service no longer knows the device in the request.
#[must_use]
pub fn is_device_gone(error: &Error) -> bool {
    error.is("ResourceNotFoundException") && text::contains(error.message(), "evice")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Metadata;

    fn error(http_status_code: u16, name: &str) -> Error {
        Error::service(name.to_owned(), String::new(), Metadata { http_status_code, ..Metadata::default() })
    }

    #[test]
    fn is_told_in_many_ways() {
        for (status, name) in [
            (400, "UnknownOperationException"),
            (400, "InvalidAction"),
            (400, "UnsupportedOperation"),
            (501, "InternalFailure"),
            (500, "Unsupported"),
            (500, "UnsupportedOperationException"),
        ] {
            assert!(is_unsupported(&error(status, name)), "{status} {name}");
        }
    }

    #[test]
    fn is_not_what_a_refusal_or_an_outage_says() {
        for (status, name) in [
            (400, "NotAuthorizedException"),
            (400, "UnsupportedTokenTypeException"),
            (400, "UnsupportedUserStateException"),
            (500, "InternalErrorException"),
            (503, "UnknownError"),
        ] {
            assert!(!is_unsupported(&error(status, name)), "{status} {name}");
        }
    }
}
