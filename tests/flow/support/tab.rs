//! A page with an instance of the library.

use core::cell::{Cell, RefCell};
use core::future::Future;
use std::rc::Rc;

use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::Result;
use cognito_wasm::flow::{Auth, AuthSession, Persistence, SignOutOutput, StateScope, StorageOptions};
use cognito_wasm::host::{CredentialError, Hook, RequestLimits};
use cognito_wasm::json::Json;
use serde_json::{Value, json};

use super::calls;
use super::gate::Gate;
use super::hooks::Hooks;
use super::host::TabHost;
use super::late_writes::LateWrites;
use super::seed::PAGE;
use super::storage::Storage;
use super::trace::Trace;
use super::world::{Call, World};

pub(crate) type SimulatedAuth = Rc<Auth<TabHost>>;

type Collector = Box<dyn Fn(&str, &str, &str) -> Option<String>>;

/// Turns the options of a ceremony into a credential.
type Authenticator = Box<dyn Fn(Value) -> Result<Value, CredentialError>>;

/// The state of a tab, which survives a reload of its page.
pub(crate) struct TabState {
    pub(crate) world: Rc<World>,
    pub(crate) session: Storage,
    /// What it has written to `localStorage` that other tabs do not see yet.
    pub(super) late_writes: LateWrites,
    /// Closed while the page is frozen.
    frozen: RefCell<Option<Gate>>,
    pub(super) collector: RefCell<Option<Collector>>,
    pub(super) authenticator: RefCell<Option<Authenticator>>,
    pub(crate) hooks: Hooks,
    /// The limits of the instance's requests.
    pub(super) limits: Cell<RequestLimits>,
    /// Delays the user's reaction to the next prompt for a passkey.
    prompt: RefCell<Option<Gate>>,
    pub(super) without_random: Cell<bool>,
    pub(super) without_name: Cell<bool>,
    pub(super) without_web_crypto: Cell<bool>,
}

impl TabState {
    /// Waits until the page is no longer frozen.
    pub(super) async fn thawed(&self) {
        let gate = self.frozen.borrow().clone();
        if let Some(gate) = gate {
            gate.pass().await;
        }
    }

    pub(super) async fn use_passkey(&self, method: &str, options: &Json) -> Result<Json, CredentialError> {
        self.world.trace.note(format!("passkey {method}"));
        let prompt = self.prompt.take();
        if let Some(gate) = prompt {
            gate.pass().await;
        }
        let authenticator = self.authenticator.borrow();
        let answer = authenticator.as_ref().ok_or(CredentialError::Unsupported)?;
        answer(calls::value(options)).map(calls::json)
    }
}

/// An instance in a tab.
pub(crate) struct Tab {
    pub(crate) state: Rc<TabState>,
    auth: SimulatedAuth,
    config: Value,
}

impl Tab {
    /// A new tab, whose page calls `configure`.
    pub(crate) fn open(world: &Rc<World>, config: Value) -> Self {
        let state = TabState {
            world: Rc::clone(world),
            session: Storage::new(Trace::default()),
            late_writes: LateWrites::default(),
            frozen: RefCell::default(),
            collector: RefCell::default(),
            authenticator: RefCell::default(),
            hooks: Hooks::default(),
            limits: Cell::default(),
            prompt: RefCell::default(),
            without_random: Cell::default(),
            without_name: Cell::default(),
            without_web_crypto: Cell::default(),
        };
        Self::configure(Rc::new(state), config, StateScope::Page)
    }

    /// The page after a reload: the same storages, but an empty memory.
    pub(crate) fn reload(&self) -> Self {
        Self::configure(Rc::clone(&self.state), self.config.clone(), StateScope::Page)
    }

    /// Another instance in the same page, as from `createAuth`.
    pub(crate) fn create_auth(&self, config: Value) -> Self {
        Self::configure(Rc::clone(&self.state), config, StateScope::Client)
    }

    /// The page's instance, configured to keep things no longer than this.
    pub(crate) fn keeping(&self, persistence: Persistence) -> Self {
        let options = StorageOptions { scope: StateScope::Page, persistence, ..StorageOptions::default() };
        Self::configure(Rc::clone(&self.state), self.config.clone(), options)
    }

    /// The page's instance, configured to keep AWS credentials for the tab.
    pub(crate) fn keeping_credentials(&self) -> Self {
        let options = StorageOptions { scope: StateScope::Page, keeps_credentials: true, ..StorageOptions::default() };
        Self::configure(Rc::clone(&self.state), self.config.clone(), options)
    }

