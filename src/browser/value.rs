//! Values that cross between the core and JavaScript.

use js_sys::{JSON, JsString, Reflect};
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast as _, JsValue};

use crate::error::Error;
use crate::host::{Event, EventData};
use crate::json::Json;

/// A JavaScript value as data. `None` for functions, symbols and what refers to itself.
pub(crate) fn from_js(value: JsValue) -> Option<Json> {
    serde_wasm_bindgen::from_value::<Json>(value).ok()
}

/// Data as a JavaScript value.
pub(crate) fn to_js(value: &Json) -> JsValue {
    // Plain data always serialises.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// Reads JSON text with the browser's own parser.
pub(super) fn parse(text: &str) -> Option<Json> {
    JSON::parse(text).ok().and_then(from_js)
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
