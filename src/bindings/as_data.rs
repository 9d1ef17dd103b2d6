//! Errors and events as plain data for TypeScript.

use wasm_bindgen::JsValue;

use crate::browser::value::{add, to_js};
use crate::error::Error;
use crate::host::{Event, EventData};
use crate::json::Json;

/// An error as data. Its `cause` is the JavaScript value or the error that caused it.
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
        EventData::Error(failure) => add_details(&data, &Json::object(), Some(&failure)),
        EventData::Reason(reason, failure) => {
            add_details(&data, &Json::object().with("reason", reason), failure.as_ref());
        }
    }
    data
}

fn add_details(event: &JsValue, details: &Json, failure: Option<&Error>) {
    let details = to_js(details);
    if let Some(failure) = failure {
        add(&details, "error", &error(failure));
    }
    add(event, "data", &details);
}
