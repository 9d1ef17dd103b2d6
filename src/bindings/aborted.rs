//! A call's `AbortSignal`.

use wasm_bindgen::JsValue;

use crate::browser::{event, value};

/// Resolves with the signal's reason once it is aborted.
pub(super) async fn aborted(signal: JsValue) -> JsValue {
    // The signal may be another realm's or a polyfill's, so only its members are used.
    let member = |name| value::member(&signal, name).unwrap_or_default();
    if !member("aborted").is_truthy() {
        event::next(&signal, "abort").await;
    }
    member("reason")
}
