//! `localStorage` and `sessionStorage`, or memory where these are not available.

use core::cell::{OnceCell, RefCell};
use std::rc::Rc;

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Window;

use super::{global, value};
use crate::error::{Error, Result, names};
use crate::host::Area;
use crate::secret::Secret;
use crate::text;

/// Real storages hold fewer keys. A stub may return keys without end.
const MAX_KEYS: usize = 100_000;

#[wasm_bindgen]
extern "C" {
    /// A storage of the browser, of a test runner, or a stub. Each method may throw or return anything.
    #[derive(Debug)]
    type Items;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_item(this: &Items, key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set_item(this: &Items, key: &str, value: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeItem)]
    fn remove_item(this: &Items, key: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn key(this: &Items, index: u32) -> Result<JsValue, JsValue>;
}

/// The items of an instance without a storage. A list, since there are about a dozen items, and a map would need more code.
#[derive(Debug, Default)]
struct Memory(RefCell<Vec<Item>>);

#[derive(Debug)]
struct Item {
    area: Area,
    key: String,
    value: Secret,
}

impl Memory {
    fn load(&self, area: Area, key: &str) -> Option<String> {
        self.0
            .borrow()
            .iter()
            .find(|item| item.area == area && item.key == key)
            .map(|item| item.value.expose().to_owned())
    }

    fn save(&self, area: Area, key: &str, value: &str) {
        self.remove(area, key);
        self.0.borrow_mut().push(Item { area, key: key.to_owned(), value: Secret::new(value.to_owned()) });
    }

    fn keys(&self, area: Area) -> Vec<String> {
        self.0.borrow().iter().filter(|item| item.area == area).map(|item| item.key.clone()).collect()
    }

    fn holds(&self, area: Area) -> bool {
        self.0.borrow().iter().any(|item| item.area == area)
    }

    fn remove(&self, area: Area, key: &str) {
        self.0.borrow_mut().retain(|item| item.area != area || item.key != key);
    }
}

/// The browser's storages, or memory in place of those that are not available.
#[derive(Debug, Default)]
pub(super) struct Storages {
    local: OnceCell<Items>,
    session: OnceCell<Items>,
    memory: Memory,
}

impl Storages {
    /// Whether other instances and tabs see its items.
    pub(super) fn is_shared(&self, area: Area) -> bool {
        self.of(area).is_some()
    }

    /// The browser's storage. Once it has worked it is used for good. If it does not work, it is tried again at the next access,
    /// as long as nothing is in memory.
    fn of(&self, area: Area) -> Option<&Items> {
        let slot = match area {
            Area::Local => &self.local,
            Area::Session => &self.session,
        };
        if slot.get().is_none() && !self.memory.holds(area) {
            // The slot is empty.
            let _ = slot.set(find(area)?);
        }
        slot.get()
    }
}

/// Finds a storage and tries it out. Where a page is denied storage, the getter throws. The object may also be a stub.
fn find(area: Area) -> Option<Items> {
    let found = global::at(&["window", name(area)])?;
    let has_methods = ["getItem", "setItem", "removeItem"].iter().all(|name| value::function(&found, name).is_some());
    let storage: Items = found.unchecked_into();
    if !has_methods || !keeps_items(&storage).unwrap_or_default() {
        return None;
    }
    if !js_sys::global().is_instance_of::<Window>() {
        // jsdom in a test runner: the global object has a window's members, but is not a `Window`.
        return Some(storage);
    }
    Some(
        JsValue::from(match area {
            Area::Local => LocalStorage::raw(),
            Area::Session => SessionStorage::raw(),
        })
        .unchecked_into(),
    )
}

/// Whether an item can be written, read and removed, under a unique name.
fn keeps_items(storage: &Items) -> Result<bool, JsValue> {
    let mut random = [0; 16];
    // Without randomness, the name still has the package's prefix.
    let _ = getrandom::fill(&mut random);
    let name = ["cognito-wasm.trial.", &text::uuid_v4(random)].concat();
    if storage.set_item(&name, &name).is_err() {
        // A full storage has items, perhaps a session. One that denies everything has none.
        let Some(first) = storage.key(0)?.as_string() else { return Ok(false) };
        return Ok(storage.get_item(&first)?.is_string());
    }
    let kept = storage.get_item(&name)?.as_string();
    storage.remove_item(&name)?;
    Ok(kept == Some(name.clone()) && storage.get_item(&name)?.as_string().is_none())
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
    let Some(storage) = storages.of(area) else { return Ok(storages.memory.load(area, key)) };
    let item = storage.get_item(key).map_err(failed)?;
    match item.as_string() {
        None if !item.is_null() && !item.is_undefined() => Err(Error::new(&names::STORAGE)),
        text => Ok(text),
    }
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

/// The keys of all items; none if the storage cannot list them.
pub(super) fn keys(storages: &Storages, area: Area) -> Result<Vec<String>> {
    let Some(storage) = storages.of(area) else { return Ok(storages.memory.keys(area)) };
    let mut keys = Vec::new();
    if value::function(storage, "key").is_some() {
        while let Some(key) = storage.key(u32::try_from(keys.len()).unwrap_or(u32::MAX)).map_err(failed)?.as_string() {
            keys.push(key);
            if keys.len() >= MAX_KEYS {
                break;
            }
        }
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    fn sorted(storages: &Storages, area: Area) -> Vec<String> {
        let mut keys = keys(storages, area).unwrap();
        keys.sort();
        keys
    }

    #[wasm_bindgen_test]
    fn the_keys_of_a_storage_are_listed() {
        let storages = Storages::default();
        assert_eq!(sorted(&storages, Area::Session), [""; 0]);
        save(&storages, Area::Session, "b", "1").unwrap();
        save(&storages, Area::Session, "a", "2").unwrap();
        assert_eq!(sorted(&storages, Area::Session), ["a", "b"]);
        assert!(!sorted(&storages, Area::Local).contains(&"a".to_owned()));
        remove(&storages, Area::Session, "a").unwrap();
        assert_eq!(sorted(&Storages::default(), Area::Session), ["b"]);
        remove(&storages, Area::Session, "b").unwrap();
    }

    #[wasm_bindgen_test]
    fn the_keys_of_memory_are_listed_by_area() {
        let storages = Storages::default();
        storages.memory.save(Area::Session, "a", "1");
        storages.memory.save(Area::Local, "b", "2");
        assert_eq!(sorted(&storages, Area::Session), ["a"]);
        assert_eq!(sorted(&storages, Area::Local), ["b"]);
    }
}
