//! Errors as data: what `AuthError` in TypeScript is made of.
//!
//! The library's own errors are rows of one table, [`names`]. Errors of the service keep their names, and
//! [`service`](Error::service) gives them a category.

pub mod names;

use core::any::Any;
use core::fmt;
use std::borrow::Cow;
use std::rc::Rc;

use crate::json::Json;

/// Who can fix an error, in the terms of the mobile libraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// The developer: the configuration is wrong or missing.
    Configuration,
    /// The call does not fit what went before it.
    InvalidState,
    /// The service could not be reached.
    Network,
    /// The credentials were refused.
    NotAuthorized,
    /// Any other refusal of the service.
    Service,
    /// The session ended and only a new sign-in helps.
    SessionExpired,
    /// Nobody is signed in.
    SignedOut,
    /// A defect, or something that fits no other category.
    Unknown,
    /// The caller's input.
    Validation,
}

impl Category {
    /// The name that crosses to JavaScript.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::InvalidState => "invalidState",
            Self::Network => "network",
            Self::NotAuthorized => "notAuthorized",
            Self::Service => "service",
            Self::SessionExpired => "sessionExpired",
            Self::SignedOut => "signedOut",
            Self::Unknown => "unknown",
            Self::Validation => "validation",
        }
    }
}

/// A row of the table of names.
#[derive(Debug)]
pub struct Known {
    /// Amplify's `name`, which applications test.
    pub name: &'static str,
    /// Who can fix it.
    pub category: Category,
    /// What happened, unless the place that raises the error sets a message of its own.
    pub message: &'static str,
    /// How to fix it.
    pub recovery: &'static str,
    /// Whether the same call may succeed later, unchanged.
    pub retryable: bool,
}

/// What a reply of the service said about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// HTTP status of the reply.
    pub http_status_code: u16,
    /// The service's id of the request, to quote to AWS support.
    pub request_id: Option<String>,
    /// The second id some services give.
    pub extended_request_id: Option<String>,
}

/// The value that caused an error, kept as the host gave it (in the browser: the JavaScript value itself).
pub type Cause = Rc<dyn Any>;

/// An error for the application. Cheap to clone, since all callers that wait for the same work get the same error.
#[derive(Clone)]
pub struct Error(Rc<Facts>);

#[derive(Clone)]
struct Facts {
    name: Cow<'static, str>,
    category: Category,
    message: Cow<'static, str>,
    recovery: &'static str,
    retryable: bool,
    metadata: Option<Metadata>,
    cause: Option<Cause>,
    source: Option<Error>,
}

/// A result whose error is for the application.
pub type Result<T, E = Error> = core::result::Result<T, E>;

impl Error {
    /// An error from the table.
    #[must_use]
    pub fn new(known: &'static Known) -> Self {
        Self(Rc::new(Facts {
            name: Cow::Borrowed(known.name),
            category: known.category,
            message: Cow::Borrowed(known.message),
            recovery: known.recovery,
            retryable: known.retryable,
            metadata: None,
            cause: None,
            source: None,
        }))
    }

    /// An error that the service replied with, under the service's name for it.
    #[must_use]
    pub fn service(name: String, message: String, metadata: Metadata) -> Self {
        let status = metadata.http_status_code;
        Self(Rc::new(Facts {
            category: if name == "NotAuthorizedException" { Category::NotAuthorized } else { Category::Service },
            retryable: status == 429 || status >= 500 || names::THROTTLING.contains(&name.as_str()),
            recovery: names::service_recovery(&name),
            name: Cow::Owned(name),
            message: Cow::Owned(message),
            metadata: Some(metadata),
            cause: None,
            source: None,
        }))
    }

    /// The same error with another message.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        Rc::make_mut(&mut self.0).message = message.into();
        self
    }

    /// The same error with the status and ids of the reply that it is about.
    #[must_use]
    pub fn with_metadata(mut self, metadata: Metadata) -> Self {
        Rc::make_mut(&mut self.0).metadata = Some(metadata);
        self
    }

    /// The same error with the host's value that caused it.
    #[must_use]
    pub fn with_cause(mut self, cause: Option<Cause>) -> Self {
        Rc::make_mut(&mut self.0).cause = cause;
        self
    }

    /// The same error with the error that led to it.
    #[must_use]
    pub fn with_source(mut self, source: Self) -> Self {
        Rc::make_mut(&mut self.0).source = Some(source);
        self
    }

    /// The name applications test.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// What happened.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// How to fix it. Empty if the message says enough.
    #[must_use]
    pub fn recovery(&self) -> &'static str {
        self.0.recovery
    }

    /// Who can fix it.
    #[must_use]
    pub fn category(&self) -> Category {
        self.0.category
    }

    /// Whether the same call may succeed later, unchanged.
    #[must_use]
    pub fn retryable(&self) -> bool {
        self.0.retryable
    }

    /// The status and ids of the reply, if the service replied.
    #[must_use]
    pub fn metadata(&self) -> Option<&Metadata> {
        self.0.metadata.as_ref()
    }

    /// The host's value that caused it.
    #[must_use]
    pub fn cause(&self) -> Option<&Cause> {
        self.0.cause.as_ref()
    }

    /// The error that led to this one.
    #[must_use]
    pub fn source(&self) -> Option<&Self> {
        self.0.source.as_ref()
    }

    /// Whether the error has this name.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.0.name == name
    }

    /// The error as data, without its cause.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let metadata = self.metadata().map(|metadata| {
            Json::object()
                .with("httpStatusCode", metadata.http_status_code)
                .with("requestId", metadata.request_id.clone())
                .with("extendedRequestId", metadata.extended_request_id.clone())
        });
        Json::object()
            .with("name", self.name())
            .with("message", self.message())
            .with("category", self.category().name())
            .with("recoverySuggestion", Some(self.0.recovery).filter(|text| !text.is_empty()))
            .with("retryable", self.retryable())
            .with("metadata", metadata)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("name", &self.0.name)
            .field("message", &self.0.message)
            .field("metadata", &self.0.metadata)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())?;
        formatter.write_str(": ")?;
        formatter.write_str(self.message())
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.0.source {
            Some(error) => Some(error),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crosses_as_data() {
        let error = Error::service(
            "NotAuthorizedException".to_owned(),
            "Incorrect username or password.".to_owned(),
            Metadata { http_status_code: 400, request_id: Some("r-1".to_owned()), extended_request_id: None },
        );
        assert_eq!(
            serde_json::to_value(error.to_json()).unwrap(),
            serde_json::json!({
                "name": "NotAuthorizedException", "message": "Incorrect username or password.",
                "category": "notAuthorized", "retryable": false,
                "recoverySuggestion": "Check the user name and the password, or sign in again.",
                "metadata": {"httpStatusCode": 400.0, "requestId": "r-1"},
            })
        );
    }

    #[test]
    fn throttling_and_outages_are_retryable() {
        let error = |name: &str, http_status_code| {
            Error::service(name.to_owned(), String::new(), Metadata { http_status_code, ..Metadata::default() })
        };
        assert!(error("TooManyRequestsException", 400).retryable());
        assert!(error("InternalErrorException", 500).retryable());
        assert!(!error("CodeMismatchException", 400).retryable());
    }

    #[test]
    fn keeps_what_led_to_it() {
        let error = Error::new(&names::SESSION_EXPIRED).with_source(Error::new(&names::NETWORK_ERROR));
        assert_eq!(error.source().map(Error::name), Some("NetworkError"));
        assert!(core::error::Error::source(&error).is_some());
    }
}
