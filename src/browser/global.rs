//! Members of the global object.

use wasm_bindgen::JsValue;

use super::value;

/// The value at a path of names; `None` when a step is missing or its getter throws.
pub(super) fn at(path: &[&str]) -> Option<JsValue> {
    let mut value = JsValue::from(js_sys::global());
    for name in path {
        value = value::member(&value, name)?;
    }
    Some(value)
}