    /// The instance in the worker of a vault.
    pub(crate) fn in_vault(&self) -> Self {
        let options = StorageOptions { in_vault: true, ..StateScope::Client.into() };
        Self::configure(Rc::clone(&self.state), self.config.clone(), options)
    }

    fn configure(state: Rc<TabState>, config: Value, options: impl Into<StorageOptions>) -> Self {
        let parsed = AuthConfig::parse(calls::json(config.clone()), &|text| serde_json::from_str(text).ok()).unwrap();
        Self { auth: Auth::new(TabHost(Rc::clone(&state)), parsed, options), state, config }
    }

    /// The tab as a host, for an instance of another type.
    pub(crate) fn host(&self) -> TabHost {
        TabHost(Rc::clone(&self.state))
    }

    pub(crate) fn auth(&self) -> SimulatedAuth {
        Rc::clone(&self.auth)
    }

    /// Adds a data collector for threat protection to the page.
    pub(crate) fn collect_with(&self, collector: impl Fn(&str, &str, &str) -> Option<String> + 'static) {
        *self.state.collector.borrow_mut() = Some(Box::new(collector));
    }

    /// Freezes the page: its timers and replies wait until the gate is opened. If it never is, the page has crashed.
    pub(crate) fn freeze(&self) -> Gate {
        self.state.frozen.borrow_mut().insert(Gate::default()).clone()
    }

    /// Shows other tabs what this one writes to `localStorage` only after a while.
    pub(crate) fn write_late(&self, delay_ms: u32) {
        self.state.late_writes.delay(delay_ms);
    }

    /// Gives the tab an authenticator for passkeys.
    pub(crate) fn authenticate_with(&self, authenticator: impl Fn(Value) -> Result<Value, CredentialError> + 'static) {
        *self.state.authenticator.borrow_mut() = Some(Box::new(authenticator));
    }

    /// Gives the tab a `secretHash` hook.
    pub(crate) fn hash_with(&self, hash_maker: impl Fn(&str) -> Result<String> + 'static) {
        self.give(Hook::SecretHash, move |username| hash_maker(username.as_str().unwrap()).map(Value::String));
    }

    /// Gives the tab one of the application's functions.
    pub(crate) fn give(&self, hook: Hook, function: impl Fn(Value) -> Result<Value> + 'static) {
        self.state.hooks.give(hook, function);
    }

    /// Gives the tab a function that never answers.
    pub(crate) fn give_silent(&self, hook: Hook) {
        self.state.hooks.give_silent(hook);
    }

    /// The same page with an instance that has other limits.
    pub(crate) fn limited(&self, limits: RequestLimits) -> Self {
        self.state.limits.set(limits);
        self.reload()
    }

    /// Makes every ceremony fail with the browser's exception of that name.
    pub(crate) fn refuse_passkeys(&self, name: &'static str) {
        self.authenticate_with(move |_| Err(CredentialError::Refused { name: name.to_owned(), cause: None }));
    }

    /// Delays the user's reaction to the next prompt for a passkey until the gate is opened.
    pub(crate) fn hold_passkey(&self) -> Gate {
        self.state.prompt.borrow_mut().insert(Gate::default()).clone()
    }

    /// The runtime does not tell what it is, as Node 20 does not.
    pub(crate) fn hide_device_name(&self) {
        self.state.without_name.set(true);
    }

    pub(crate) fn take_random_away(&self) {
        self.state.without_random.set(true);
    }

    /// Takes `crypto.subtle` away, as on a page that was loaded over plain http.
    pub(crate) fn take_web_crypto_away(&self) {
        self.state.without_web_crypto.set(true);
    }

    pub(crate) fn give_random_back(&self) {
        self.state.without_random.set(false);
    }

    /// Starts a call of a function in [`super::calls`].
    pub(crate) fn start<T, F>(&self, function: fn(SimulatedAuth, Value) -> F, input: Value) -> Call<T>
    where
        T: 'static,
        F: Future<Output = T> + 'static,
    {
        self.state.world.start(function(self.auth(), input))
    }

    /// Starts a call of the account function with that public name.
    pub(crate) fn start_account(&self, function: &'static str, input: Value) -> Call<Result<Value>> {
        self.state.world.start(calls::account(self.auth(), function, input))
    }

