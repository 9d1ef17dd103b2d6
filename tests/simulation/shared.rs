//! The storage that tabs share.
//!
//! Browsers give each tab a view of `localStorage`. What another tab writes becomes visible there later, one item after the other,
//! in the order of the writes.

use core::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};

use super::random::Random;
use super::step::TABS;

pub(crate) type Items = BTreeMap<String, String>;

/// A write of another tab.
struct Late {
    due: i64,
    number: u64,
    key: String,
    value: Option<String>,
}

#[derive(Default)]
struct View {
    items: Items,
    late: VecDeque<Late>,
    /// The number of this tab's last write of each item.
    own: BTreeMap<String, u64>,
}

/// Tabs, and one more for the end of the run.
const VIEWS: usize = TABS + 1;

#[derive(Default)]
pub(crate) struct Shared {
    /// What is stored.
    items: RefCell<Items>,
    views: RefCell<[View; VIEWS]>,
    writes: Cell<u64>,
    torn_ms: u32,
    capacity: Cell<Option<usize>>,
    is_broken: Cell<bool>,
}

impl Shared {
    pub(crate) fn new(torn_ms: u32) -> Self {
        Self { torn_ms, ..Self::default() }
    }

    /// What is stored, whoever sees it.
    pub(crate) fn stored(&self) -> Items {
        self.items.borrow().clone()
    }

    pub(crate) fn get(&self, key: &str) -> Option<String> {
        self.items.borrow().get(key).cloned()
    }

    /// Gives a tab that is opened its view.
    pub(crate) fn open(&self, tab: usize) {
        self.views.borrow_mut()[tab] = View { items: self.stored(), ..View::default() };
    }

    pub(crate) fn fill(&self) {
        self.capacity.set(Some(size(&self.items.borrow())));
    }

    pub(crate) fn make_room(&self) {
        self.capacity.set(None);
    }

    pub(crate) fn set_broken(&self, is_broken: bool) {
        self.is_broken.set(is_broken);
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.is_broken.get()
    }

    /// Whether the tab does not see all that others have written yet.
    pub(crate) fn is_behind(&self, tab: usize, now: i64) -> bool {
        self.catch_up(tab, now);
        !self.views.borrow()[tab].late.is_empty()
    }

    /// What the tab sees of an item.
    pub(crate) fn seen(&self, tab: usize, now: i64, key: &str) -> Option<String> {
        self.catch_up(tab, now);
        self.views.borrow()[tab].items.get(key).cloned()
    }

    pub(crate) fn keys_seen(&self, tab: usize, now: i64) -> Vec<String> {
        self.catch_up(tab, now);
        self.views.borrow()[tab].items.keys().cloned().collect()
    }

    fn catch_up(&self, tab: usize, now: i64) {
        let view = &mut self.views.borrow_mut()[tab];
        while view.late.front().is_some_and(|late| late.due <= now) {
            let Some(late) = view.late.pop_front() else { return };
            if view.own.get(&late.key).is_none_or(|own| *own < late.number) {
                set(&mut view.items, &late.key, late.value);
            }
        }
    }

    /// Writes an item on behalf of a tab; `false` if there is no room.
    pub(crate) fn write(&self, tab: usize, now: i64, random: &mut Random, key: &str, value: Option<&str>) -> bool {
        if !self.store(key, value) {
            return false;
        }
        let number = self.writes.get() + 1;
        self.writes.set(number);
        for (index, view) in self.views.borrow_mut().iter_mut().enumerate() {
            if index == tab {
                set(&mut view.items, key, value.map(str::to_owned));
                view.own.insert(key.to_owned(), number);
                continue;
            }
            let delay = if self.torn_ms == 0 { 0 } else { random.between(0, self.torn_ms) };
            let due = (now + i64::from(delay)).max(view.late.back().map_or(now, |last| last.due));
            view.late.push_back(Late { due, number, key: key.to_owned(), value: value.map(str::to_owned) });
        }
        true
    }

    /// Writes an item of a storage of which tabs have no view; `false` if there is no room.
    pub(crate) fn store(&self, key: &str, value: Option<&str>) -> bool {
        let mut items = self.items.borrow_mut();
        if let (Some(capacity), Some(value)) = (self.capacity.get(), value) {
            let earlier = items.get(key).map_or(0, |earlier| key.len() + earlier.len());
            if size(&items) - earlier + key.len() + value.len() > capacity {
                return false;
            }
        }
        set(&mut items, key, value.map(str::to_owned));
        true
    }

    /// The user removes everything. All tabs see it at once.
    pub(crate) fn clear(&self) {
        self.items.borrow_mut().clear();
        self.views.borrow_mut().iter_mut().for_each(|view| *view = View::default());
    }
}

fn set(items: &mut Items, key: &str, value: Option<String>) {
    match value {
        Some(value) => items.insert(key.to_owned(), value),
        None => items.remove(key),
    };
}

fn size(items: &Items) -> usize {
    items.iter().map(|(key, value)| key.len() + value.len()).sum()
}
