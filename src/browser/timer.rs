//! Waiting.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, millis: u32) -> wasm_bindgen::JsValue;
}

/// Resolves after `millis`.
pub(super) async fn sleep(millis: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        set_timeout(&resolve, millis);
    });
    // The promise never rejects.
    let _ = JsFuture::from(promise).await;
}
