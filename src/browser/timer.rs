//! Timers.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::value;

#[wasm_bindgen]
extern "C" {
    /// Returns a number in browsers and an object in Node. A test runner may replace both functions.
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(callback: &Function, millis: u32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// A timer that is cleared when this is dropped, since it would keep a Node process alive.
struct Timer(JsValue);

impl Drop for Timer {
    fn drop(&mut self) {
        // If it throws, the timer fires without effect.
        let _ = clear_timeout(&self.0);
    }
}

/// Resolves after `millis`. It keeps a Node process alive, since a caller is waiting.
pub(super) fn sleep(millis: u32) -> impl Future<Output = ()> {
    wait(millis, false)
}

/// Resolves after `millis`, without keeping a Node process alive.
pub(super) fn sleep_unattended(millis: u32) -> impl Future<Output = ()> {
    wait(millis, true)
}

async fn wait(millis: u32, unattended: bool) {
    let mut timer = None;
    let promise = Promise::new(&mut |resolve, _| {
        timer = set_timeout(&resolve, millis).ok().map(Timer);
        if timer.is_none() {
            // Without timers, do not wait. Resolving a promise does not fail.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    if unattended
        && let Some(Timer(timer)) = &timer
        && let Some(unref) = value::function(timer, "unref")
    {
        // If it throws, the process ends later.
        let _ = unref.call0(timer);
    }
    // The promise never rejects.
    let _ = JsFuture::from(promise).await;
    drop(timer);
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    /// Timers as Node has them, which fire as soon as they do not hold the process.
    const TIMERS_OF_NODE: &str = "
        globalThis.setTimeoutBefore = setTimeout;
        globalThis.setTimeout = (callback) => ({ unref() { callback(); } });";

    #[wasm_bindgen_test]
    async fn a_timer_that_nobody_waits_for_holds_no_process() {
        Function::new_no_args(TIMERS_OF_NODE).call0(&JsValue::UNDEFINED).unwrap();
        sleep_unattended(60_000).await;
        Function::new_no_args("setTimeout = setTimeoutBefore").call0(&JsValue::UNDEFINED).unwrap();
    }

    #[wasm_bindgen_test]
    async fn a_timer_of_a_browser_is_waited_for_all_the_same() {
        sleep_unattended(0).await;
        sleep(0).await;
    }
}
