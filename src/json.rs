//! The one shape in which structured data enters and leaves the core.
//!
//! Wire bodies, configuration, inputs and outputs are all [`Json`]. A single type means a single copy of the (de)serialiser
//! in the module, and lets the host use the browser's own `JSON` for text. Parsing into domain types happens at the edge,
//! with the accessors below.

use core::fmt;
use std::borrow::Cow;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::secret::Secret;

/// How deep arrays and objects may nest. Outside input that nests deeper (or refers to itself) is refused, not followed.
pub const MAX_DEPTH: u8 = 32;

/// The name of an object's member.
pub type Key = Cow<'static, str>;

/// A JSON value whose objects keep their members' order.
///
/// `Debug` tells the kind only: a value may hold passwords and tokens.
#[derive(Default)]
pub enum Json {
    /// `null`, and every member that is absent.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as JavaScript has it.
    Number(f64),
    /// Text.
    String(String),
    /// Text that is wiped when dropped and never shown by `Debug`.
    Secret(Secret),
    /// An array.
    Array(Vec<Self>),
    /// An object, members in order.
    Object(Vec<(Key, Self)>),
}

static NULL: Json = Json::Null;

impl Json {
    /// An object without members, to be filled with [`Json::with`].
    #[must_use]
    pub const fn object() -> Self {
        Self::Object(Vec::new())
    }

    /// Adds a member; a `Null` value is left out, since no request or result ever carries `null`.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Self>) -> Self {
        self.push(Cow::Borrowed(key), value.into());
        self
    }

    /// Adds a member to an object; a `Null` value, or a value that is not an object, is left as it is.
    pub fn push(&mut self, key: Key, value: Self) {
        if let (Self::Object(members), false) = (self, value.is_null()) {
            members.push((key, value));
        }
    }

    /// The member `key`, or `Null` when there is none or this is not an object.
    #[must_use]
    pub fn get(&self, key: &str) -> &Self {
        self.members().iter().find(|(name, _)| name == key).map_or(&NULL, |(_, value)| value)
    }

    /// The member `key`, to be changed; `None` when there is none or this is not an object.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Self::Object(members) = self else { return None };
        members.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Moves the member `key` out, leaving `Null`.
    #[must_use]
    pub fn take(&mut self, key: &str) -> Self {
        self.get_mut(key).map(core::mem::take).unwrap_or_default()
    }

    /// The value below a path of member names.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> &Self {
        path.iter().fold(self, |value, key| value.get(key))
    }

    /// The members of an object; none for anything else.
    #[must_use]
    pub fn members(&self) -> &[(Key, Self)] {
        if let Self::Object(members) = self { members } else { &[] }
    }

    /// The items of an array; none for anything else.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        if let Self::Array(items) = self { items } else { &[] }
    }

    /// The items of an array, to be changed; none for anything else.
    pub fn items_mut(&mut self) -> &mut [Self] {
        if let Self::Array(items) = self { items } else { &mut [] }
    }

    /// Changes each item of an array.
    #[must_use]
    pub fn each(mut self, change: fn(Self) -> Self) -> Self {
        for item in self.items_mut() {
            *item = change(core::mem::take(item));
        }
        self
    }

    /// An object of some members of this one, under other names: pairs of the new name and the old.
    #[must_use]
    pub fn renamed(&mut self, names: &[(&'static str, &str)]) -> Self {
        let mut renamed = Self::object();
        for (new, old) in names {
            renamed.push(Cow::Borrowed(new), self.take(old));
        }
        renamed
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The text of a string that is not empty.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        self.as_str().filter(|text| !text.is_empty())
    }

    /// The text of a string, moved out.
    #[must_use]
    pub fn into_text(self) -> Option<String> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The value of a boolean.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// The value of a number.
    #[must_use]
    pub const fn as_number(&self) -> Option<f64> {
        if let Self::Number(value) = self { Some(*value) } else { None }
    }

    /// Whether this is `null` or absent.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether this is an object.
    #[must_use]
    pub const fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// A copy. Secrets are copied into further secrets, each wiped on its own.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        match self {
            Self::Null => Self::Null,
            Self::Bool(value) => Self::Bool(*value),
            Self::Number(value) => Self::Number(*value),
            Self::String(text) => Self::String(text.clone()),
            Self::Secret(secret) => Self::Secret(secret.duplicate()),
            Self::Array(items) => Self::Array(items.iter().map(Self::duplicate).collect()),
            Self::Object(members) => {
                Self::Object(members.iter().map(|(key, value)| (key.clone(), value.duplicate())).collect())
            }
        }
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) | Self::Secret(_) => "text",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        })
    }
}

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

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::String(text) => serializer.serialize_str(text),
            Self::Secret(secret) => serializer.serialize_str(secret.expose()),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(members) => serializer.collect_map(members.iter().map(|(key, value)| (key.as_ref(), value))),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Nested { depth: MAX_DEPTH }.deserialize(deserializer)
    }
}

/// Reads one value that may hold `depth` further levels.
#[derive(Clone, Copy)]
struct Nested {
    depth: u8,
}

impl Nested {
    fn inner<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1).ok_or_else(|| E::custom("the value nests too deep"))?;
        Ok(Self { depth })
    }
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    #[expect(
        clippy::as_conversions,
        clippy::cast_precision_loss,
        reason = "a JavaScript number has this precision and no more"
    )]
    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    #[expect(
        clippy::as_conversions,
        clippy::cast_precision_loss,
        reason = "a JavaScript number has this precision and no more"
    )]
    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let inner = self.inner()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let inner = self.inner()?;
        let mut members = Vec::new();
        while let Some(key) = access.next_key_seed(inner)? {
            let Json::String(name) = key else {
                return Err(A::Error::custom("an object's key is not text"));
            };
            members.push((Cow::Owned(name), access.next_value_seed(inner)?));
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests;
