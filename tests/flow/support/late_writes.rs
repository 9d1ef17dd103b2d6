//! A tab's writes to `localStorage`, which other tabs see later, as in browsers with several processes.

use core::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use cognito_wasm::host::Area;
use futures_util::FutureExt as _;

use super::tab::TabState;

#[derive(Default)]
pub(super) struct LateWrites {
    delay_ms: Cell<Option<u32>>,
    /// In order: a key, and the new value.
    unseen: RefCell<VecDeque<(String, Option<String>)>>,
}

impl LateWrites {
    pub(super) fn delay(&self, delay_ms: u32) {
        self.delay_ms.set(Some(delay_ms));
    }

    /// The last change of an item that only this tab sees, if there is one: the key and the value.
    pub(super) fn of(&self, area: Area, key: &str) -> Option<(String, Option<String>)> {
        let unseen = self.unseen.borrow();
        unseen.iter().rev().find(|(written, _)| area == Area::Local && written == key).cloned()
    }

    /// Makes a change that is late; `false` if this one is not.
    pub(super) fn write(&self, tab: &Rc<TabState>, area: Area, key: &str, value: Option<&str>) -> bool {
        let Some(delay_ms) = self.delay_ms.get().filter(|_| area == Area::Local) else { return false };
        self.unseen.borrow_mut().push_back((key.to_owned(), value.map(str::to_owned)));
        let tab = Rc::clone(tab);
        let world = Rc::clone(&tab.world);
        let later = async move {
            tab.world.clock.sleep(delay_ms).await;
            let next = tab.late_writes.unseen.borrow_mut().pop_front();
            match next {
                Some((key, Some(value))) => tab.world.local.save(&key, &value).unwrap(),
                Some((key, None)) => tab.world.local.remove(&key).unwrap(),
                None => {}
            }
        };
        world.spawn(later.boxed_local());
        true
    }
}
