//! Waiting.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::value;

#[wasm_bindgen]
extern "C" {
    /// Gives a number in browsers and an object in Node.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, millis: u32) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// A timer that does not outlive its future: one left behind would keep a Node process from ending.
struct Timer(JsValue);

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.0);
    }
}

/// Resolves after `millis`.
pub(super) async fn sleep(millis: u32) {
    wait(millis, false).await;
}

/// Resolves after `millis`, unless the process ends before: in Node a timer keeps it going, and this one does not.
pub(super) async fn sleep_unattended(millis: u32) {
    wait(millis, true).await;
}

async fn wait(millis: u32, unattended: bool) {
    let mut timer = None;
    let promise = Promise::new(&mut |resolve, _| {
        let started = set_timeout(&resolve, millis);
        // Browsers give a number, which has no such function.
        if let (true, Some(unref)) = (unattended, value::function(&started, "unref")) {
            let _ = unref.call0(&started);
        }
        timer = Some(Timer(started));
    });
    // The promise never rejects.
    let _ = JsFuture::from(promise).await;
    drop(timer);
}
