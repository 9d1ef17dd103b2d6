//! Values that cross between the core and JavaScript.

use js_sys::{Array, Function, JSON, JsString, Object, Promise, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::json::{Depth, Json};

/// The most parts of a value. Together with the limit of depth, it bounds the work on values that refer to themselves.
const MAX_PARTS: u32 = 100_000;

/// How many code units of text count as a part.
const TEXT_OF_A_PART: u32 = 64;

/// The longest prototype chain that is followed. Classes have fewer ancestors, but a proxy may have any number.
const MAX_ANCESTORS: u8 = 16;

#[wasm_bindgen]
extern "C" {
    /// Getters and proxies may throw, which `js_sys` does not catch in these.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = entries)]
    fn entries(object: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object, js_name = hasOwn)]
    fn has_own(object: &JsValue, key: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = getPrototypeOf)]
    fn prototype_of(object: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = setPrototypeOf)]
    fn set_prototype(object: &JsValue, prototype: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse_json(text: &JsValue) -> Result<JsValue, JsValue>;
}

/// A JavaScript value as data. `None` for functions, symbols and big integers, and for values that refer to themselves, are
/// too large, or throw when they are read.
///
/// Serde is not used here, since its error messages would pull in the formatting of floating-point numbers, which is larger than
/// all of the sign-up flows.
pub(crate) fn from_js(value: &JsValue) -> Option<Json> {
    read(value, Depth::default(), &mut { MAX_PARTS })
}

fn read(value: &JsValue, depth: Depth, parts: &mut u32) -> Option<Json> {
    *parts = parts.checked_sub(1)?;
    if value.is_undefined() || value.is_null() {
        return Some(Json::Null);
    }
    if let Some(text) = value.dyn_ref::<JsString>() {
        *parts = parts.checked_sub(text.length().checked_div(TEXT_OF_A_PART)?)?;
        return value.as_string().map(Json::String);
    }
    if let Some(number) = value.as_f64() {
        return Some(Json::Number(number));
    }
    if let Some(flag) = value.as_bool() {
        return Some(Json::Bool(flag));
    }
    let depth = depth.inside()?;
    if !value.is_object() {
        return None;
    }
    // For an array, these are the indices that exist, so a sparse array costs no more than its items.
    let entries = entries(value).ok()?;
    let entries = entries.iter().map(JsCast::unchecked_into::<Array>);
    if is_array(value).ok()? {
        return entries.map(|entry| read(&entry.get(1), depth, parts)).collect::<Option<_>>().map(Json::Array);
    }
    let member = |entry: Array| Some((entry.get(0).as_string()?.into(), read(&entry.get(1), depth, parts)?));
    entries.map(member).collect::<Option<_>>().map(Json::Object)
}

/// Data for the application: plain objects and arrays.
#[cfg(feature = "bindings")]
pub(crate) fn to_js(value: &Json) -> JsValue {
    build(value, true)
}

/// Data for the browser. Objects have no prototype, since the browser would find members there that a page has added to it.
/// Arrays keep theirs for its iterator, with an own `toJSON` that hides an inherited one.
pub(crate) fn to_platform(value: &Json) -> JsValue {
    build(value, false)
}

fn build(value: &Json, for_application: bool) -> JsValue {
    match value {
        Json::Array(items) => without_prototype(&Array::new(), true, |array| {
            for (index, item) in (0_u32..).zip(items) {
                set_key(array, &index.into(), &build(item, for_application));
            }
            if !for_application {
                set(array, "toJSON", &JsValue::UNDEFINED);
            }
        }),
        Json::Object(members) => without_prototype(&Object::new(), for_application, |object| {
            for (key, member) in members {
                set(object, key, &build(member, for_application));
            }
        }),
        Json::Null => serialized(&()),
        Json::Bool(value) => serialized(value),
        Json::Number(value) => serialized(value),
        Json::String(text) => serialized(text),
        Json::Secret(secret) => serialized(secret.expose()),
    }
}

/// A value without parts. These always serialise. `Json`'s own serialisation would add that of arrays and objects to the module.
fn serialized<T: Serialize + ?Sized>(value: &T) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// Fills an object while it has no prototype, so that every name becomes an own member, `__proto__` too, and no inherited
/// setter is called.
fn without_prototype(object: &JsValue, gets_it_back: bool, fill: impl FnOnce(&JsValue)) -> JsValue {
    // These calls do not fail for an object created here.
    let prototype = prototype_of(object).unwrap_or(JsValue::NULL);
    let _ = set_prototype(object, &JsValue::NULL);
    fill(object);
    if gets_it_back {
        let _ = set_prototype(object, &prototype);
    }
    object.clone()
}

/// Reads JSON text with the browser's parser.
pub(super) fn parse(text: &JsValue) -> Option<Json> {
    parse_json(text).ok().as_ref().and_then(from_js)
}

/// Writes JSON text with the browser's `JSON`, without a copy in the module's memory.
pub(super) fn write(value: &Json) -> JsString {
    JSON::stringify(&to_platform(value)).unwrap_or_else(|_| JsString::from("null"))
}

/// Sets a member of an object without a prototype, or an attribute of one of the browser's.
pub(super) fn set(object: &JsValue, key: &str, value: &JsValue) {
    set_key(object, &JsValue::from_str(key), value);
}

fn set_key(object: &JsValue, key: &JsValue, value: &JsValue) {
    // It does not fail for the objects that this is called with.
    let _ = Reflect::set(object, key, value);
}

/// Adds a member to data for the application.
#[cfg(feature = "bindings")]
pub(crate) fn add(object: &JsValue, key: &str, value: &JsValue) {
    without_prototype(object, true, |object| set(object, key, value));
}

/// An own member of an object, or one of its class or that class's ancestors; `None` also when its getter throws.
///
/// The last prototype of a chain, which is `Object`'s of this realm or another, is ignored: a page or library that adds to it
/// would add to all values.
pub(crate) fn member(object: &JsValue, key: &str) -> Option<JsValue> {
    let key = JsValue::from_str(key);
    let mut holder = object.clone();
    for _ in 0..MAX_ANCESTORS {
        if has_own(&holder, &key).ok()? {
            let value = Reflect::get(object, &key).ok()?;
            return (!value.is_undefined() && !value.is_null()).then_some(value);
        }
        holder = prototype_of(&holder).ok()?;
        if holder.is_null() || prototype_of(&holder).ok()?.is_null() {
            return None;
        }
    }
    None
}

/// A member that is a function.
pub(crate) fn function(object: &JsValue, key: &str) -> Option<Function> {
    member(object, key)?.dyn_into().ok()
}

/// Waits for a value that may be a promise, of any class and realm. A foreign promise may settle twice; the promise created
/// here settles once.
pub(crate) fn settled(value: &JsValue) -> JsFuture {
    // Resolving does not fail: if `then` throws, the promise rejects.
    JsFuture::from(Promise::new(&mut |resolve, _| drop(resolve.call1(&JsValue::UNDEFINED, value))))
}
