//! Waiting for an event of the browser.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::value;
use crate::json::Json;

/// Removes the listener when dropped, since the target may live longer.
struct Listening<'a> {
    target: &'a JsValue,
    name: &'static str,
    listener: Function,
}

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        call(self.target, "removeEventListener", self.name, &self.listener);
    }
}

/// Calls a method of a target for an event. If it throws, or is missing, the event is never heard of.
fn call(target: &JsValue, method: &str, name: &str, listener: &Function) {
    if let Some(function) = value::function(target, method) {
        let once = value::to_platform(&Json::object().with("once", true));
        let _ = function.call3(target, &name.into(), listener, &once);
    }
}

/// Resolves when the target dispatches an event of this name. It may be another realm's or a polyfill's.
pub(crate) async fn next(target: &JsValue, name: &'static str) {
    let mut listener = None;
    let promise = Promise::new(&mut |resolve, _| {
        call(target, "addEventListener", name, &resolve);
        listener = Some(resolve);
    });
    let _listening = listener.map(|listener| Listening { target, name, listener });
    // The promise never rejects.
    let _ = JsFuture::from(promise).await;
}
