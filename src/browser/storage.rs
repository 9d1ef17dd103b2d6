//! `localStorage` and `sessionStorage`, or what the application has given in place of the first.

use core::cell::{Cell, OnceCell};
use std::rc::Rc;

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

use super::{global, value};
use crate::error::{Error, Result, names};
use crate::host::Area;
use crate::text;

/// Real storages hold fewer keys. A stub may return keys without end.
const MAX_KEYS: usize = 100_000;

/// Begins the names of items that try a storage out.
const TRIAL: &str = "cognito-wasm.trial";

#[wasm_bindgen]
extern "C" {
    /// A storage of the browser, of a test runner, or a stub. Each method may throw or return anything.
    #[derive(Debug)]
    pub(super) type Items;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_item(this: &Items, key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set_item(this: &Items, key: &str, value: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeItem)]
    fn remove_item(this: &Items, key: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn key(this: &Items, index: u32) -> Result<JsValue, JsValue>;
}

/// A storage that the application has given in place of `localStorage`.
#[derive(Debug)]
struct Given {
    items: Items,
    /// Whether other instances, tabs or workers may use it, too.
    is_shared: bool,
    /// Whether it is the copy of an asynchronous one, or has been read once.
    works: Cell<bool>,
}

/// The browser's storages, and one that the application has given.
#[derive(Debug, Default)]
pub(super) struct Storages {
    local: OnceCell<Items>,
    session: OnceCell<Items>,
    given: Option<Given>,
}

impl Storages {
    /// With a storage in place of `localStorage`.
    pub(super) fn with_local(given: JsValue) -> Self {
        let is_shared = value::member(&given, "isShared").is_none_or(|flag| flag.is_truthy());
        let works = Cell::new(value::function(&given, "settled").is_some());
        Self { given: Some(Given { items: given.unchecked_into(), is_shared, works }), ..Self::default() }
    }

    /// Whether other instances and tabs see what is in the place of `localStorage`.
    pub(super) fn is_shared(&self) -> bool {
        self.given.as_ref().map_or_else(|| self.of(Area::Local).is_some(), |given| given.is_shared)
    }

    /// Whether the application has given a storage.
    pub(super) fn is_own(&self) -> bool {
        self.given.is_some()
    }

    /// The storage. Once the browser's has worked it is used for good. If it does not work, it is tried again at the next access.
    pub(super) fn of(&self, area: Area) -> Option<&Items> {
        let slot = match (area, &self.given) {
            (Area::Local, Some(given)) => {
                // A page may be denied what is behind it: cookies, or a storage of the browser.
                given.works.set(given.works.get() || given.items.get_item(TRIAL).is_ok());
                return given.works.get().then_some(&given.items);
            }
            (Area::Local, None) | (Area::Browser, _) => &self.local,
            (Area::Session, _) => &self.session,
        };
        if slot.get().is_none() {
            // The slot is empty.
            let _ = slot.set(find(area)?);
        }
        slot.get()
    }

    /// The copy of an asynchronous storage, if the application has given one.
    pub(super) fn copy(&self) -> Option<StorageCopy> {
        let given: &JsValue = self.given.as_ref()?.items.as_ref();
        value::function(given, "settled").map(|_| StorageCopy(given.clone()))
    }

    /// Learns what others have changed in an asynchronous storage during a wait. If it cannot be read, its copy stays as it is.
    pub(super) async fn catch_up(&self) {
        if let Some(copy) = self.copy() {
            let _ = copy.refresh().await;
        }
    }
}

/// A copy of an asynchronous storage.
#[derive(Debug)]
pub(super) struct StorageCopy(JsValue);

impl StorageCopy {
    /// Reads the storage anew.
    pub(super) fn refresh(&self) -> impl Future<Output = Result<()>> {
        self.ask("refresh")
    }

    /// Waits until the changes of the copy are stored, or have been taken back.
    pub(super) async fn settled(&self) {
        // It has been reported to the caller.
        let _ = self.ask("settled").await;
    }

    async fn ask(&self, name: &str) -> Result<()> {
        let method = value::function(&self.0, name).unwrap_or_default();
        let promise = Promise::resolve(&method.call0(&self.0).map_err(failed)?);
        JsFuture::from(promise).await.map(drop).map_err(failed)
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
            Area::Local | Area::Browser => LocalStorage::raw(),
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
    let name = [TRIAL, &text::uuid_v4(random)].join(".");
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
        Area::Local | Area::Browser => "localStorage",
        Area::Session => "sessionStorage",
    }
}

fn failed(cause: JsValue) -> Error {
    Error::new(&names::STORAGE).with_cause(Some(Rc::new(cause)))
}

fn of(storages: &Storages, area: Area) -> Result<&Items> {
    storages.of(area).ok_or_else(|| Error::new(&names::STORAGE))
}

pub(super) fn load(storages: &Storages, area: Area, key: &str) -> Result<Option<String>> {
    let item = of(storages, area)?.get_item(key).map_err(failed)?;
    match item.as_string() {
        None if !item.is_null() && !item.is_undefined() => Err(Error::new(&names::STORAGE)),
        text => Ok(text),
    }
}

pub(super) fn save(storages: &Storages, area: Area, key: &str, value: &str) -> Result<()> {
    of(storages, area)?.set_item(key, value).map_err(failed)
}

pub(super) fn remove(storages: &Storages, area: Area, key: &str) -> Result<()> {
    of(storages, area)?.remove_item(key).map_err(failed)
}

/// The keys of all items; none if the storage cannot list them.
pub(super) fn keys(storages: &Storages, area: Area) -> Result<Vec<String>> {
    let storage = of(storages, area)?;
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
}
