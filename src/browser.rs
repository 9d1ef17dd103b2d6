//! The browser as a [`Host`]: a window, a worker, an extension, or a JavaScript runtime with the same globals.
//!
//! A missing feature is no error: without `localStorage`, a session lasts as long as the instance, and without Web Locks, there are
//! locks of the page.

mod abort;
mod body;
mod bytes;
mod collector;
mod credentials;
mod device;
pub(crate) mod event;
mod fetch;
mod form;
mod global;
mod history;
mod lock;
mod page_lock;
mod signature;
mod storage;
mod timer;
pub(crate) mod value;

pub use lock::Held;

use core::cell::OnceCell;
use core::fmt;
use core::future::ready;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use wasm_bindgen::JsValue;

use crate::error::{Error, Result, names};
use crate::host::{
    Area, CredentialError, Event, EventData, FetchError, Hook, Host, HttpReply, HttpRequest, LockError, Mediation,
    RequestLimits,
};
use crate::json::Json;
use crate::secret::Secret;
use crate::srp::field::DefaultField;
use crate::srp::powers::Powers;
use crate::time::Timestamp;

/// The browser, with what an application adds to it: a function that hears of events, and, where it has them, a hook for
/// `SECRET_HASH` and another implementation of SRP's powers.
///
/// Here `configuration` is JSON text: Amplify's `ResourcesConfig`, or an `amplifyconfiguration.json`.
///
/// ```no_run
/// use std::rc::Rc;
///
/// use cognito_wasm::browser::Browser;
/// use cognito_wasm::config::AuthConfig;
/// use cognito_wasm::error::Result;
/// use cognito_wasm::flow::{Auth, StateScope};
/// use cognito_wasm::host::{Event, Host as _};
///
/// pub fn configure(configuration: &str, listener: impl Fn(Event) + 'static) -> Result<Rc<Auth<Browser>>> {
///     let browser = Browser::new(listener);
///     let config = AuthConfig::parse(configuration.into(), &|text| browser.parse_json(text))?;
///     Ok(Auth::new(browser, config, StateScope::Page))
/// }
/// ```
pub struct Browser {
    listener: Box<dyn Fn(Event)>,
    hooks: Option<Box<dyn Hooks>>,
    limits: RequestLimits,
    powers: OnceCell<Box<dyn Powers>>,
    storages: storage::Storages,
    accepted: fetch::Accepted,
}

/// The application's functions. See [`Host::ask`].
pub trait Hooks {
    /// Whether the application has this function.
    fn has(&self, hook: Hook) -> bool;

    /// Calls the function, at once, and returns its answer.
    fn ask(&self, hook: Hook, input: Json) -> LocalBoxFuture<'static, Result<Json>>;
}

/// A hook for `SECRET_HASH`, and other functions.
struct WithSecretHash<F> {
    hook: F,
    others: Option<Box<dyn Hooks>>,
}

impl<F: Fn(&str) -> LocalBoxFuture<'static, Result<Secret>>> Hooks for WithSecretHash<F> {
    fn has(&self, hook: Hook) -> bool {
        hook == Hook::SecretHash || self.others.as_ref().is_some_and(|others| others.has(hook))
    }

    fn ask(&self, hook: Hook, input: Json) -> LocalBoxFuture<'static, Result<Json>> {
        match (&self.others, hook) {
            (_, Hook::SecretHash) => {
                (self.hook)(input.as_str().unwrap_or_default()).map(|hash| hash.map(Json::Secret)).boxed_local()
            }
            (Some(others), _) => others.ask(hook, input),
            (None, _) => ready(Err(Error::new(hook.failure()))).boxed_local(),
        }
    }
}

impl Browser {
    /// The browser, with a function that hears of events: sign-in, sign-out, a refresh, the end of a session. It is called
    /// while a flow is under way, so it returns soon, and spawns a flow that it starts.
    #[must_use]
    pub fn new(listener: impl Fn(Event) + 'static) -> Self {
        Self {
            listener: Box::new(listener),
            hooks: None,
            limits: RequestLimits::default(),
            powers: OnceCell::new(),
            storages: storage::Storages::default(),
            accepted: fetch::Accepted::default(),
        }
    }

    /// With a hook that gives `SECRET_HASH` for a user, for an app client whose secret only the application's server knows.
    /// If its future fails, the flow fails with the same error.
    #[must_use]
    pub fn with_secret_hash(self, hook: impl Fn(&str) -> LocalBoxFuture<'static, Result<Secret>> + 'static) -> Self {
        Self { hooks: Some(Box::new(WithSecretHash { hook, others: self.hooks })), ..self }
    }

    /// With functions of the application that replace, or add to, the library's own work. They replace earlier ones.
    #[must_use]
    pub fn with_hooks(self, hooks: impl Hooks + 'static) -> Self {
        Self { hooks: Some(Box::new(hooks)), ..self }
    }

    /// With limits for all requests.
    #[must_use]
    pub fn with_limits(self, limits: RequestLimits) -> Self {
        Self { limits, ..self }
    }

