//! A call's `AbortSignal`.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::browser::value;
use crate::json::Json;

/// Removes the listener when dropped, since the signal may outlive the call.
struct Listening {
    signal: JsValue,
    listener: Function,
}

impl Drop for Listening {
    fn drop(&mut self) {
        call(&self.signal, "removeEventListener", &self.listener);
    }
}

/// Calls a method of a signal for the event `abort`. If it throws, the call cannot be aborted.
fn call(signal: &JsValue, method: &str, listener: &Function) {
    if let Some(function) = value::function(signal, method) {
        let once = value::to_platform(&Json::object().with("once", true));
        let _ = function.call3(signal, &"abort".into(), listener, &once);
    }
}

/// Resolves with the signal's reason once it is aborted.
pub(super) async fn aborted(signal: JsValue) -> JsValue {
    // The signal may be another realm's or a polyfill's, so only its members are used.
    let member = |name| value::member(&signal, name).unwrap_or_default();
    if !member("aborted").is_truthy() {
        let mut listener = None;
        let promise = Promise::new(&mut |resolve, _| {
            call(&signal, "addEventListener", &resolve);
            listener = Some(resolve);
        });
        let _listening = listener.map(|listener| Listening { signal: signal.clone(), listener });
        // The promise never rejects.
        let _ = JsFuture::from(promise).await;
    }
    member("reason")
}
