//! `fetch` with a time limit. It is aborted when its future is dropped.
//!
//! The global `fetch` may be a runtime's, a library's or the application's. So a reply is any object with a status and a body, and
//! an optional member of the request is left out if this `fetch` rejects it.

use core::cell::Cell;

use futures_util::future::{Either, select};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::abort::AbortOnDrop;
use super::body::{self, broken, unreadable};
use super::{form, timer, value};
use crate::host::{FetchError, HttpReply, HttpRequest, REPLY_HEADERS, RequestBody};
use crate::json::Json;
use crate::text;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &JsValue) -> Result<JsValue, JsValue>;
}

/// The optional members of a request: name, value, and a second value if `fetch` rejects the first.
///
/// Redirects are never followed, since the request may contain a password. Some server runtimes accept `manual` only.
const OPTIONAL: [(&str, &str, Option<&str>); 4] = [
    ("cache", "no-store", None),
    ("credentials", "omit", None),
    ("redirect", "error", Some("manual")),
    ("referrerPolicy", "no-referrer", None),
];

const SIGNAL: &str = "signal";

/// Which optional members this `fetch` accepts.
#[derive(Debug)]
pub(super) struct Accepted {
    optional: [Cell<bool>; OPTIONAL.len()],
    signal: Cell<bool>,
}

impl Default for Accepted {
    fn default() -> Self {
        Self { optional: [const { Cell::new(true) }; OPTIONAL.len()], signal: Cell::new(true) }
    }
}

impl Accepted {
    /// Notes the member that an exception of `fetch` complains about. Returns whether there is one: then the request was not sent,
    /// and can be sent without that member.
    ///
    /// Network failures do not name members of the request, unless one quotes a URL that contains such a name. An abort
    /// has an error name of its own.
    fn learn(&self, thrown: &JsValue) -> bool {
        let text = |name| value::member(thrown, name).and_then(|text| text.as_string()).unwrap_or_default();
        let message = text("message");
        if !matches!(&*text("name"), "TypeError" | "Error" | "NotSupportedError") || text::contains(&message, "://")
            // Deno's error for a redirect names the `redirect` mode.
            || text::contains(&message, "ncountered redirect")
        {
            return false;
        }
        let optional = OPTIONAL.iter().map(|(name, ..)| *name).zip(&self.optional);
        let refused = |(name, accepted): &(&str, &Cell<bool>)| accepted.get() && text::contains(&message, name);
        let found = optional.chain([(SIGNAL, &self.signal)]).find(refused);
        found.is_some_and(|(_, accepted)| accepted.replace(false))
    }

    /// The optional members of a request.
    fn members(&self) -> Json {
        let mut members = Json::object();
        for ((name, first, second), accepted) in OPTIONAL.into_iter().zip(&self.optional) {
            members.push(name.into(), if accepted.get() { first.into() } else { second.into() });
        }
        members
    }
}

/// Sends a request and reads the complete reply.
pub(super) async fn exchange(accepted: &Accepted, request: HttpRequest) -> Result<HttpReply, FetchError> {
    let abort = AbortOnDrop::new();
    // This timer keeps a Node process alive for the caller, even if `fetch` does not.
    let limit = timer::sleep(request.time_limit_ms);
    let reply = async {
        let reply = send(accepted, request, &abort).await.map_err(broken)?;
        read(&reply).await
    };
    match select(core::pin::pin!(reply), core::pin::pin!(limit)).await {
        Either::Left((reply, _)) => reply,
        Either::Right(((), _)) => Err(FetchError::TimedOut),
    }
}

async fn send(accepted: &Accepted, request: HttpRequest, abort: &AbortOnDrop) -> Result<JsValue, JsValue> {
    let (headers, body) = content(&request)?;
    loop {
        let init = value::to_platform(&accepted.members().with("method", request.method.name()));
        value::set(&init, "headers", &headers);
        if !body.is_undefined() {
            value::set(&init, "body", &body);
        }
        if accepted.signal.get() {
            value::set(&init, SIGNAL, &abort.signal());
        }
        let outcome = match global_fetch(&request.url, &init) {
            Ok(promise) => value::settled(&promise).await,
            thrown => thrown,
        };
        match outcome {
            Err(thrown) if accepted.learn(&thrown) => {}
            outcome => return outcome,
        }
    }
}

/// The headers and the body; `undefined` for none.
fn content(request: &HttpRequest) -> Result<(JsValue, JsValue), JsValue> {
    let mut headers = Json::object();
    for (name, value) in &request.headers {
        headers.push(name.clone(), value.as_str().into());
    }
    let body = match &request.body {
        RequestBody::None => JsValue::UNDEFINED,
        RequestBody::Json(json) => value::write(json).into(),
        RequestBody::Form(form) => form::encode(form)?,
        RequestBody::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).into(),
    };
    Ok((value::to_platform(&headers), body))
}

/// Reads what `fetch` resolved with.
async fn read(reply: &JsValue) -> Result<HttpReply, FetchError> {
    let is = |name| value::member(reply, name).is_some_and(|flag| flag.is_truthy());
    let kind = value::member(reply, "type").and_then(|kind| kind.as_string());
    let status = value::member(reply, "status").and_then(|status| status.as_f64()).unwrap_or_default();
    let problem = if is("bodyUsed") {
        "somebody else has read the body of the reply"
    } else if is("redirected") || kind.as_deref() == Some("opaqueredirect") {
        "the request was redirected, which is not followed"
    } else if !(100.0..600.0).contains(&status) {
        "the reply has no status"
    } else {
        ""
    };
    if !problem.is_empty() {
        return Err(unreadable(js_sys::TypeError::new(problem).into()));
    }
    let given = value::member(reply, "headers").unwrap_or_default();
    let get = value::function(&given, "get");
    let header = |name: &'static str| {
        let value = get.as_ref()?.call1(&given, &name.into()).ok()?.as_string()?;
        Some((name, value))
    };
    let headers = REPLY_HEADERS.into_iter().filter_map(header).collect();
    let declared = header("content-length");
    let body = body::read(reply, declared.as_ref().map(|(_, length)| length.as_str())).await?;
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between 100 and 600"
    )]
    let status = status as u16;
    Ok(HttpReply { status, headers, body })
}
