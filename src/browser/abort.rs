//! Aborting the browser's work.

use wasm_bindgen::JsValue;
use web_sys::AbortController;

use super::value;

/// Aborts the browser's work when dropped; after the work is done that does nothing.
///
/// The class may be a polyfill's, so what it has is called like anything foreign.
pub(super) struct AbortOnDrop(Option<AbortController>);

impl AbortOnDrop {
    pub(super) fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// What the browser is to watch.
    pub(super) fn signal(&self) -> JsValue {
        self.0.as_ref().and_then(|controller| value::member(controller, "signal")).unwrap_or_default()
    }

    pub(super) fn abort(&self) {
        if let Some(controller) = &self.0
            && let Some(abort) = value::function(controller, "abort")
        {
            // Work that cannot be aborted comes to nothing.
            let _ = abort.call0(controller);
        }
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.abort();
    }
}
