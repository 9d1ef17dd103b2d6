//! Reading the inputs of public functions.

use crate::error::{Error, Known, Result, names};
use crate::json::Json;
use crate::secret::Secret;

/// The error for an input that does not have the documented format.
pub(super) fn invalid(field: &str, problem: &str) -> Error {
    Error::new(&names::INVALID_INPUT).with_message(["`", field, "` ", problem].concat())
}

/// Required text; `empty` is the error if it is absent or empty.
pub(super) fn text(input: &mut Json, field: &'static str, empty: &'static Known) -> Result<String> {
    optional_key(input, field)?.ok_or_else(|| Error::new(empty))
}

/// Text that may be absent.
pub(super) fn optional_text(input: &mut Json, field: &'static str) -> Result<Option<String>> {
    match input.take(field) {
        Json::Null => Ok(None),
        Json::String(text) => Ok(Some(text)),
        // From a Rust caller. `optional_secret` turns a password back into a secret.
        Json::Secret(secret) => Ok(Some(secret.into_text())),
        Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => Err(invalid(field, "is not text")),
    }
}

/// A required secret; `empty` is the error if it is absent or empty.
pub(super) fn secret(input: &mut Json, field: &'static str, empty: &'static Known) -> Result<Secret> {
    optional_secret(input, field)?.ok_or_else(|| Error::new(empty))
}

/// A secret that may be absent or empty. It is moved out of the input, so that no copy stays behind.
pub(super) fn optional_secret(input: &mut Json, field: &'static str) -> Result<Option<Secret>> {
    Ok(optional_key(input, field)?.map(Secret::new))
}

/// A flag that may be absent.
pub(super) fn flag(input: &Json, field: &'static str) -> Result<Option<bool>> {
    match input.get(field) {
        Json::Null => Ok(None),
        Json::Bool(value) => Ok(Some(*value)),
        Json::Number(_) | Json::String(_) | Json::Secret(_) | Json::Array(_) | Json::Object(_) => {
            Err(invalid(field, "is not true or false"))
        }
    }
}

/// A number that may be absent.
pub(super) fn number(input: &Json, field: &'static str) -> Result<Option<f64>> {
    let given = input.get(field);
    let number = given.as_number().filter(|number| number.is_finite());
    if number.is_none() && !given.is_null() { Err(invalid(field, "is not a number")) } else { Ok(number) }
}

/// A whole number that may be absent.
pub(super) fn integer(input: &Json, field: &'static str) -> Result<Option<i64>> {
    let number = number(input, field)?;
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a float-to-int cast saturates")]
    Ok(number.map(|number| number as i64))
}

/// Required text, for which there is no specific error.
pub(super) fn key(input: &mut Json, field: &'static str) -> Result<String> {
    optional_key(input, field)?.ok_or_else(|| invalid(field, "is empty"))
}

/// Text that may be absent; empty text counts as absent.
pub(super) fn optional_key(input: &mut Json, field: &'static str) -> Result<Option<String>> {
    Ok(optional_text(input, field)?.filter(|text| !text.is_empty()))
}

/// A list of names, at least one.
pub(super) fn names(input: &mut Json, field: &'static str) -> Result<Json> {
    let list = input.take(field);
    if list.items().is_empty() || list.items().iter().any(|name| name.as_text().is_none()) {
        return Err(invalid(field, "is not a list of names"));
    }
    Ok(list)
}

/// `{attributeKey, value}` as the service's list of one `{Name, Value}`.
pub(super) fn one_attribute(input: &mut Json, field: &'static str) -> Result<Json> {
    let mut given = input.take(field);
    let name = key(&mut given, "attributeKey")?;
    let value = optional_text(&mut given, "value")?.ok_or_else(|| invalid("value", "is missing"))?;
    Ok(Json::Array(vec![Json::object().with("Name", name).with("Value", value)]))
}

/// The `options` of an input. Both must be objects or absent.
pub(super) fn with_options(input: &mut Json) -> Result<Json> {
    if !input.is_null() && !input.is_object() {
        return Err(Error::new(&names::INVALID_INPUT).with_message("the input is not an object"));
    }
    let options = input.take("options");
    if options.is_null() || options.is_object() { Ok(options) } else { Err(invalid("options", "is not an object")) }
}

/// A map of names to text, such as `clientMetadata`; `None` if absent.
pub(super) fn text_map(options: &mut Json, field: &'static str) -> Result<Option<Json>> {
    let value = options.take(field);
    if value.is_null() {
        return Ok(None);
    }
    if !value.is_object() {
        return Err(invalid(field, "is not an object"));
    }
    if let Some((name, _)) = value.members().iter().find(|(_, item)| !item.is_null() && item.as_str().is_none()) {
        return Err(invalid(&[field, ".", name].concat(), "is not text"));
    }
    let mut map = Json::object();
    if let Json::Object(members) = value {
        for (name, item) in members {
            map.push(name, item);
        }
    }
    Ok(Some(map))
}
