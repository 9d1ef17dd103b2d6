//! Members of the global object, which differ between windows, workers and runtimes.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The value below a path of names; `None` when a step is missing or its getter throws.
pub(super) fn at(path: &[&str]) -> Option<JsValue> {
    let mut value = JsValue::from(js_sys::global());
    for name in path {
        value = Reflect::get(&value, &JsValue::from_str(name))
            .ok()
            .filter(|value| !value.is_undefined() && !value.is_null())?;
    }
    Some(value)
}
