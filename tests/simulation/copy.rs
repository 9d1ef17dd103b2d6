//! The copy of an asynchronous storage, as `Host::load` describes it and `StorageCopy` in TypeScript is: what is changed at once is
//! stored together later, item by item, and what is refused is handed back.

use core::cell::{Cell, RefCell};
use core::future::poll_fn;
use core::task::{Poll, Waker};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use futures_util::FutureExt as _;

use super::batch::{Batch, Change, attempt, keep};
use super::page::Page;
use super::shared::Items;
use super::tokens::{family_of_text, read_refresh_token};

#[derive(Default)]
pub(crate) struct Copy {
    items: RefCell<Items>,
    /// When each item was read or changed last, by `now`.
    times: RefCell<BTreeMap<String, u64>>,
    now: Cell<u64>,
    /// The batches that are not stored yet.
    waiting: RefCell<VecDeque<Batch>>,
    /// Whether the same piece of code can still add to the last batch.
    is_open: Cell<bool>,
    is_storing: Cell<bool>,
    failures: Cell<u32>,
    /// How many items it has stored.
    stores: Cell<u64>,
    /// Others stored something while it was read last, so it may have parts of two sessions.
    is_mixed: Cell<bool>,
    /// How often the user had cleared the storage when it was read last.
    clears_seen: Cell<u32>,
    afterwards: RefCell<Vec<Box<dyn FnOnce()>>>,
    wakers: RefCell<Vec<Waker>>,
}

impl Copy {
    pub(crate) fn get(&self, key: &str) -> Option<String> {
        self.items.borrow().get(key).cloned()
    }

    pub(crate) fn keys(&self) -> Vec<String> {
        self.items.borrow().keys().cloned().collect()
    }

    fn tick(&self) -> u64 {
        self.now.set(self.now.get() + 1);
        self.now.get()
    }

    fn set(&self, key: &str, value: Option<&str>) {
        match value {
            Some(value) => self.items.borrow_mut().insert(key.to_owned(), value.to_owned()),
            None => self.items.borrow_mut().remove(key),
        };
        let now = self.tick();
        self.times.borrow_mut().insert(key.to_owned(), now);
    }

    pub(crate) fn change(self: &Rc<Self>, page: &Rc<Page>, key: &str, value: Option<&str>) {
        if !page.is_alive.get() {
            return;
        }
        if !self.is_open.replace(true) {
            self.waiting.borrow_mut().push_back(Batch::new());
            let this = Rc::clone(self);
            page.spawn(async move { this.is_open.set(false) }.boxed_local());
            if !self.is_storing.replace(true) {
                let (this, page_of_task) = (Rc::clone(self), Rc::clone(page));
                page.spawn(async move { this.store_all(&page_of_task).await }.boxed_local());
            }
        }
        let mut waiting = self.waiting.borrow_mut();
        let batch = waiting.back_mut().unwrap();
        let earlier = batch.iter().position(|change| change.key == key).map(|index| batch.remove(index));
        let before = earlier.map_or_else(|| self.get(key), |earlier| earlier.before);
        batch.push(Change { key: key.to_owned(), value: value.map(str::to_owned), before });
        drop(waiting);
        self.set(key, value);
    }

    async fn store_all(self: &Rc<Self>, page: &Rc<Page>) {
        let world = &page.world;
        loop {
            let delay = world.random.borrow_mut().between(1, 60);
            page.unless_ended(world.sleep(delay.into()), || ()).await;
            let Some(batch) = self.waiting.borrow().front().cloned() else { break };
            let is_stored = attempt(page, &batch).await;
            let items: Batch = batch.iter().filter(|change| change.value.is_some()).cloned().collect();
            let can_keep = !is_stored && !items.is_empty();
            let removals: Batch = batch.iter().filter(|change| change.value.is_none()).cloned().collect();
            let is_removed = can_keep && attempt(page, &removals).await;
            if !page.is_alive.get() {
                break;
            }
            self.waiting.borrow_mut().pop_front();
            if !is_stored {
                page.has_refused.set(true);
                for change in &batch {
                    world.refuse_lease(&change.key);
                }
                self.take_back(if is_removed { &items } else { &batch });
                for change in &items {
                    let text = change.value.as_deref().unwrap_or_default();
                    world.families.not_stored(page.number, text);
                    world.families.taken_back(page.number, text, &world.shared.stored());
                }
                if !is_removed || !keep(page, &self.left_of(&items)) {
                    self.failures.set(self.failures.get() + 1);
                }
            }
            if self.is_settled() {
                break;
            }
        }
        self.is_storing.set(false);
        self.wakers.take().into_iter().for_each(Waker::wake);
        for act in self.afterwards.take() {
            act();
        }
    }

