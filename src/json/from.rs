//! Conversions into [`Json`].

use super::Json;
use crate::secret::Secret;

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Secret> for Json {
    fn from(secret: Secret) -> Self {
        Self::Secret(secret)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<u16> for Json {
    fn from(value: u16) -> Self {
        Self::Number(f64::from(value))
    }
}

impl From<i64> for Json {
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "JavaScript has no other numbers")]
    fn from(value: i64) -> Self {
        Self::Number(value as f64)
    }
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<Vec<Self>> for Json {
    fn from(items: Vec<Self>) -> Self {
        Self::Array(items)
    }
}
