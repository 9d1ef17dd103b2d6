//! Values that cross between the core and JavaScript.

use js_sys::{Array, JSON, JsString, Object, Reflect};
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast as _, JsValue};

use crate::error::Error;
use crate::host::{Event, EventData};
use crate::json::{Json, MAX_DEPTH};

/// A value may have so many parts. With the limit of depth this bounds the work on values that refer to themselves.
const MAX_PARTS: u32 = 100_000;

/// A JavaScript value as data. `None` for functions, symbols, big integers, and what refers to itself or is too large.
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
    if let Some(array) = value.dyn_ref::<Array>() {
        return array.iter().map(|item| read(&item, depth, parts)).collect::<Option<_>>().map(Json::Array);
    }
    if !value.is_object() {
        return None;
    }
    let mut members = Vec::new();
    for entry in Object::entries(value.unchecked_ref()).iter() {
        let entry: Array = entry.unchecked_into();
        members.push((entry.get(0).as_string()?.into(), read(&entry.get(1), depth, parts)?));
    }
    Some(Json::Object(members))
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

/// An error as data, with the JavaScript value that caused it or the error that led to it.
pub(crate) fn error(error: &Error) -> JsValue {
    let data = to_js(&error.to_json());
    let cause = match (error.cause().and_then(|cause| cause.downcast_ref::<JsValue>()), error.origin()) {
        (Some(cause), _) => cause.clone(),
        (None, Some(origin)) => self::error(origin),
        (None, None) => return data,
    };
    set(&data, "cause", &cause);
    data
}

/// An event as data.
pub(super) fn event(event: Event) -> JsValue {
    let data = to_js(&Json::object().with("event", event.name));
    match event.data {
        EventData::None => {}
        EventData::Json(value) => set(&data, "data", &to_js(&value)),
        EventData::Error(failure) => {
            let holder = to_js(&Json::object());
            set(&holder, "error", &error(&failure));
            set(&data, "data", &holder);
        }
    }
    data
}

/// Sets a member of an object made here.
pub(crate) fn set(object: &JsValue, key: &str, value: &JsValue) {
    // A plain object takes any member.
    let _ = Reflect::set(object, &JsValue::from_str(key), value);
}

/// A member that is a function.
pub(crate) fn function(object: &JsValue, key: &str) -> Option<js_sys::Function> {
    Reflect::get(object, &JsValue::from_str(key)).ok()?.dyn_into().ok()
}

/// Whether a member is `true`.
pub(crate) fn is_true(object: &JsValue, key: &str) -> bool {
    Reflect::get(object, &JsValue::from_str(key)).is_ok_and(|value| value.is_truthy())
}
