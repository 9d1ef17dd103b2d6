//! A storage that a test can inspect, fill and break.

use core::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use cognito_wasm::error::{Error, Result, names};

use super::trace::Trace;

/// Begins the keys of the histories of decisions.
pub(crate) const HISTORY: &str = "cognito-wasm.diagnostics.";

/// Something that happens during a read.
type Act = Box<dyn FnOnce()>;

/// The `localStorage` of an origin, or the `sessionStorage` of a tab.
#[derive(Default)]
pub(crate) struct Storage {
    items: RefCell<BTreeMap<String, String>>,
    /// Writing items whose key ends with this fails.
    refused: RefCell<Option<String>>,
    /// Items whose key ends with this are silently dropped.
    forgotten: RefCell<Option<String>>,
    /// Removing items whose key contains this fails.
    kept: RefCell<Option<String>>,
    blocked: Cell<bool>,
    missing: Cell<bool>,
    hides_keys: Cell<bool>,
    /// The n-th reading of an access token from now fails, counted down to 0.
    failing_read: Cell<Option<usize>>,
    /// The n-th reading of any item from now fails, counted down to 0.
    failing_any_read: Cell<usize>,
    /// What another tab does right before the n-th reading of an access token.
    before_read: RefCell<Option<(usize, Act)>>,
    /// Its capacity in bytes, keys included.
    capacity: Cell<Option<usize>>,
    trace: Trace,
}

impl Storage {
    pub(crate) fn new(trace: Trace) -> Self {
        Self { trace, ..Self::default() }
    }

    /// All items but the history of decisions.
    pub(crate) fn items(&self) -> BTreeMap<String, String> {
        let mut items = self.items.borrow().clone();
        items.retain(|key, _| !key.starts_with(HISTORY));
        items
    }

    /// All items but the user's identity in the identity pool, which `fetchAuthSession` stores.
    pub(crate) fn items_without_identity(&self) -> BTreeMap<String, String> {
        let mut items = self.items();
        items.retain(|key, _| !key.ends_with(".identity"));
        items
    }

    pub(crate) fn get(&self, key: &str) -> Option<String> {
        self.items.borrow().get(key).cloned()
    }

    pub(crate) fn put(&self, key: impl Into<String>, value: impl Into<String>) {
        self.items.borrow_mut().insert(key.into(), value.into());
    }

    pub(crate) fn put_all(&self, items: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) {
        for (key, value) in items {
            self.put(key, value);
        }
    }

    pub(crate) fn delete(&self, key: &str) {
        self.items.borrow_mut().remove(key);
    }

    /// Makes writing items whose key ends with `suffix` fail, as in a full storage.
    pub(crate) fn refuse(&self, suffix: &str) {
        *self.refused.borrow_mut() = Some(suffix.to_owned());
    }

    /// Silently drops items whose key ends with `suffix`.
    pub(crate) fn forget(&self, suffix: &str) {
        *self.forgotten.borrow_mut() = Some(suffix.to_owned());
    }

    /// Makes removing items whose key contains `part` fail.
    pub(crate) fn hold_fast(&self, part: &str) {
        *self.kept.borrow_mut() = Some(part.to_owned());
    }

    /// Limits the free space to this many bytes.
    pub(crate) fn limit(&self, more: usize) {
        self.capacity.set(Some(size(&self.items.borrow()).saturating_add(more)));
    }

    /// Makes every access fail, as when the user has blocked storage.
    pub(crate) fn block(&self) {
        self.blocked.set(true);
    }

    /// Says that there is no such storage, as where a page is denied it.
    pub(crate) fn withhold(&self) {
        self.missing.set(true);
    }

    pub(super) fn is_there(&self) -> bool {
        !self.missing.get()
    }

    /// Makes every access work again.
    pub(crate) fn repair(&self) {
        self.refused.take();
        self.blocked.set(false);
    }

    /// Makes it a storage that cannot list its keys.
    pub(crate) fn hide_keys(&self) {
        self.hides_keys.set(true);
    }

    pub(super) fn keys(&self) -> Result<Vec<String>> {
        self.check()?;
        if self.hides_keys.get() {
            return Ok(Vec::new());
        }
        Ok(self.items.borrow().keys().cloned().collect())
    }

    pub(crate) fn fail_read(&self, nth: usize) {
        self.failing_read.set(Some(nth));
    }

    /// Makes the n-th reading of any item from now fail.
    pub(crate) fn fail_any_read(&self, nth: usize) {
        self.failing_any_read.set(nth);
    }

    /// Whether the reading that has to fail is still to come.
    pub(crate) fn is_to_fail(&self) -> bool {
        self.failing_any_read.get() > 0
    }

    pub(crate) fn before_read(&self, nth: usize, act: impl FnOnce() + 'static) {
        *self.before_read.borrow_mut() = Some((nth, Box::new(act)));
    }

    pub(super) fn load(&self, key: &str) -> Result<Option<String>> {
        self.check()?;
        // The history of decisions does without.
        if self.is_to_fail() && !key.starts_with(HISTORY) {
            self.failing_any_read.set(self.failing_any_read.get().saturating_sub(1));
            if !self.is_to_fail() {
                return Err(Error::new(&names::STORAGE));
            }
        }
        if key.ends_with(".accessToken") {
            if let Some(left) = self.failing_read.get() {
                self.failing_read.set(left.checked_sub(1).filter(|left| *left > 0));
                if left == 1 {
                    return Err(Error::new(&names::STORAGE));
                }
            }
            let act = match &mut *self.before_read.borrow_mut() {
                Some((left, _)) if *left > 1 => {
                    *left = left.saturating_sub(1);
                    None
                }
                slot => slot.take(),
            };
            if let Some((_, act)) = act {
                act();
            }
        }
        Ok(self.get(key))
    }

    pub(super) fn save(&self, key: &str, value: &str) -> Result<()> {
        self.check()?;
        if self.refused.borrow().as_ref().is_some_and(|suffix| key.ends_with(suffix.as_str())) {
            return Err(Error::new(&names::STORAGE));
        }
        let mut after = self.items.borrow().clone();
        after.insert(key.to_owned(), value.to_owned());
        if self.capacity.get().is_some_and(|capacity| size(&after) > capacity) {
            return Err(Error::new(&names::STORAGE));
        }
        if self.forgotten.borrow().as_ref().is_some_and(|suffix| key.ends_with(suffix.as_str())) {
            return Ok(());
        }
        self.trace.note(format!("save {key}"));
        self.put(key, value);
        Ok(())
    }

    pub(super) fn remove(&self, key: &str) -> Result<()> {
        self.check()?;
        if self.kept.borrow().as_ref().is_some_and(|part| key.contains(part.as_str())) {
            return Err(Error::new(&names::STORAGE));
        }
        if self.get(key).is_some() {
            self.trace.note(format!("remove {key}"));
            self.delete(key);
        }
        Ok(())
    }

    fn check(&self) -> Result<()> {
        assert!(self.is_there(), "it must not be used");
        if self.blocked.get() { Err(Error::new(&names::STORAGE)) } else { Ok(()) }
    }
}

fn size(items: &BTreeMap<String, String>) -> usize {
    items.iter().map(|(key, value)| key.len().saturating_add(value.len())).sum()
}
