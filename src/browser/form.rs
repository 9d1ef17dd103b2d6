//! Forms, encoded by the browser.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::value;
use crate::host::Form;

#[wasm_bindgen]
extern "C" {
    /// It may be a polyfill, which may throw.
    type URLSearchParams;

    #[wasm_bindgen(constructor, catch)]
    fn new(fields: &JsValue) -> Result<URLSearchParams, JsValue>;

    #[wasm_bindgen(method, catch, js_name = toString)]
    fn encoded(this: &URLSearchParams) -> Result<JsValue, JsValue>;
}

/// The form as `application/x-www-form-urlencoded` text, which stays outside of the module's memory.
pub(super) fn encode(form: &Form) -> Result<JsValue, JsValue> {
    URLSearchParams::new(&value::to_platform(form.as_json()))?.encoded()
}
