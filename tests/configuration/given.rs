//! Reading configurations in tests.

use cognito_wasm::config::AuthConfig;
use cognito_wasm::error::Result;
use cognito_wasm::json::Json;
use serde_json::Value;

/// The real files.
pub(crate) fn samples() -> Vec<Value> {
    serde_json::from_str(include_str!("../config_samples.json")).unwrap()
}

/// What an application would pass: the object, or the text if the file is not an object.
pub(crate) fn given_by(sample: &Value) -> &Value {
    sample.get("file").unwrap_or(&sample["text"])
}

/// Reads a configuration.
pub(crate) fn parse(given: &Value) -> Result<AuthConfig> {
    let given: Json = serde_json::from_value(given.clone()).unwrap();
    AuthConfig::parse(given, &|text| serde_json::from_str(text).ok())
}

/// A value without `null` members, and with the numbers of JavaScript.
pub(crate) fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().unwrap().into(),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key.clone(), plain(value)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

/// `Auth.Cognito` of `AuthConfig::resources`.
pub(crate) fn cognito(config: &AuthConfig) -> Value {
    plain(&serde_json::to_value(config.resources()).unwrap()["Auth"]["Cognito"])
}
