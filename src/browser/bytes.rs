//! Bytes in whatever holds them: a buffer, a view of one, or an array of numbers, of whichever realm.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};

use super::value;
use crate::json::Json;

#[wasm_bindgen]
extern "C" {
    /// `Uint8Array`, whose constructor throws for a buffer that has been given away.
    type Bytes;

    #[wasm_bindgen(constructor, catch, js_class = Uint8Array)]
    fn new(buffer: &JsValue, offset: &JsValue, length: &JsValue) -> Result<Bytes, JsValue>;
}

/// The bytes of a value; `None` when it holds none.
pub(super) fn of(value: &JsValue) -> Option<Vec<u8>> {
    let member = |name| value::member(value, name);
    let length = member("byteLength");
    // A buffer, of whichever class, has a length in bytes and is not an array.
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
    reason = "what does not come out as it went in is refused"
)]
fn byte(number: f64) -> Option<u8> {
    let byte = number as u8;
    // Both are the same bits, or it was no byte.
    (f64::from(byte).to_bits() == number.to_bits()).then_some(byte)
}
