//! Aborting requests and prompts.

use wasm_bindgen::JsValue;
use web_sys::AbortController;

use super::value;

/// An `AbortController` that aborts when it is dropped, which has no effect on work that is done.
///
/// The class may come from a polyfill, so its members are read like those of any foreign object.
pub(super) struct AbortOnDrop(Option<AbortController>);

impl AbortOnDrop {
    pub(super) fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// The `AbortSignal`.
    pub(super) fn signal(&self) -> JsValue {
        self.0.as_ref().and_then(|controller| value::member(controller, "signal")).unwrap_or_default()
    }

    pub(super) fn abort(&self) {
        if let Some(controller) = &self.0
            && let Some(abort) = value::function(controller, "abort")
        {
            // If it throws, the work ends unobserved.
            let _ = abort.call0(controller);
        }
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.abort();
    }
}
