//! The address of the page.

use wasm_bindgen::JsValue;

use super::{global, value};
use crate::oauth;

/// Shows another address in place of the one that was read, without loading it, and keeps the state of the entry, which is the
/// application's (HTML §7.2.5). Returns false where there is no such address. An address of another origin is not shown.
pub(super) fn replace(read: &str, address: &str) -> bool {
    let Some(history) = global::at(&["history"]) else { return false };
    let Some(replace) = value::function(&history, "replaceState") else { return false };
    let current = global::at(&["location", "href"]).and_then(|current| current.as_string());
    let current = current.as_deref().unwrap_or(read);
    let shown = oauth::shown_address(current, read, address);
    if shown != current {
        let state = value::member(&history, "state").unwrap_or(JsValue::NULL);
        let _ = replace.call3(&history, &state, &"".into(), &shown.into());
    }
    true
}
