//! The address of the page.

use wasm_bindgen::JsValue;

use super::{global, value};

/// What the page shows. A worker's own address is that of a file.
pub(super) fn page_address() -> Option<String> {
    global::at(&["history"])?;
    global::at(&["location", "href"])?.as_string()
}

/// Shows another address, without loading it, and keeps the state of the entry, which is the application's (HTML §7.2.5). Returns
/// false where there is none to show. An address of another origin is not shown.
pub(super) fn replace(address: &str) -> bool {
    let Some(history) = global::at(&["history"]) else { return false };
    let Some(replace) = value::function(&history, "replaceState") else { return false };
    let state = value::member(&history, "state").unwrap_or(JsValue::NULL);
    let _ = replace.call3(&history, &state, &"".into(), &address.into());
    true
}
