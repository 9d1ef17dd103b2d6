//! Bytes from a buffer, a view of one, or an array of numbers, of any realm.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};

use super::value;
use crate::json::Json;

#[wasm_bindgen]
extern "C" {
    /// `Uint8Array`, whose constructor throws for a detached buffer.
    type Bytes;

    #[wasm_bindgen(constructor, catch, js_class = Uint8Array)]
    fn new(buffer: &JsValue, offset: &JsValue, length: &JsValue) -> Result<Bytes, JsValue>;
}

/// The bytes of a value; `None` when it is none of these.
pub(super) fn of(value: &JsValue) -> Option<Vec<u8>> {
    let member = |name| value::member(value, name);
    let length = member("byteLength");
    // Buffers have a `byteLength`, arrays do not.
    let view = match (ArrayBuffer::is_view(value), length) {
        (true, Some(length)) => Bytes::new(&member("buffer")?, &member("byteOffset")?, &length),
        (false, Some(_)) => Bytes::new(value, &JsValue::UNDEFINED, &JsValue::UNDEFINED),
        (_, None) => return numbers(value),
    };
    Some(view.ok()?.unchecked_into::<Uint8Array>().to_vec())
}

/// The items of an array, if all of them are bytes.
fn numbers(value: &JsValue) -> Option<Vec<u8>> {
    let Json::Array(items) = value::from_js(value)? else { return None };
    items.iter().map(|item| byte(item.as_number()?)).collect()
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number that is not a byte is refused below"
)]
fn byte(number: f64) -> Option<u8> {
    let byte = number as u8;
    (f64::from(byte).to_bits() == number.to_bits()).then_some(byte)
}
