//! A lock in the hands of a page.

use core::cell::RefCell;
use std::rc::Rc;

use cognito_wasm::host::LockError;

use super::locks::Held;
use super::page::Page;

/// A lock. With an asynchronous storage, it is released when everything is stored.
pub(crate) struct PageLock {
    held: Option<Held>,
    announcement: RefCell<Option<String>>,
    page: Rc<Page>,
}

impl Drop for PageLock {
    fn drop(&mut self) {
        let (held, announcement) = (self.held.take(), self.announcement.take());
        if !self.page.is_alive.get() {
            return;
        }
        let world = Rc::clone(&self.page.world);
        let release = move || {
            if let (Some(held), Some(mark)) = (&held, announcement) {
                held.announce(&world, &mark);
            }
            drop(held);
        };
        match &self.page.copy {
            Some(copy) => copy.when_settled(release),
            None => release(),
        }
    }
}

impl PageLock {
    pub(crate) async fn take(page: &Rc<Page>, name: &str, limit_ms: u32) -> Result<Self, LockError> {
        if !page.world.setup.web_locks {
            return Err(LockError::Unsupported);
        }
        let taking = async {
            let held = page.world.locks.take(page, name, limit_ms).await?;
            let is_behind = page.world.shared.is_behind(page.tab, page.world.now());
            page.is_unaware.set(!held.was_contended() && is_behind);
            let lock = Self { held: Some(held), announcement: RefCell::default(), page: Rc::clone(page) };
            match &page.copy {
                Some(copy) if !copy.read(page).await => Err(LockError::Unreadable),
                _ => Ok(lock),
            }
        };
        page.unless_ended(taking, || Err(LockError::StillHeld)).await
    }

    pub(crate) fn was_contended(&self) -> bool {
        self.held.as_ref().is_some_and(Held::was_contended)
    }

    pub(crate) fn announce(&self, mark: &str) {
        self.announcement.replace(Some(mark.to_owned()));
    }

    pub(crate) fn announced(&self) -> Option<String> {
        self.held.as_ref().and_then(Held::announced)
    }
}
