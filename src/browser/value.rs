//! Values that cross between the core and JavaScript.

use js_sys::{Array, JSON, JsString, Promise, Reflect};
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::json::{Json, MAX_DEPTH};

/// A value may have so many parts. With the limit of depth this bounds the work on values that refer to themselves.
const MAX_PARTS: u32 = 100_000;

#[wasm_bindgen]
extern "C" {
    /// `js_sys` has these without the exceptions that getters and proxies throw, which must not unwind through Rust.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = entries)]
    fn entries(object: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Promise, js_name = resolve)]
    fn resolve(value: &JsValue) -> Result<Promise, JsValue>;
}

/// A JavaScript value as data. `None` for functions, symbols, big integers, and what refers to itself, is too large, or
/// throws when it is read.
///
/// This direction is read by hand: serde's error texts for unexpected values would bring the formatting of floating-point
/// numbers along, which weighs more than all of the flows for signing up.
pub(crate) fn from_js(value: &JsValue) -> Option<Json> {
    read(value, MAX_DEPTH, &mut { MAX_PARTS })
}

fn read(value: &JsValue, depth: u8, parts: &mut u32) -> Option<Json> {
    *parts = parts.checked_sub(1)?;
    if value.is_undefined() || value.is_null() {
        return Some(Json::Null);
    }
    if let Some(text) = value.as_string() {
        return Some(Json::String(text));
    }
    if let Some(number) = value.as_f64() {
        return Some(Json::Number(number));
    }
    if let Some(flag) = value.as_bool() {
        return Some(Json::Bool(flag));
    }
    let depth = depth.checked_sub(1)?;
    if !value.is_object() {
        return None;
    }
    // Of an array these are the indices that are there, so that a sparse one costs no more than it holds.
    let entries = entries(value).ok()?;
    let entries = entries.iter().map(JsCast::unchecked_into::<Array>);
    if is_array(value).ok()? {
        return entries.map(|entry| read(&entry.get(1), depth, parts)).collect::<Option<_>>().map(Json::Array);
    }
    let member = |entry: Array| Some((entry.get(0).as_string()?.into(), read(&entry.get(1), depth, parts)?));
    entries.map(member).collect::<Option<_>>().map(Json::Object)
}

/// Data as a JavaScript value.
pub(crate) fn to_js(value: &Json) -> JsValue {
    // Plain data always serialises.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// Reads JSON text with the browser's own parser.
pub(super) fn parse(text: &str) -> Option<Json> {
    JSON::parse(text).ok().as_ref().and_then(from_js)
}

/// Writes JSON text with the browser's own writer, without a copy in the module's memory.
pub(super) fn write(value: &Json) -> JsString {
    JSON::stringify(&to_js(value)).unwrap_or_else(|_| JsString::from("null"))
}

/// Sets a member of an object made here.
pub(crate) fn set(object: &JsValue, key: &str, value: &JsValue) {
    // A plain object takes any member.
    let _ = Reflect::set(object, &JsValue::from_str(key), value);
}

/// A member that is there; `None` also when its getter throws.
pub(crate) fn member(object: &JsValue, key: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &JsValue::from_str(key)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// Waits for a value that may be a promise, of whatever class and realm.
pub(crate) fn settled(value: &JsValue) -> JsFuture {
    JsFuture::from(resolve(value).unwrap_or_else(|thrown| Promise::reject(&thrown)))
}

/// A member that is a function.
pub(crate) fn function(object: &JsValue, key: &str) -> Option<js_sys::Function> {
    Reflect::get(object, &JsValue::from_str(key)).ok()?.dyn_into().ok()
}
