//! HTTP requests and replies.

use core::fmt;
use std::rc::Rc;

use crate::error::{Cause, Metadata};
use crate::json::{Json, Key};
use crate::secret::{Hidden, Secret};
use crate::text;

/// The method of a request (RFC 9110 §9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Method(&'static str);

impl Method {
    /// `DELETE`
    pub const DELETE: Self = Self("DELETE");
    /// `GET`
    pub const GET: Self = Self("GET");
    /// `HEAD`
    pub const HEAD: Self = Self("HEAD");
    /// `PATCH`
    pub const PATCH: Self = Self("PATCH");
    /// `POST`
    pub const POST: Self = Self("POST");
    /// `PUT`
    pub const PUT: Self = Self("PUT");

    /// The name that is sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// A request. `Debug` does not print the headers, which may hold the application's secrets.
pub struct HttpRequest {
    /// The URL.
    pub url: String,
    /// The method. With `GET` and `HEAD` the body is [`RequestBody::None`].
    pub method: Method,
    /// Names in lower case. `content-type` is among them where there is a body: a host adds none.
    pub headers: Vec<(Key, String)>,
    /// The body.
    pub body: RequestBody,
    /// If the reply is not complete after this many milliseconds, the host gives up with [`FetchError::TimedOut`].
    pub time_limit_ms: u32,
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("HttpRequest").field("url", &self.url).field("body", &self.body).finish_non_exhaustive()
    }
}

/// The body of a request. It is shared, so that sending a request again does not copy a password.
#[derive(Clone, Debug)]
pub enum RequestBody {
    /// No body.
    None,
    /// Sent as JSON text.
    Json(Rc<Json>),
    /// Sent as `application/x-www-form-urlencoded`, as OAuth's token endpoint takes it (RFC 6749 §4.1.3).
    Form(Rc<Form>),
    /// Sent byte for byte, for requests that are signed (AWS Signature Version 4).
    Bytes(Rc<Hidden<Vec<u8>>>),
}

/// The fields of a form. A host encodes them by the rules of the WHATWG URL standard (§5.2), in which a space becomes `+`.
///
/// ```
/// use cognito_wasm::host::Form;
/// use cognito_wasm::secret::Secret;
///
/// let form = Form::new()
///     .with("grant_type", "authorization_code")
///     .with("code", Secret::new("4/P7q7W91".to_owned()));
/// assert_eq!(form.fields().last(), Some(("code", "4/P7q7W91")));
/// ```
#[derive(Debug)]
pub struct Form(Json);

impl Form {
    /// A form without fields.
    #[must_use]
    pub const fn new() -> Self {
        Self(Json::object())
    }

    /// Adds a field. OAuth does not allow two fields of one name (RFC 6749 §3.2), and a host sends the last one only.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<FieldValue>) -> Self {
        Self(self.0.with(name, value.into().0))
    }

    /// The names and values. The values may be secrets.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.members().iter().filter_map(|(name, value)| {
            let text = if let Json::Secret(secret) = value { Some(secret.expose()) } else { value.as_str() };
            Some((&**name, text?))
        })
    }

    /// The fields as an object.
    #[cfg(all(target_arch = "wasm32", feature = "browser"))]
    pub(crate) const fn as_json(&self) -> &Json {
        &self.0
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

/// The value of a field: text or a secret.
#[derive(Debug)]
pub struct FieldValue(Json);

impl From<&str> for FieldValue {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for FieldValue {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Secret> for FieldValue {
    fn from(secret: Secret) -> Self {
        Self(secret.into())
    }
}

/// The headers of a reply that the core reads. A host passes on those that are there.
pub const REPLY_HEADERS: [&str; 6] =
    ["date", "x-amzn-errortype", "x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id", "x-amz-id-2"];

/// How many bytes of a request's id are kept.
const MAX_ID: usize = 1024;

/// The body of a reply.
#[derive(Debug)]
pub enum ReplyBody {
    /// Empty, or white space.
    Empty,
    /// JSON.
    Json(Json),
    /// Anything else, such as a proxy's HTML page. The core has no use for its text.
    Other,
}

/// A complete reply.
#[derive(Debug)]
pub struct HttpReply {
    /// The status code.
    pub status: u16,
    /// The headers among [`REPLY_HEADERS`] that the reply has.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: ReplyBody,
}

impl HttpReply {
    /// The value of a header, named in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| *header == name).map(|(_, value)| value.as_str())
    }

    /// What an error says about the reply.
    pub(crate) fn metadata(&self) -> Metadata {
        let header = |name| self.header(name).map(|text| text::truncated(text, MAX_ID).to_owned());
        Metadata {
            http_status_code: self.status,
            request_id: header("x-amzn-requestid")
                .or_else(|| header("x-amzn-request-id"))
                .or_else(|| header("x-amz-request-id")),
            extended_request_id: header("x-amz-id-2"),
        }
    }
}

/// Why there is no reply.
#[derive(Debug)]
pub enum FetchError {
    /// There was no connection, or it broke. The service may have acted on the request.
    Network(Option<Cause>),
    /// The time limit passed. The service may have acted on the request.
    TimedOut,
    /// Something answered, but not with a reply that can be read: its body was read elsewhere, for instance.
    Unreadable(Option<Cause>),
}
