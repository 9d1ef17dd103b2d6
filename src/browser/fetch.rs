//! `fetch`, with a time limit, aborted when nobody waits for it any more.

use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::abort::AbortOnDrop;
use super::{timer, value};
use crate::error::Cause;
use crate::host::{Body, FetchError, HttpReply, HttpRequest, REPLY_HEADERS};
use crate::json::Json;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &JsValue) -> Result<Promise, JsValue>;
}

/// Sends a request and reads the whole reply.
pub(super) async fn post(request: HttpRequest) -> Result<HttpReply, FetchError> {
    let abort = AbortOnDrop::new();
    let limit = request.time_limit_ms;
    let exchange = exchange(request, &abort);
    match select(core::pin::pin!(exchange), core::pin::pin!(timer::sleep(limit))).await {
        Either::Left((reply, _)) => reply.map_err(|cause| FetchError::Network(Some(cause_of(cause)))),
        Either::Right(((), _)) => Err(FetchError::TimedOut),
    }
}

fn cause_of(value: JsValue) -> Cause {
    Rc::new(value)
}

async fn exchange(request: HttpRequest, abort: &AbortOnDrop) -> Result<HttpReply, JsValue> {
    let mut headers = Json::object();
    for (name, value) in request.headers {
        headers.push(name.into(), value.into());
    }
    let init = Json::object()
        .with("method", "POST")
        .with("cache", "no-store")
        .with("credentials", "same-origin")
        .with("headers", headers);
    let init = value::to_js(&init);
    Reflect::set(&init, &"body".into(), &value::write(&request.body))?;
    Reflect::set(&init, &"signal".into(), &abort.signal())?;
    let response: Response = JsFuture::from(global_fetch(&request.url, &init)?).await?.dyn_into()?;
    let status = response.status();
    let given = response.headers();
    let headers = REPLY_HEADERS
        .into_iter()
        .filter_map(|name| given.get(name).ok().flatten().map(|value| (name, value)))
        .collect();
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let body =
        if text.trim_ascii().is_empty() { Body::Empty } else { value::parse(&text).map_or(Body::Other, Body::Json) };
    Ok(HttpReply { status, headers, body })
}
