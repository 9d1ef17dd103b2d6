//! A host whose storage is asynchronous, as `Host::is_copy` says that such a host works.

use core::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use cognito_wasm::error::{Error, Result};
use cognito_wasm::host::{Area, Event, FetchError, Host, HttpReply, HttpRequest, LockError};
use cognito_wasm::json::Json;
use cognito_wasm::time::Timestamp;
use futures_util::future::LocalBoxFuture;

use super::host::TabHost;
use super::locks::Held;
use super::world::World;

/// How long the storage takes to read or store something.
const DELAY_MS: u32 = 40;

/// A tab with such a storage.
pub(crate) struct SlowHost {
    tab: TabHost,
    world: Rc<World>,
    /// What the tab knows of the storage.
    copy: RefCell<BTreeMap<String, Option<String>>>,
    /// Changes that are not stored yet.
    unsaved: RefCell<Vec<(String, Option<String>)>>,
    /// What was read without being known.
    unread: Cell<bool>,
}

impl SlowHost {
    pub(crate) fn new(tab: TabHost, world: &Rc<World>) -> Self {
        Self {
            tab,
            world: Rc::clone(world),
            copy: RefCell::default(),
            unsaved: RefCell::default(),
            unread: Cell::default(),
        }
    }

    /// Whether an item was asked for that had not been read.
    pub(crate) fn has_guessed(&self) -> bool {
        self.unread.get()
    }

    fn change(&self, key: &str, value: Option<&str>) {
        let value = value.map(str::to_owned);
        self.copy.borrow_mut().insert(key.to_owned(), value.clone());
        self.unsaved.borrow_mut().push((key.to_owned(), value));
    }

    fn store(&self, key: &str, value: Option<&str>) -> Result<()> {
        match value {
            Some(value) => self.world.local.save(key, value),
            None => self.world.local.remove(key),
        }
    }
}

impl Host for SlowHost {
    type Lock = Held;

    fn now(&self) -> Timestamp {
        self.tab.now()
    }

    fn random(&self, buffer: &mut [u8]) -> Result<()> {
        self.tab.random(buffer)
    }

    fn parse_json(&self, text: &str) -> Option<Json> {
        self.tab.parse_json(text)
    }

    fn write_json(&self, value: &Json) -> String {
        self.tab.write_json(value)
    }

    async fn fetch(&self, request: HttpRequest) -> Result<HttpReply, FetchError> {
        self.tab.fetch(request).await
    }

    async fn sleep(&self, millis: u32) {
        self.tab.sleep(millis).await;
    }

    fn load(&self, area: Area, key: &str) -> Result<Option<String>, Error> {
        match area {
            Area::Local => {
                let known = self.copy.borrow().get(key).cloned();
                if known.is_none() {
                    self.unread.set(true);
                }
                Ok(known.flatten())
            }
            Area::Session => self.tab.load(area, key),
        }
    }

    fn save(&self, area: Area, key: &str, value: &str) -> Result<(), Error> {
        match area {
            Area::Local => {
                self.change(key, Some(value));
                Ok(())
            }
            Area::Session => self.tab.save(area, key, value),
        }
    }

    fn remove(&self, area: Area, key: &str) -> Result<(), Error> {
        match area {
            Area::Local => {
                self.change(key, None);
                Ok(())
            }
            Area::Session => self.tab.remove(area, key),
        }
    }

    fn keys(&self, area: Area) -> Result<Vec<String>, Error> {
        match area {
            Area::Local => {
                Ok(self.copy.borrow().iter().filter(|(_, item)| item.is_some()).map(|(key, _)| key.clone()).collect())
            }
            Area::Session => self.tab.keys(area),
        }
    }

    fn is_copy(&self) -> bool {
        true
    }

    async fn read(&self, keys: Vec<String>) -> Result<()> {
        self.world.clock.sleep(DELAY_MS).await;
        for key in keys {
            let stored = self.world.local.load(&key)?;
            let unsaved = self.unsaved.borrow().iter().rev().find(|(changed, _)| *changed == key).cloned();
            self.copy.borrow_mut().insert(key, unsaved.map_or(stored, |(_, value)| value));
        }
        Ok(())
    }

    async fn stored(&self) -> Result<()> {
        let batch = self.unsaved.take();
        if batch.is_empty() {
            return Ok(());
        }
        self.world.clock.sleep(DELAY_MS).await;
        let mut undo: Vec<(String, Option<String>)> = Vec::new();
        for (key, value) in batch {
            let before = self.world.local.get(&key);
            if let Err(error) = self.store(&key, value.as_deref()) {
                for (key, before) in undo {
                    self.store(&key, before.as_deref()).unwrap();
                    self.copy.borrow_mut().insert(key, before);
                }
                self.copy.borrow_mut().insert(key, before);
                return Err(error);
            }
            undo.insert(0, (key, before));
        }
        Ok(())
    }

    async fn lock(&self, name: &str, limit_ms: u32) -> Result<Held, LockError> {
        self.tab.lock(name, limit_ms).await
    }

    fn was_contended(lock: &Held) -> bool {
        TabHost::was_contended(lock)
    }

    fn announce(lock: &Held, mark: &str) {
        TabHost::announce(lock, mark);
    }

    fn announced(lock: &Held) -> Option<String> {
        TabHost::announced(lock)
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.tab.spawn(task);
    }

    fn emit(&self, event: Event) {
        self.tab.emit(event);
    }

    fn user_context(&self, username: &str, user_pool_id: &str, client_id: &str) -> Option<Json> {
        self.tab.user_context(username, user_pool_id, client_id)
    }
}
