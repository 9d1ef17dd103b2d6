//! A service's reply, or the lack of one.

use std::rc::Rc;

use cognito_wasm::host::{FetchError, HttpReply, ReplyBody};
use serde_json::{Value, json};

/// An answer to a request.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Empty,
    Json(Value),
    Page,
    Silence { timed_out: bool },
}

/// The host's cause for a connection that broke.
pub(crate) const OFFLINE: &str = "offline";

impl Reply {
    pub(crate) fn json(body: Value) -> Self {
        Self::new(200, Content::Json(body))
    }

    pub(crate) fn empty() -> Self {
        Self::new(200, Content::Empty)
    }

    /// An error as Cognito sends it.
    pub(crate) fn error(name: &str) -> Self {
        Self::refusal(400, name, "refused")
    }

    pub(crate) fn refusal(status: u16, name: &str, message: &str) -> Self {
        Self::new(status, Content::Json(json!({"__type": name, "message": message})))
    }

    /// An HTML page, such as a proxy's.
    pub(crate) fn page(status: u16) -> Self {
        Self::new(status, Content::Page)
    }

    /// The connection broke.
    pub(crate) fn lost() -> Self {
        Self::new(0, Content::Silence { timed_out: false })
    }

    /// The time limit passed.
    pub(crate) fn timed_out() -> Self {
        Self::new(0, Content::Silence { timed_out: true })
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    fn new(status: u16, content: Content) -> Self {
        Self { status, headers: Vec::new(), content }
    }

    pub(super) fn into_result(self) -> Result<HttpReply, FetchError> {
        let body = match self.content {
            Content::Empty => ReplyBody::Empty,
            // As in the browser, JSON that nests too deep is not JSON to the library.
            Content::Json(value) => serde_json::from_value(value).map_or(ReplyBody::Other, ReplyBody::Json),
            Content::Page => ReplyBody::Other,
            Content::Silence { timed_out: true } => return Err(FetchError::TimedOut),
            Content::Silence { timed_out: false } => return Err(FetchError::Network(Some(Rc::new(OFFLINE)))),
        };
        Ok(HttpReply { status: self.status, headers: self.headers, body })
    }
}
