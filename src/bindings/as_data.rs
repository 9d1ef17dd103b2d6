//! Errors and events as plain data, which TypeScript makes its own of.

use wasm_bindgen::JsValue;

use crate::browser::value::{add, to_js};
use crate::error::Error;
use crate::host::{Event, EventData};
use crate::json::Json;

/// An error as data, with the JavaScript value that caused it or the error that led to it.
pub(super) fn error(error: &Error) -> JsValue {
    let data = to_js(&error.to_json());
    let cause = match (error.cause().and_then(|cause| cause.downcast_ref::<JsValue>()), error.source()) {
        (Some(cause), _) => cause.clone(),
        (None, Some(source)) => self::error(source),
        (None, None) => return data,
    };
    add(&data, "cause", &cause);
    data
}

/// An event as data.
pub(super) fn event(event: Event) -> JsValue {
    let data = to_js(&Json::object().with("event", event.name));
    match event.data {
        EventData::None => {}
        EventData::Json(value) => add(&data, "data", &to_js(&value)),
        EventData::Error(failure) => {
            let holder = to_js(&Json::object());
            add(&holder, "error", &error(&failure));
            add(&data, "data", &holder);
        }
    }
    data
}
