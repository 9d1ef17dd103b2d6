//! `fetch`, with a time limit, aborted when nobody waits for it any more.
//!
//! What is called `fetch` may be the runtime's, another library's or the application's own. So a reply is whatever has a status
//! and a body, of whichever class, and a member of the request that is not needed is left out where it is refused.

use core::cell::Cell;

use futures_util::future::{Either, select};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::abort::AbortOnDrop;
use super::body::{self, broken, unreadable};
use super::{timer, value};
use crate::host::{FetchError, HttpReply, HttpRequest, REPLY_HEADERS};
use crate::json::Json;
use crate::text;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &JsValue) -> Result<JsValue, JsValue>;
}

/// What a request says beside itself, each with what is said where that is refused: for most nothing at all.
///
/// A redirect is never followed, since what is sent, a password perhaps, is for nobody else. Runtimes on servers know `manual` only.
const WISHES: [(&str, &str, Option<&str>); 4] = [
    ("cache", "no-store", None),
    ("credentials", "omit", None),
    ("redirect", "error", Some("manual")),
    ("referrerPolicy", "no-referrer", None),
];

const SIGNAL: &str = "signal";

/// Which of the wishes this page's `fetch` takes, and whether it takes a signal.
#[derive(Debug)]
pub(super) struct Accepted {
    wishes: [Cell<bool>; WISHES.len()],
    signal: Cell<bool>,
}

impl Default for Accepted {
    fn default() -> Self {
        Self { wishes: [const { Cell::new(true) }; WISHES.len()], signal: Cell::new(true) }
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
        if !matches!(&*text("name"), "TypeError" | "Error" | "NotSupportedError") || text::contains(&message, "://")
            // Deno says of a redirect on the way which mode it was refused in.
            || text::contains(&message, "ncountered redirect")
        {
            return false;
        }
        let wishes = WISHES.iter().map(|(name, ..)| *name).zip(&self.wishes);
        let refused = |(name, accepted): &(&str, &Cell<bool>)| accepted.get() && text::contains(&message, name);
        let found = wishes.chain([(SIGNAL, &self.signal)]).find(refused);
        found.is_some_and(|(_, accepted)| accepted.replace(false))
    }

    /// The members of a request that are the same in all.
    fn members(&self) -> Json {
        let mut members = Json::object();
        for ((name, wish, instead), accepted) in WISHES.into_iter().zip(&self.wishes) {
            members.push(name.into(), if accepted.get() { wish.into() } else { instead.into() });
        }
        members
    }
}

/// Sends a request and reads the whole reply.
pub(super) async fn exchange(accepted: &Accepted, request: HttpRequest) -> Result<HttpReply, FetchError> {
    let abort = AbortOnDrop::new();
    // A Node process waits for it: somebody waits for what comes after it, even where `fetch` keeps no process alive.
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
    let mut headers = Json::object();
    for (name, value) in request.headers {
        headers.push(name.into(), value.into());
    }
    let headers = value::to_platform(&headers);
    let body = request.body.as_deref().map(value::write);
    let method = if body.is_some() { "POST" } else { "GET" };
    loop {
        let init = value::to_platform(&accepted.members());
        value::set(&init, "headers", &headers);
        value::set(&init, "method", &method.into());
        if let Some(body) = &body {
            value::set(&init, "body", body);
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

/// Reads what `fetch` gave.
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
