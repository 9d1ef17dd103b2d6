//! The browser as a [`Host`]: a window, a worker, an extension, or a JavaScript runtime with the same globals.
//!
//! What is missing degrades instead of failing: without `localStorage` a session lasts as long as the page, and without Web Locks
//! each tab refreshes for itself.

mod abort;
mod collector;
mod credentials;
mod device;
mod fetch;
mod global;
mod lock;
mod relaxed;
mod secret_hash;
mod storage;
mod timer;
pub(crate) mod value;

pub(crate) use abort::aborted;

use core::cell::OnceCell;

use futures_util::future::LocalBoxFuture;
use js_sys::Function;
use wasm_bindgen::JsValue;

use crate::error::{Error, Result, names};
use crate::host::{Area, CredentialError, Event, FetchError, Host, HttpReply, HttpRequest, Mediation};
use crate::json::Json;
use crate::secret::Secret;
use crate::srp::field::DefaultField;
use crate::srp::powers::Powers;
use crate::time::Timestamp;

/// The browser, the function that passes events on to the Hub, and the application's hook.
#[derive(Debug)]
pub(crate) struct Browser {
    emit: Function,
    secret_hash: Option<Function>,
    storages: storage::Storages,
    relaxed: OnceCell<relaxed::Relaxed>,
}

impl Browser {
    pub(crate) fn new(emit: Function, secret_hash: Option<Function>) -> Self {
        Self { emit, secret_hash, storages: storage::Storages::default(), relaxed: OnceCell::new() }
    }

    /// Has the powers of SRP computed by the module for relaxed SIMD.
    pub(crate) fn accelerate(&self, module: relaxed::RelaxedModule) {
        // One is as good as another.
        let _ = self.relaxed.set(relaxed::Relaxed::new(module));
    }
}

impl Host for Browser {
    type Lock = lock::Held;

    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "Date.now() is a whole number of milliseconds"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(js_sys::Date::now() as i64)
    }

    fn random(&self, buffer: &mut [u8]) -> Result<()> {
        getrandom::fill(buffer).map_err(|_| Error::new(&names::RANDOM))
    }

    fn parse_json(&self, text: &str) -> Option<Json> {
        value::parse(text)
    }

    fn write_json(&self, value: &Json) -> String {
        value::write(value).into()
    }

    async fn fetch(&self, request: HttpRequest) -> Result<HttpReply, FetchError> {
        fetch::post(request).await
    }

    async fn sleep(&self, millis: u32) {
        timer::sleep(millis).await;
    }

    fn load(&self, area: Area, key: &str) -> Result<Option<String>> {
        storage::load(&self.storages, area, key)
    }

    fn save(&self, area: Area, key: &str, value: &str) -> Result<()> {
        storage::save(&self.storages, area, key, value)
    }

    fn remove(&self, area: Area, key: &str) -> Result<()> {
        storage::remove(&self.storages, area, key)
    }

    async fn lock(&self, name: &str, limit_ms: u32) -> Option<lock::Held> {
        lock::take(name, limit_ms).await
    }

    fn was_contended(lock: &lock::Held) -> bool {
        lock.contended
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        wasm_bindgen_futures::spawn_local(task);
    }

    fn emit(&self, event: Event) {
        // A listener that throws is the Hub's business; nothing here depends on it.
        let _ = self.emit.call1(&JsValue::UNDEFINED, &value::event(event));
    }

    async fn create_credential(&self, options: Json) -> Result<Json, CredentialError> {
        credentials::create(&options).await
    }

    async fn get_credential(&self, options: Json, mediation: Mediation) -> Result<Json, CredentialError> {
        credentials::get(&options, mediation).await
    }

    fn powers(&self) -> &dyn Powers {
        match self.relaxed.get() {
            Some(relaxed) => relaxed,
            None => &DefaultField {},
        }
    }

    fn device_name(&self) -> String {
        device::name()
    }

    fn secret_hash(&self, username: &str) -> Option<LocalBoxFuture<'static, Result<Secret>>> {
        self.secret_hash.as_ref().map(|hook| secret_hash::ask(hook, username))
    }

    fn has_secret_hash(&self) -> bool {
        self.secret_hash.is_some()
    }

    fn user_context(&self, username: &str, user_pool_id: &str, client_id: &str) -> Option<Json> {
        collector::user_context(username, user_pool_id, client_id)
    }
}
