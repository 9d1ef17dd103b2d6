//! What the TypeScript in `ts/` calls. It may change with any version: the API is TypeScript's.

mod aborted;
mod allocator;
mod as_data;
mod dispatch;
mod hooks;
mod panic;
mod relaxed;
mod session;

use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::future_to_promise;

use crate::browser::{Browser, value};
use crate::config::AuthConfig;
use crate::error::{Error, Result, names};
use crate::flow::{Auth, Persistence, StateScope, StorageOptions};
use crate::host::{Host as _, RequestLimits};
use crate::json::Json;
use crate::secret::Secret;
use crate::token::Write;
use relaxed::Relaxed;

/// Calls `callback` with the place in the source when Rust panics. The module cannot be used after that.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(callback: Function) {
    panic::report_to(callback);
}

/// An `Auth` in the browser.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Client {
    auth: Rc<Auth<Browser>>,
}

#[wasm_bindgen]
impl Client {
    /// Reads a configuration. `host.emit` takes the events, `host.isDefault` is set for the page's default instance, `host.limits` may
    /// have limits for all requests, `host.keepsCredentials` is set if AWS credentials are kept for the tab, `host.inVault` in the worker of
    /// a vault, and `host.storage` is `"session"`, `"memory"`, or a storage for [`Browser::with_storage`]. The application's functions are
    /// members, too; see [`hooks`].
    ///
    /// # Errors
    /// Error data of category `configuration`.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue, host: &JsValue) -> Result<Self, JsValue> {
        let read = || {
            let mut limits =
                value::member(host, "limits").and_then(|limits| value::from_js(&limits)).unwrap_or_default();
            let limits = RequestLimits::default().take(&mut limits, &names::INVALID_CONFIGURATION)?;
            let browser = browser(host).with_limits(limits);
            let given = value::from_js(config).ok_or_else(|| {
                Error::new(&names::INVALID_CONFIGURATION).with_message("the configuration is not plain data")
            })?;
            let config = AuthConfig::parse(given, &|text| browser.parse_json(text))?;
            Ok((browser, config))
        };
        let (browser, config) = read().map_err(|error: Error| as_data::error(&error))?;
        let is = |flag| value::member(host, flag).is_some_and(|flag| flag.is_truthy());
        let scope = if is("isDefault") { StateScope::Page } else { StateScope::Client };
        let storage = value::member(host, "storage").and_then(|storage| storage.as_string());
        let persistence = storage.and_then(|name| Persistence::from_name(&name)).unwrap_or_default();
        let options =
            StorageOptions { scope, persistence, keeps_credentials: is("keepsCredentials"), in_vault: is("inVault") };
        let auth = Auth::new(browser, config, options);
        auth.revoke_queued_tokens();
        Ok(Self { auth })
    }

    /// Takes over what is in the memory of an earlier client, which this one replaces.
    pub fn inherit(&self, earlier: &Self) {
        self.auth.inherit(&earlier.auth);
    }

    /// Keeps items that an asynchronous storage has refused: a list of objects with `key` and `value`. `cause` says why. Returns whether the call
    /// that changed them goes on.
    #[must_use]
    #[wasm_bindgen(js_name = keepRefused)]
    pub fn keep_refused(&self, items: &JsValue, cause: JsValue) -> bool {
        let Some(Json::Array(items)) = value::from_js(items) else { return false };
        let writes = items.into_iter().filter_map(|mut item| {
            let key = item.take("key").into_text()?;
            Some(Write { key, value: item.take("value").into_text().map(Secret::new) })
        });
        let error = Error::new(&names::STORAGE).with_cause(Some(Rc::new(cause)));
        self.auth.keep_refused(writes.collect(), error).unwrap_or_default()
    }

    /// Whether everything is in the browser's storage, and nothing in memory.
    #[must_use]
    #[wasm_bindgen(js_name = isMemoryEmpty)]
    pub fn is_memory_empty(&self) -> bool {
        self.auth.is_memory_empty()
    }

    /// Warnings about the configuration, for the developer's console.
    #[must_use]
    pub fn warnings(&self) -> JsValue {
        value::to_js(&Json::Array(self.auth.warnings().map(Json::from).collect()))
    }

    /// Computes SRP's powers in the module for relaxed SIMD, which has passed its self-test.
    pub fn accelerate(&self, module: JsValue) {
        self.auth.host().accelerate(Relaxed::new(module.unchecked_into()));
    }

    /// Calls a public function by its name. Rejects with error data; with `AbortError` when `signal` is aborted first.
    pub fn call(&self, function: String, input: &JsValue, signal: JsValue) -> Promise {
        let auth = Rc::clone(&self.auth);
        // Read before the future starts, so that later changes to the caller's object have no effect.
        let input = value::from_js(input);
        future_to_promise(async move {
            let work = core::pin::pin!(dispatch::call(&auth, &function, input));
            let result = if signal.is_undefined() {
                work.await
            } else {
                match select(core::pin::pin!(aborted::aborted(signal)), work).await {
                    // Returning drops the flow, which aborts its request.
                    Either::Left((reason, _)) => Err(Error::new(&names::ABORTED).with_cause(Some(Rc::new(reason)))),
                    Either::Right((result, _)) => result,
                }
            };
            result.map_err(|error| as_data::error(&error))
        })
    }
}

/// The browser, with the functions in TypeScript's `host`.
fn browser(host: &JsValue) -> Browser {
    let emit = value::function(host, "emit").unwrap_or_default();
    let browser = Browser::new(move |event| {
        // A listener that throws is the Hub's business. Nothing here depends on it.
        let _ = emit.call1(&JsValue::UNDEFINED, &as_data::event(event));
    });
    let browser = match value::member(host, "storage") {
        Some(storage) if storage.is_object() => browser.with_storage(storage),
        _ => browser,
    };
    browser.with_hooks(hooks::HostHooks(host.clone()))
}
