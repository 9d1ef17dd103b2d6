//! A host whose storage is asynchronous, as `Host::load` says that such a host works: on a copy.

use core::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use cognito_wasm::error::{Error, Result};
use cognito_wasm::host::{Area, Event, FetchError, Host, HttpReply, HttpRequest, LockError};
use cognito_wasm::json::Json;
use cognito_wasm::secret::Secret;
use cognito_wasm::time::Timestamp;
use cognito_wasm::token::Write;
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::gate::Gate;
use super::host::TabHost;
use super::locks::Held;
use super::world::World;

/// Takes what the storage has refused.
type KeepRefused = Box<dyn Fn(Vec<Write>)>;

/// How long the storage takes to store what was written.
const WRITING_MS: u32 = 40;

/// A tab with such a storage.
pub(crate) struct SlowHost {
    tab: TabHost,
    copy: Rc<Copy>,
}

/// What the tab knows of the storage.
struct Copy {
    world: Rc<World>,
    items: RefCell<BTreeMap<String, String>>,
    /// Changes that are not stored yet.
    unsaved: RefCell<BTreeMap<String, Option<String>>>,
    /// Takes what the storage has refused.
    keep_refused: RefCell<Option<KeepRefused>>,
    /// What is done when they are stored.
    afterwards: RefCell<Vec<Box<dyn FnOnce()>>>,
}

/// A lock that is released when everything is stored.
pub(crate) struct SlowLock {
    held: Option<Held>,
    announcement: RefCell<Option<String>>,
    copy: Rc<Copy>,
}

impl SlowHost {
    pub(crate) fn new(tab: TabHost, world: &Rc<World>) -> Self {
        let copy = Copy {
            world: Rc::clone(world),
            items: RefCell::new(world.local.items()),
            unsaved: RefCell::default(),
            keep_refused: RefCell::default(),
            afterwards: RefCell::default(),
        };
        Self { tab, copy: Rc::new(copy) }
    }

    /// Hands over what the storage refuses.
    pub(crate) fn when_refused(&self, keep: impl Fn(Vec<Write>) + 'static) {
        *self.copy.keep_refused.borrow_mut() = Some(Box::new(keep));
    }

    /// Notes in the trace what became of what the storage refused.
    pub(crate) fn note(&self, outcome: &str) {
        self.copy.world.trace.note(format!("refused {outcome}"));
    }

    /// Reads the copy anew.
    pub(crate) fn reload(&self) {
        let mut items = self.copy.world.local.items();
        for (key, value) in &*self.copy.unsaved.borrow() {
            match value {
                Some(value) => items.insert(key.clone(), value.clone()),
                None => items.remove(key),
            };
        }
        *self.copy.items.borrow_mut() = items;
    }
}

impl Copy {
    fn change(self: &Rc<Self>, key: &str, value: Option<&str>) {
        match value {
            Some(value) => self.items.borrow_mut().insert(key.to_owned(), value.to_owned()),
            None => self.items.borrow_mut().remove(key),
        };
        let is_first = self.unsaved.borrow().is_empty();
        self.unsaved.borrow_mut().insert(key.to_owned(), value.map(str::to_owned));
        if is_first {
            let this = Rc::clone(self);
            self.world.spawn(
                async move {
                    this.world.clock.sleep(WRITING_MS).await;
                    this.store();
                }
                .boxed_local(),
            );
        }
    }

    /// Stores all changes. If one is refused, makes the removals alone, and hands over the others.
    fn store(self: &Rc<Self>) {
        let before = self.world.local.items();
        let mut writes = Vec::new();
        let mut is_refused = false;
        for (key, value) in self.unsaved.take() {
            match value {
                Some(value) => {
                    is_refused |= self.world.local.save(&key, &value).is_err();
                    writes.push(Write { key, value: Some(Secret::new(value)) });
                }
                None => self.world.local.remove(&key).unwrap(),
            }
        }
        if is_refused {
            for Write { key, .. } in &writes {
                match before.get(key) {
                    Some(value) => self.world.local.put(key, value),
                    None => self.world.local.delete(key),
                }
            }
            *self.items.borrow_mut() = self.world.local.items();
            if let Some(keep) = &*self.keep_refused.borrow() {
                keep(writes);
            }
        }
        if !self.unsaved.borrow().is_empty() {
            return;
        }
        for act in self.afterwards.take() {
            act();
        }
    }

    fn when_stored(&self, act: impl FnOnce() + 'static) {
        if self.unsaved.borrow().is_empty() {
            act();
        } else {
            self.afterwards.borrow_mut().push(Box::new(act));
        }
    }
}

impl Drop for SlowLock {
    fn drop(&mut self) {
        let (held, announcement) = (self.held.take(), self.announcement.take());
        self.copy.when_stored(move || {
            if let (Some(held), Some(mark)) = (&held, announcement) {
                held.announce(&mark);
            }
            drop(held);
        });
    }
}

impl Host for SlowHost {
    type Lock = SlowLock;

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
        let answer = self.tab.fetch(request).await;
        self.reload();
        answer
    }

    async fn sleep(&self, millis: u32) {
        self.tab.sleep(millis).await;
        self.reload();
    }

    fn load(&self, area: Area, key: &str) -> Result<Option<String>, Error> {
        match area {
            Area::Local => Ok(self.copy.items.borrow().get(key).cloned()),
            Area::Session | Area::Browser => self.tab.load(area, key),
        }
    }

    fn save(&self, area: Area, key: &str, value: &str) -> Result<(), Error> {
        match area {
            Area::Local => {
                self.copy.change(key, Some(value));
                Ok(())
            }
            Area::Session | Area::Browser => self.tab.save(area, key, value),
        }
    }

    fn remove(&self, area: Area, key: &str) -> Result<(), Error> {
        match area {
            Area::Local => {
                self.copy.change(key, None);
                Ok(())
            }
            Area::Session | Area::Browser => self.tab.remove(area, key),
        }
    }

    fn keys(&self, area: Area) -> Result<Vec<String>, Error> {
        match area {
            Area::Local => Ok(self.copy.items.borrow().keys().cloned().collect()),
            Area::Session | Area::Browser => self.tab.keys(area),
        }
    }

    async fn synchronize(&self) -> Result<(), Error> {
        let stored = Gate::default();
        let gate = stored.clone();
        self.copy.when_stored(move || gate.open());
        stored.pass().await;
        self.reload();
        Ok(())
    }

    async fn lock(&self, name: &str, limit_ms: u32) -> Result<SlowLock, LockError> {
        let held = self.tab.lock(name, limit_ms).await?;
        // Another tab may have written while this one waited.
        self.reload();
        Ok(SlowLock { held: Some(held), announcement: RefCell::default(), copy: Rc::clone(&self.copy) })
    }

    fn was_contended(lock: &SlowLock) -> bool {
        lock.held.as_ref().is_some_and(TabHost::was_contended)
    }

    fn announce(lock: &SlowLock, mark: &str) {
        lock.announcement.replace(Some(mark.to_owned()));
    }

    fn announced(lock: &SlowLock) -> Option<String> {
        lock.held.as_ref().and_then(TabHost::announced)
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.tab.spawn(task);
    }

    fn emit(&self, event: Event) {
        let world = Rc::clone(&self.copy.world);
        self.copy.when_stored(move || world.tell(event.name, event.data));
    }

    fn user_context(&self, username: &str, user_pool_id: &str, client_id: &str) -> Option<Json> {
        self.tab.user_context(username, user_pool_id, client_id)
    }
}
