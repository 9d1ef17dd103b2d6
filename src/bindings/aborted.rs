//! What a call's `AbortSignal` tells.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, AddEventListenerOptions};

use crate::browser::value;

/// Takes the listener off a signal that outlives the call.
struct Listening {
    signal: AbortSignal,
    listener: Function,
}

impl Drop for Listening {
    fn drop(&mut self) {
        // Removing a listener does not fail.
        let _ = self.signal.remove_event_listener_with_callback("abort", &self.listener);
    }
}

/// Resolves with the signal's reason once it is aborted.
pub(super) async fn aborted(signal: AbortSignal) -> JsValue {
    // Another window's or a polyfill's, so nothing but its members is relied on.
    let member = |name| value::member(&signal, name).unwrap_or_default();
    if !member("aborted").is_truthy() {
        let mut listener = None;
        let promise = Promise::new(&mut |resolve, _| {
            let options = AddEventListenerOptions::new();
            options.set_once(true);
            // Adding a listener does not fail.
            let _ = signal.add_event_listener_with_callback_and_add_event_listener_options("abort", &resolve, &options);
            listener = Some(resolve);
        });
        let _listening = listener.map(|listener| Listening { signal: signal.clone(), listener });
        // The promise never rejects.
        let _ = JsFuture::from(promise).await;
    }
    member("reason")
}
