//! A page as a [`Host`].

use core::future::pending;
use std::rc::Rc;

use cognito_wasm::error::{Error, Result, names};
use cognito_wasm::host::{Area, Event, FetchError, Host, HttpReply, HttpRequest, LockError};
use cognito_wasm::json::Json;
use cognito_wasm::srp::exponent::Exponent;
use cognito_wasm::srp::group::Number;
use cognito_wasm::srp::powers::Powers;
use cognito_wasm::time::Timestamp;
use futures_util::future::LocalBoxFuture;

use super::family::Place;
use super::network;
use super::page::Page;
use super::page_lock::PageLock;

pub(crate) struct PageHost(pub(crate) Rc<Page>);

/// Powers that are computed at once, and are wrong: the pool does not look at proofs.
struct NoPowers;

impl Powers for NoPowers {
    fn generator_power(&self, out: &mut Number, _: &Exponent) {
        out.fill(7);
    }

    fn shared_secret(&self, out: &mut Number, _: &Number, _: &Exponent, _: &[u8; 32], _: &[u8; 32]) {
        out.fill(9);
    }
}

fn refused() -> Error {
    Error::new(&names::STORAGE)
}

impl PageHost {
    /// Changes an item.
    fn change(&self, area: Area, key: &str, value: Option<&str>) -> Result<()> {
        let page = &self.0;
        if !page.is_alive.get() {
            return Ok(());
        }
        let world = &page.world;
        let text = value.unwrap_or_default();
        page.changes_lease(key, value);
        match (area, &page.copy) {
            (Area::Session, _) => {
                let before = match value {
                    Some(value) => page.session_items.borrow_mut().insert(key.to_owned(), value.to_owned()),
                    None => page.session_items.borrow_mut().remove(key),
                };
                world.families.stored(Place::Tab(page.first), text);
                page.changes(key, before.as_deref(), value);
                Ok(())
            }
            (Area::Local, Some(copy)) => {
                let before = copy.get(key);
                copy.change(page, key, value);
                page.changes(key, before.as_deref(), value);
                Ok(())
            }
            (Area::Local, None) | (Area::Browser, _) => {
                let seen = world.shared.seen(page.tab, world.now(), key);
                if !world.shared.is_broken() {
                    world.families.overwriting(seen.as_deref(), world.shared.get(key).as_deref(), text);
                }
                let is_written = !world.shared.is_broken()
                    && world.shared.write(page.tab, world.now(), &mut world.random.borrow_mut(), key, value);
                if is_written {
                    world.families.stored(Place::Shared, text);
                    page.changes(key, seen.as_deref(), value);
                    Ok(())
                } else {
                    world.refuse_lease(key);
                    world.families.not_stored(page.number, text);
                    // What was stored with it is taken back.
                    world.families.excuse_all_refreshes();
                    Err(refused())
                }
            }
        }
    }

    /// Whether the storage can be read.
    fn check(&self, area: Area) -> Result<()> {
        let is_broken = area == Area::Local && self.0.copy.is_none() && self.0.world.shared.is_broken();
        if is_broken || !self.0.is_alive.get() { Err(refused()) } else { Ok(()) }
    }
}

impl Host for PageHost {
    type Lock = PageLock;

    fn now(&self) -> Timestamp {
        // Nothing waits any longer in a page that has ended.
        Timestamp::from_millis(if self.0.is_alive.get() { self.0.world.page_ms() } else { i64::MAX })
    }

    fn random(&self, buffer: &mut [u8]) -> Result<()> {
        let mut random = self.0.world.random.borrow_mut();
        for byte in buffer {
            *byte = random.next().to_be_bytes()[0];
        }
        Ok(())
    }

    fn parse_json(&self, text: &str) -> Option<Json> {
        serde_json::from_str(text).ok()
    }

    fn write_json(&self, value: &Json) -> String {
        serde_json::to_string(value).unwrap()
    }

    async fn fetch(&self, request: HttpRequest) -> Result<HttpReply, FetchError> {
        self.0.unless_ended(network::fetch(&self.0, request), || Err(FetchError::TimedOut)).await
    }

    async fn sleep_unattended(&self, millis: u32) {
        // It repeats what failed, so it would do so without end in a page that has ended.
        self.0.unless_ended(self.0.world.sleep(millis.into()), || ()).await;
        if !self.0.is_alive.get() {
            pending::<()>().await;
        }
    }

    async fn sleep(&self, millis: u32) {
        let sleep = async {
            self.0.world.sleep(millis.into()).await;
            self.0.catch_up().await;
        };
        self.0.unless_ended(sleep, || ()).await;
    }

    fn has_storage(&self, area: Area) -> bool {
        // A worker has an asynchronous storage, and none of the browser's.
        area != Area::Browser
    }

    fn has_own_storage(&self) -> bool {
        self.0.copy.is_some()
    }

    fn load(&self, area: Area, key: &str) -> Result<Option<String>> {
        self.check(area)?;
        match (area, &self.0.copy) {
            (Area::Session, _) => Ok(self.0.session_items.borrow().get(key).cloned()),
            (Area::Local, Some(copy)) => Ok(copy.get(key)),
            (Area::Local, None) | (Area::Browser, _) => {
                Ok(self.0.world.shared.seen(self.0.tab, self.0.world.now(), key))
            }
        }
    }

    fn save(&self, area: Area, key: &str, value: &str) -> Result<()> {
        self.change(area, key, Some(value))
    }

    fn remove(&self, area: Area, key: &str) -> Result<()> {
        if self.load(area, key)?.is_none() {
            return Ok(());
        }
        self.change(area, key, None)
    }

    fn keys(&self, area: Area) -> Result<Vec<String>> {
        self.check(area)?;
        match (area, &self.0.copy) {
            (Area::Session, _) => Ok(self.0.session_items.borrow().keys().cloned().collect()),
            (Area::Local, Some(copy)) => Ok(copy.keys()),
            (Area::Local, None) | (Area::Browser, _) => {
                Ok(self.0.world.shared.keys_seen(self.0.tab, self.0.world.now()))
            }
        }
    }

    async fn synchronize(&self) -> Result<()> {
        let Some(copy) = &self.0.copy else { return Ok(()) };
        let work = async {
            copy.settled().await;
            if copy.read(&self.0).await { Ok(()) } else { Err(refused()) }
        };
        self.0.unless_ended(work, || Err(refused())).await
    }

    async fn lock(&self, name: &str, limit_ms: u32) -> Result<PageLock, LockError> {
        PageLock::take(&self.0, name, limit_ms).await
    }

    fn was_contended(lock: &PageLock) -> bool {
        lock.was_contended()
    }

    fn announce(lock: &PageLock, mark: &str) {
        lock.announce(mark);
    }

    fn announced(lock: &PageLock) -> Option<String> {
        lock.announced()
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.0.spawn(task);
    }

    fn emit(&self, event: Event) {
        let page = Rc::clone(&self.0);
        if !page.is_alive.get() {
            return;
        }
        let tell = move || {
            page.world.note(|| format!("  tab {} hears {}", page.tab, event.name));
            page.events.hear(event.name);
        };
        match &self.0.copy {
            Some(copy) => {
                // Nothing is said of what the storage has refused.
                let (known, failures) = (Rc::clone(copy), copy.failures());
                copy.when_settled(move || {
                    if known.failures() == failures {
                        tell();
                    }
                });
            }
            None => tell(),
        }
    }

    fn powers(&self) -> &dyn Powers {
        &NoPowers
    }

    fn user_context(&self, _: &str, _: &str, _: &str) -> Option<Json> {
        None
    }
}
