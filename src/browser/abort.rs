//! Aborting the browser's work.

use wasm_bindgen::JsValue;
use web_sys::AbortController;

/// Aborts the browser's work when dropped; after the work is done that does nothing.
pub(super) struct AbortOnDrop(Option<AbortController>);

impl AbortOnDrop {
    pub(super) fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// What the browser is to watch.
    pub(super) fn signal(&self) -> JsValue {
        self.0.as_ref().map_or(JsValue::UNDEFINED, |controller| controller.signal().into())
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