    fn take_back(&self, batch: &[Change]) {
        for Change { key, before, .. } in batch {
            let mut waiting = self.waiting.borrow_mut();
            let later = waiting.iter_mut().flatten().find(|change| change.key == *key);
            if let Some(later) = later {
                later.before.clone_from(before);
            } else {
                drop(waiting);
                self.set(key, before.as_deref());
            }
        }
    }

    /// What is still to be kept: a later change replaces an earlier one, and nothing is kept of a session that was removed since.
    fn left_of(&self, items: &[Change]) -> Batch {
        let waiting = self.waiting.borrow();
        let later = |key: &str| waiting.iter().flatten().filter(move |change| change.key == *key).collect::<Vec<_>>();
        if items.iter().any(|item| later(&item.key).iter().any(|change| change.value.is_none())) {
            return Batch::new();
        }
        items.iter().filter(|item| later(&item.key).is_empty()).cloned().collect()
    }

    pub(crate) fn stores(&self) -> u64 {
        self.stores.get()
    }

    pub(crate) fn is_mixed(&self) -> bool {
        self.is_mixed.get()
    }

    pub(crate) fn has_stored_one(&self) {
        self.stores.set(self.stores.get() + 1);
    }

    pub(crate) fn is_settled(&self) -> bool {
        self.waiting.borrow().is_empty()
    }

    /// Does something when every change so far is stored or taken back.
    pub(crate) fn when_settled(&self, act: impl FnOnce() + 'static) {
        if self.is_settled() {
            act();
        } else {
            self.afterwards.borrow_mut().push(Box::new(act));
        }
    }

    pub(crate) fn failures(&self) -> u32 {
        self.failures.get()
    }

    pub(crate) fn clears_seen(&self) -> u32 {
        self.clears_seen.get()
    }

    pub(crate) async fn settled(&self) {
        poll_fn(|context| {
            if self.is_settled() {
                return Poll::Ready(());
            }
            self.wakers.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Reads the storage anew. `false` if it cannot be read.
    pub(crate) async fn read(&self, page: &Page) -> bool {
        let world = &page.world;
        let start = self.tick();
        let before = world.stores_beside(page);
        for half in [0, 1] {
            let delay = world.random.borrow_mut().between(1, 12);
            page.unless_ended(world.sleep(delay.into()), || ()).await;
            if world.shared.is_broken() || !page.is_alive.get() {
                return false;
            }
            let stored = world.shared.stored();
            let keys: Vec<String> = stored.keys().cloned().chain(self.keys()).collect();
            for key in keys.iter().filter(|key| key.len() & 1 == half) {
                let is_waiting = self.waiting.borrow().iter().flatten().any(|change| change.key == *key);
                let is_newer = self.times.borrow().get(key).is_some_and(|time| *time > start);
                if !is_waiting && !is_newer {
                    match stored.get(key) {
                        Some(value) => self.items.borrow_mut().insert(key.clone(), value.clone()),
                        None => self.items.borrow_mut().remove(key),
                    };
                    self.times.borrow_mut().insert(key.clone(), start);
                }
            }
        }
        let after = world.stores_beside(page);
        self.is_mixed.set(before.1 || after != before);
        self.clears_seen.set(world.clears.get());
        world.sample(page);
        true
    }

    /// The page has gone: what is not stored never will be.
    pub(crate) fn drop_waiting(&self, page: &Page) {
        for change in self.waiting.take().into_iter().flatten() {
            let families = &page.world.families;
            families.not_stored(page.number, change.value.as_deref().unwrap_or_default());
            // A session may be removed by halves. Who finds the refresh token alone uses it.
            let before = change.before.as_deref().filter(|_| change.value.is_none());
            let family = before
                .and_then(|text| read_refresh_token(text).map(|(family, _)| family).or_else(|| family_of_text(text)));
            if let Some(family) = family {
                families.excuse_refresh(family);
            }
        }
        drop(self.afterwards.take());
    }
}
