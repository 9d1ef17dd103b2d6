//! `fetch`, with a time limit, aborted when nobody waits for it any more.
//!
//! What is called `fetch` may be the runtime's, another library's or the application's own. So a reply is whatever has a status
//! and a body, of whichever class, and a member of the request that is not needed is left out where it is refused.

use core::cell::Cell;
use std::rc::Rc;

use futures_util::future::{Either, select};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::abort::AbortOnDrop;
use super::{timer, value};
use crate::host::{Body, FetchError, HttpReply, HttpRequest, REPLY_HEADERS};
use crate::json::Json;
use crate::text;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &JsValue) -> Result<JsValue, JsValue>;

    type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &JsValue) -> Result<JsValue, JsValue>;
}

/// The members of a request that it can do without.
const OPTIONAL: [&str; 2] = ["cache", "signal"];

/// Which members of a request this page's `fetch` takes.
#[derive(Debug)]
pub(super) struct Accepted([Cell<bool>; OPTIONAL.len()]);

impl Default for Accepted {
    fn default() -> Self {
        Self([const { Cell::new(true) }; OPTIONAL.len()])
    }
}

impl Accepted {
    /// Notes what an exception of `fetch` says of a member. Whether it does: then the request has not been sent, and may be
    /// sent without it.
    ///
    /// A request that failed on its way is told from it by what is thrown. No network failure names a member of the request;
    /// those that quote its address might. What was aborted has a name of its own.
    fn learn(&self, thrown: &JsValue) -> bool {
        let text = |name| value::member(thrown, name).and_then(|text| text.as_string()).unwrap_or_default();
        let message = text("message");
        if !matches!(&*text("name"), "TypeError" | "Error" | "NotSupportedError") || text::has(&message, "://") {
            return false;
        }
        let refused = |(name, accepted): &(&str, &Cell<bool>)| accepted.get() && text::has(&message, name);
        let found = OPTIONAL.into_iter().zip(&self.0).find(refused);
        found.is_some_and(|(_, accepted)| accepted.replace(false))
    }
}

/// Sends a request and reads the whole reply.
pub(super) async fn post(accepted: &Accepted, request: HttpRequest) -> Result<HttpReply, FetchError> {
    let abort = AbortOnDrop::new();
    // A Node process waits for it: somebody waits for what comes after it, even where `fetch` keeps no process alive.
    let limit = timer::sleep(request.time_limit_ms);
    let exchange = async {
        let reply = send(accepted, request, &abort).await.map_err(broken)?;
        read(&reply).await
    };
    match select(core::pin::pin!(exchange), core::pin::pin!(limit)).await {
        Either::Left((reply, _)) => reply,
        Either::Right(((), _)) => Err(FetchError::TimedOut),
    }
}

fn broken(cause: JsValue) -> FetchError {
    FetchError::Network(Some(Rc::new(cause)))
}

fn unreadable(cause: JsValue) -> FetchError {
    FetchError::Unreadable(Some(Rc::new(cause)))
}

async fn send(accepted: &Accepted, request: HttpRequest, abort: &AbortOnDrop) -> Result<JsValue, JsValue> {
    let mut headers = Json::object();
    for (name, value) in request.headers {
        headers.push(name.into(), value.into());
    }
    let plain = Json::object().with("method", "POST").with("headers", headers);
    let body = value::write(&request.body);
    let optional: [JsValue; OPTIONAL.len()] = ["no-store".into(), abort.signal()];
    loop {
        let init = value::to_js(&plain);
        value::set(&init, "body", &body);
        for ((name, value), accepted) in OPTIONAL.into_iter().zip(&optional).zip(&accepted.0) {
            if accepted.get() {
                value::set(&init, name, value);
            }
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

/// Reads what `fetch` gave.
async fn read(reply: &JsValue) -> Result<HttpReply, FetchError> {
    let status = value::member(reply, "status").and_then(|status| status.as_f64()).unwrap_or_default();
    let used = value::member(reply, "bodyUsed").is_some_and(|used| used.is_truthy());
    if used || !(100.0..600.0).contains(&status) {
        let problem = if used { "somebody else has read the body of the reply" } else { "the reply has no status" };
        return Err(unreadable(js_sys::TypeError::new(problem).into()));
    }
    let given = value::member(reply, "headers").unwrap_or_default();
    let get = value::function(&given, "get");
    let header = |name: &'static str| {
        let value = get.as_ref()?.call1(&given, &name.into()).ok()?.as_string()?;
        Some((name, value))
    };
    let headers = REPLY_HEADERS.into_iter().filter_map(header).collect();
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between 100 and 600"
    )]
    let status = status as u16;
    Ok(HttpReply { status, headers, body: read_body(reply).await? })
}

/// Reads the body in the first way that the reply has. Text is what the core needs; some replies of tests have JSON alone.
async fn read_body(reply: &JsValue) -> Result<Body, FetchError> {
    let ways = ["text", "arrayBuffer", "json"];
    let Some((way, read)) = ways.into_iter().find_map(|way| Some((way, value::function(reply, way)?))) else {
        return Ok(Body::Other);
    };
    let begun = read.call0(reply).map_err(unreadable)?;
    let content = match value::settled(&begun).await {
        Err(thrown) if way != "json" => return Err(broken(thrown)),
        // Whether it broke off or is not JSON, nobody can tell.
        Err(_) => return Ok(Body::Other),
        Ok(content) if way == "arrayBuffer" => {
            TextDecoder::new().and_then(|decoder| decoder.decode(&content)).map_err(unreadable)?
        }
        Ok(content) => content,
    };
    Ok(match content.as_string() {
        Some(text) if text.trim_ascii().is_empty() => Body::Empty,
        Some(text) => value::parse(&text).map_or(Body::Other, Body::Json),
        None => value::from_js(&content).filter(|_| way == "json").map_or(Body::Other, Body::Json),
    })
}