    /// With a storage in place of `localStorage`: an object whose methods `getItem`, `setItem` and `removeItem` work at once, and
    /// `key`, if it has that. `isShared: false` means that no other instance uses it.
    ///
    /// A copy of an asynchronous storage also has two methods that return promises: `refresh` reads the storage anew, and `settled`
    /// waits until the changes of the copy are stored, or have been taken back. The first is called after each wait for a
    /// lock, a reply or a timer, the second before a lock is released. Whoever calls the functions does the rest of what [`Host::load`] says.
    #[must_use]
    pub fn with_storage(self, storage: JsValue) -> Self {
        Self { storages: storage::Storages::with_local(storage), ..self }
    }

    /// Has SRP's powers computed by `powers` from now on. Later calls change nothing.
    pub fn accelerate(&self, powers: impl Powers + 'static) {
        let _ = self.powers.set(Box::new(powers));
    }
}

impl fmt::Debug for Browser {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Browser").finish_non_exhaustive()
    }
}

impl Host for Browser {
    type Lock = Held;

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
        value::parse(&text.into())
    }

    fn write_json(&self, value: &Json) -> String {
        value::write(value).into()
    }

    async fn fetch(&self, request: HttpRequest) -> Result<HttpReply, FetchError> {
        let answer = fetch::exchange(&self.accepted, request).await;
        self.storages.catch_up().await;
        answer
    }

    async fn sleep(&self, millis: u32) {
        timer::sleep(millis).await;
        self.storages.catch_up().await;
    }

    fn sleep_unattended(&self, millis: u32) -> impl Future<Output = ()> {
        timer::sleep_unattended(millis)
    }

    async fn online(&self) {
        event::next(&js_sys::global(), "online").await;
    }

    fn has_storage(&self, area: Area) -> bool {
        self.storages.of(area).is_some()
    }

    fn has_own_storage(&self) -> bool {
        self.storages.is_own()
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

    fn keys(&self, area: Area) -> Result<Vec<String>> {
        storage::keys(&self.storages, area)
    }

    async fn synchronize(&self) -> Result<()> {
        match self.storages.copy() {
            Some(copy) => {
                copy.settled().await;
                copy.refresh().await
            }
            None => Ok(()),
        }
    }

    async fn lock(&self, name: &str, limit_ms: u32) -> Result<Held, LockError> {
        if !self.storages.is_shared() {
            // Nobody else has the session. On a server, the instances of several users need not wait.
            return Err(LockError::Unneeded);
        }
        let held = lock::take(name, limit_ms).await?;
        match self.storages.copy() {
            Some(copy) => {
                copy.refresh().await.map_err(|_| LockError::Unreadable)?;
                Ok(held.guarding(copy))
            }
            None => Ok(held),
        }
    }

    fn locks_out_tabs(lock: &Held) -> bool {
        lock.is_web()
    }

    fn was_contended(lock: &Held) -> bool {
        lock.was_contended()
    }

    fn announce(lock: &Held, mark: &str) {
        lock.announce(mark);
    }

    fn announced(lock: &Held) -> Option<String> {
        lock.announced()
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        wasm_bindgen_futures::spawn_local(task);
    }

    fn page_address(&self) -> Option<String> {
        history::page_address()
    }

    fn show_address(&self, read: &str, address: &str) {
        // A worker has no address. It tells its page.
        if !history::replace(address) {
            let data = Json::object().with("read", read).with("address", address);
            self.emit(Event { name: "showAddress", data: EventData::Json(data) });
        }
    }

    fn emit(&self, event: Event) {
        (self.listener)(event);
    }

    fn create_credential(&self, options: Json) -> impl Future<Output = Result<Json, CredentialError>> {
        credentials::create(options)
    }

    fn get_credential(
        &self,
        options: Json,
        mediation: Mediation,
    ) -> impl Future<Output = Result<Json, CredentialError>> {
        credentials::get(options, mediation)
    }

    fn verify_signature(&self, key: &Json, signature: &[u8], signed: &[u8]) -> impl Future<Output = Result<bool>> {
        signature::verify(key, signature, signed)
    }

    fn powers(&self) -> &dyn Powers {
        match self.powers.get() {
            Some(powers) => &**powers,
            None => &DefaultField {},
        }
    }

    fn device_name(&self) -> String {
        device::name()
    }

    fn has_hook(&self, hook: Hook) -> bool {
        self.hooks.as_ref().is_some_and(|hooks| hooks.has(hook))
    }

    fn ask(&self, hook: Hook, input: Json) -> LocalBoxFuture<'static, Result<Json>> {
        match &self.hooks {
            Some(hooks) => hooks.ask(hook, input),
            None => ready(Err(Error::new(hook.failure()))).boxed_local(),
        }
    }

    fn request_limits(&self) -> RequestLimits {
        self.limits
    }

    fn user_context(&self, username: &str, user_pool_id: &str, client_id: &str) -> Option<Json> {
        collector::user_context(username, user_pool_id, client_id)
    }
}
