//! `localStorage` and `sessionStorage`, and memory where there are none.

use core::cell::{OnceCell, RefCell};
use std::rc::Rc;

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Storage, Window};

use super::global;
use crate::error::{Error, Result, names};
use crate::host::Area;

/// Items of an instance in a host without storages, or in a page that denies them.
///
/// A list rather than a map: there are a dozen items, and a map's code would weigh more than all of them.
#[derive(Debug, Default)]
struct Memory(RefCell<Vec<Item>>);

#[derive(Debug)]
struct Item {
    area: Area,
    key: String,
    value: String,
}

impl Memory {
    fn load(&self, area: Area, key: &str) -> Option<String> {
        self.0.borrow().iter().find(|item| item.area == area && item.key == key).map(|item| item.value.clone())
    }

    fn keys(&self, area: Area) -> Vec<String> {
        self.0.borrow().iter().filter(|item| item.area == area).map(|item| item.key.clone()).collect()
    }

    fn save(&self, area: Area, key: &str, value: &str) {
        self.remove(area, key);
        self.0.borrow_mut().push(Item { area, key: key.to_owned(), value: value.to_owned() });
    }

    fn remove(&self, area: Area, key: &str) {
        self.0.borrow_mut().retain(|item| item.area != area || item.key != key);
    }
}

/// The browser's storages, as they were found, and memory where there are none.
#[derive(Debug, Default)]
pub(super) struct Storages {
    local: OnceCell<Storage>,
    session: OnceCell<Storage>,
    memory: Memory,
}

impl Storages {
    /// The browser's storage. One that is there stays there; one that is not may be allowed later.
    fn of(&self, area: Area) -> Option<&Storage> {
        let slot = match area {
            Area::Local => &self.local,
            Area::Session => &self.session,
        };
        if slot.get().is_none() {
            // Found anew it would be the same.
            let _ = slot.set(find(area)?);
        }
        slot.get()
    }
}

/// Looks for a storage. Even to look may throw where a page is denied storage, so it is probed before it is used.
fn find(area: Area) -> Option<Storage> {
    let found = global::at(&["window", name(area)])?;
    if !js_sys::global().is_instance_of::<Window>() {
        // jsdom in a test runner: the members of a window in a global object that is none.
        return Some(found.unchecked_into());
    }
    Some(match area {
        Area::Local => LocalStorage::raw(),
        Area::Session => SessionStorage::raw(),
    })
}

const fn name(area: Area) -> &'static str {
    match area {
        Area::Local => "localStorage",
        Area::Session => "sessionStorage",
    }
}

fn failed(cause: JsValue) -> Error {
    Error::new(&names::STORAGE).with_cause(Some(Rc::new(cause)))
}

pub(super) fn load(storages: &Storages, area: Area, key: &str) -> Result<Option<String>> {
    match storages.of(area) {
        Some(storage) => storage.get_item(key).map_err(failed),
        None => Ok(storages.memory.load(area, key)),
    }
}

/// The keys of all items.
pub(super) fn keys(storages: &Storages, area: Area) -> Result<Vec<String>> {
    let Some(storage) = storages.of(area) else { return Ok(storages.memory.keys(area)) };
    let mut keys = Vec::new();
    for index in 0..storage.length().map_err(failed)? {
        keys.extend(storage.key(index).map_err(failed)?);
    }
    Ok(keys)
}

pub(super) fn save(storages: &Storages, area: Area, key: &str, value: &str) -> Result<()> {
    if let Some(storage) = storages.of(area) {
        return storage.set_item(key, value).map_err(failed);
    }
    storages.memory.save(area, key, value);
    Ok(())
}

pub(super) fn remove(storages: &Storages, area: Area, key: &str) -> Result<()> {
    if let Some(storage) = storages.of(area) {
        return storage.remove_item(key).map_err(failed);
    }
    storages.memory.remove(area, key);
    Ok(())
}
