//! What the page adds to the browser, through TypeScript.

use core::cell::OnceCell;

use futures_util::future::LocalBoxFuture;
use js_sys::Function;
use wasm_bindgen::JsValue;

use super::relaxed::{Relaxed, RelaxedModule};
use super::{as_data, secret_hash};
use crate::browser::{Application, value};
use crate::error::Result;
use crate::host::Event;
use crate::secret::Secret;
use crate::srp::field::DefaultField;
use crate::srp::powers::Powers;

/// The function that passes events on to the Hub, the application's hook, and the second module.
#[derive(Debug)]
pub(super) struct Page {
    emit: Function,
    secret_hash: Option<Function>,
    relaxed: OnceCell<Relaxed>,
}

impl Page {
    /// Takes the functions from their object.
    pub(super) fn new(host: &JsValue) -> Self {
        Self {
            emit: value::function(host, "emit").unwrap_or_default(),
            secret_hash: value::function(host, "secretHash"),
            relaxed: OnceCell::new(),
        }
    }

    /// Has the powers of SRP computed by the module for relaxed SIMD.
    pub(super) fn accelerate(&self, module: RelaxedModule) {
        // One is as good as another.
        let _ = self.relaxed.set(Relaxed::new(module));
    }
}

impl Application for Page {
    fn emit(&self, event: Event) {
        // A listener that throws is the Hub's business; nothing here depends on it.
        let _ = self.emit.call1(&JsValue::UNDEFINED, &as_data::event(event));
    }

    fn secret_hash(&self, username: &str) -> Option<LocalBoxFuture<'static, Result<Secret>>> {
        self.secret_hash.as_ref().map(|hook| secret_hash::ask(hook, username))
    }

    fn has_secret_hash(&self) -> bool {
        self.secret_hash.is_some()
    }

    fn powers(&self) -> &dyn Powers {
        match self.relaxed.get() {
            Some(relaxed) => relaxed,
            None => &DefaultField {},
        }
    }
}