    pub(crate) fn account(&self, function: &'static str, input: Value) -> Result<Value> {
        self.start_account(function, input).finish()
    }

    pub(crate) fn sign_up(&self, input: Value) -> Result<Value> {
        self.start(calls::sign_up, input).finish()
    }

    pub(crate) fn confirm_sign_up(&self, input: Value) -> Result<Value> {
        self.start(calls::confirm_sign_up, input).finish()
    }

    pub(crate) fn resend_sign_up_code(&self, input: Value) -> Result<Value> {
        self.start(calls::resend_sign_up_code, input).finish()
    }

    pub(crate) fn auto_sign_in(&self) -> Result<Value> {
        self.start(calls::auto_sign_in, Value::Null).finish()
    }

    pub(crate) fn prepare_sign_in(&self) -> Result<bool> {
        self.start(calls::prepare_sign_in, Value::Null).finish()
    }

    pub(crate) fn sign_in(&self, input: Value) -> Result<Value> {
        self.start(calls::sign_in, input).finish()
    }

    pub(crate) fn confirm_sign_in(&self, input: Value) -> Result<Value> {
        self.start(calls::confirm_sign_in, input).finish()
    }

    pub(crate) fn get_current_user(&self) -> Result<Value> {
        self.start(calls::get_current_user, Value::Null).finish()
    }

    /// The session. The call never fails: its parts contain the errors.
    pub(crate) fn session(&self) -> AuthSession {
        self.session_with(Value::Null)
    }

    pub(crate) fn session_with(&self, input: Value) -> AuthSession {
        self.start(calls::fetch_auth_session, input).finish().unwrap()
    }

    /// The names of the users who are signed in.
    pub(crate) fn users(&self) -> Vec<String> {
        let users = self.start(calls::list_current_users, Value::Null).finish().unwrap();
        let name = |user: &Value| user["username"].as_str().unwrap().to_owned();
        users.as_array().unwrap().iter().map(name).collect()
    }

    /// The name of the current user, without a request.
    pub(crate) fn current_name(&self) -> Option<String> {
        let user = self.get_current_user().ok()?;
        Some(user["username"].as_str().unwrap().to_owned())
    }

    pub(crate) fn set_current_user(&self, username: &str) -> Result<()> {
        self.start(calls::set_current_user, username.into()).finish()
    }

    pub(crate) fn export_session(&self, input: Value) -> Result<Value> {
        self.start(calls::export_session, input).finish()
    }

    pub(crate) fn import_session(&self, input: Value) -> Result<Value> {
        self.start(calls::import_session, input).finish()
    }

    /// Begins a sign-in at the pages.
    pub(crate) fn begin_redirect(&self, mut input: Value) -> Result<Value> {
        if input.is_null() {
            input = json!({});
        }
        input["page"] = PAGE.into();
        self.start(calls::begin_redirect, input).finish()
    }

    /// Starts to load the page with this address.
    pub(crate) fn start_arrival(&self, address: &str) -> Call<Result<Value>> {
        self.start(calls::complete_redirect, json!({"address": address, "isArrival": true}))
    }

    /// The page is loaded with this address.
    pub(crate) fn arrive(&self, address: &str) -> Result<Value> {
        self.start_arrival(address).finish()
    }

    pub(crate) fn complete_redirect(&self, input: Value) -> Result<Value> {
        self.start(calls::complete_redirect, input).finish()
    }

    pub(crate) fn cancel_redirect(&self, input: Value) -> Result<()> {
        self.start(calls::cancel_redirect, input).finish()
    }

    /// Signs out, and would leave the page for Cognito's.
    pub(crate) fn sign_out_and_leave(&self, mut input: Value) -> Result<Option<String>> {
        input["page"] = PAGE.into();
        Ok(self.start(calls::sign_out, input).finish()?.logout_url)
    }

    /// The page begins: it asks for the revocations that earlier pages have left.
    pub(crate) fn begin(&self) {
        self.auth.revoke_queued_tokens();
        self.state.world.settle();
    }

    pub(crate) fn federate(&self, input: Value) -> Result<Value> {
        self.start(calls::federate, input).finish()
    }

    pub(crate) fn clear_federation(&self) -> Result<()> {
        self.start(calls::clear_federation, Value::Null).finish()
    }

    pub(crate) fn sign_out(&self) -> SignOutOutput {
        self.start(calls::sign_out, Value::Null).finish().unwrap()
    }
}
