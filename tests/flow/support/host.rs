//! A tab as a [`Host`].

use std::rc::Rc;

use cognito_wasm::error::{Error, Result, names};
use cognito_wasm::host::{
    Area, CredentialError, Event, FetchError, Hook, Host, HttpReply, HttpRequest, LockError, Mediation, RequestLimits,
};
use cognito_wasm::json::Json;
use cognito_wasm::time::Timestamp;
use futures_util::future::LocalBoxFuture;

use super::locks::Held;
use super::signing_key::SigningKey;
use super::storage::Storage;
use super::tab::TabState;

/// The name of the tab's device.
pub(crate) const DEVICE_NAME: &str = "Simulated browser";

/// The host of an `Auth` in a tab.
pub(crate) struct TabHost(pub(super) Rc<TabState>);

impl TabHost {
    fn storage(&self, area: Area) -> &Storage {
        match area {
            Area::Local | Area::Browser => &self.0.world.local,
            Area::Session => &self.0.session,
        }
    }
}

impl Host for TabHost {
    type Lock = Held;

    fn now(&self) -> Timestamp {
        self.0.world.clock.page()
    }

    fn random(&self, buffer: &mut [u8]) -> Result<()> {
        if self.0.without_random.get() {
            return Err(Error::new(&names::RANDOM));
        }
        self.0.world.trace.note(format!("random {}", buffer.len()));
        self.0.world.random(buffer);
        Ok(())
    }

    fn parse_json(&self, text: &str) -> Option<Json> {
        if text.contains("token_use") {
            self.0.world.parsed.set(self.0.world.parsed.get().saturating_add(1));
        }
        serde_json::from_str(text).ok()
    }

    fn write_json(&self, value: &Json) -> String {
        serde_json::to_string(value).unwrap()
    }

    async fn fetch(&self, request: HttpRequest) -> Result<HttpReply, FetchError> {
        let reply = self.0.world.network.fetch(request).await;
        self.0.thawed().await;
        reply
    }

    async fn sleep(&self, millis: u32) {
        self.0.world.trace.note(format!("sleep {millis}"));
        self.0.world.clock.sleep(millis).await;
        self.0.thawed().await;
        let meanwhile = self.0.world.meanwhile.borrow_mut().take();
        if let Some(meanwhile) = meanwhile {
            meanwhile();
        }
    }

    async fn sleep_unattended(&self, millis: u32) {
        self.0.world.clock.sleep(millis).await;
        self.0.thawed().await;
    }

    async fn online(&self) {
        self.0.world.online().await;
    }

    fn has_storage(&self, area: Area) -> bool {
        self.storage(area).is_there()
    }

    fn load(&self, area: Area, key: &str) -> Result<Option<String>> {
        match self.0.late_writes.of(area, key) {
            Some((_, written)) => Ok(written),
            None => self.storage(area).load(key),
        }
    }

    fn save(&self, area: Area, key: &str, value: &str) -> Result<()> {
        if self.0.late_writes.write(&self.0, area, key, Some(value)) {
            return Ok(());
        }
        self.storage(area).save(key, value)
    }

    fn remove(&self, area: Area, key: &str) -> Result<()> {
        if self.0.late_writes.write(&self.0, area, key, None) {
            return Ok(());
        }
        self.storage(area).remove(key)
    }

    fn keys(&self, area: Area) -> Result<Vec<String>> {
        self.storage(area).keys()
    }

    async fn lock(&self, name: &str, limit_ms: u32) -> Result<Held, LockError> {
        self.0.world.locks.take(name, limit_ms).await
    }

    fn was_contended(lock: &Held) -> bool {
        lock.contended
    }

    fn announce(lock: &Held, mark: &str) {
        lock.announce(mark);
    }

    fn announced(lock: &Held) -> Option<String> {
        lock.announced.clone()
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.0.world.spawn(task);
    }

    fn show_address(&self, _read: &str, address: &str) {
        self.0.world.trace.note(format!("address {address}"));
    }

    fn emit(&self, event: Event) {
        self.0.world.tell(event.name, event.data);
    }

    async fn create_credential(&self, options: Json) -> Result<Json, CredentialError> {
        self.0.use_passkey("create", &options).await
    }

    async fn get_credential(&self, options: Json, mediation: Mediation) -> Result<Json, CredentialError> {
        let method = match mediation {
            Mediation::Modal => "get",
            Mediation::Conditional => "get conditionally",
        };
        self.0.use_passkey(method, &options).await
    }

    async fn verify_signature(&self, key: &Json, signature: &[u8], signed: &[u8]) -> Result<bool> {
        if self.0.without_web_crypto.get() {
            return Err(Error::new(&names::CANNOT_VERIFY));
        }
        Ok(SigningKey::signature(key.get("n").as_str().unwrap(), signed) == signature)
    }

    fn device_name(&self) -> String {
        if self.0.without_name.get() { String::new() } else { DEVICE_NAME.to_owned() }
    }

    fn has_hook(&self, hook: Hook) -> bool {
        self.0.hooks.has(hook)
    }

    fn ask(&self, hook: Hook, input: Json) -> LocalBoxFuture<'static, Result<Json>> {
        self.0.world.trace.note(format!("ask {hook:?}"));
        self.0.hooks.ask(hook, &input)
    }

    fn request_limits(&self) -> RequestLimits {
        self.0.limits.get()
    }

    fn user_context(&self, username: &str, user_pool_id: &str, client_id: &str) -> Option<Json> {
        let collector = self.0.collector.borrow();
        let collect = collector.as_ref()?;
        Some(
            collect(username, user_pool_id, client_id)
                .map_or_else(Json::object, |data| Json::object().with("EncodedData", data)),
        )
    }
}
