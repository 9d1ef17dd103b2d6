//! `localStorage` and `sessionStorage`, and memory where there are none.

use core::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};
use wasm_bindgen::JsValue;
use web_sys::Storage;

use super::global;
use crate::error::{Error, Result, names};
use crate::host::Area;

/// Items of an instance in a host without storages, or in a page that denies them.
#[derive(Debug, Default)]
pub(super) struct Memory(RefCell<BTreeMap<(bool, String), String>>);

/// The browser's storage. Even to look at it may throw where a page is denied storage, so it is probed before it is used.
fn storage(area: Area) -> Option<Storage> {
    global::at(&["window", name(area)])?;
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

pub(super) fn load(memory: &Memory, area: Area, key: &str) -> Result<Option<String>> {
    match storage(area) {
        Some(storage) => storage.get_item(key).map_err(failed),
        None => Ok(memory.0.borrow().get(&(area == Area::Local, key.to_owned())).cloned()),
    }
}

pub(super) fn save(memory: &Memory, area: Area, key: &str, value: &str) -> Result<()> {
    if let Some(storage) = storage(area) {
        return storage.set_item(key, value).map_err(failed);
    }
    memory.0.borrow_mut().insert((area == Area::Local, key.to_owned()), value.to_owned());
    Ok(())
}

pub(super) fn remove(memory: &Memory, area: Area, key: &str) -> Result<()> {
    if let Some(storage) = storage(area) {
        return storage.remove_item(key).map_err(failed);
    }
    memory.0.borrow_mut().remove(&(area == Area::Local, key.to_owned()));
    Ok(())
}
