//! The one type in which structured data enters and leaves the core.
//!
//! Request and reply bodies, configuration, inputs and outputs are all [`Json`]. One type means one copy of the
//! (de)serialiser in the module, and it lets the host read and write text with the browser's own `JSON`. Callers parse it
//! into domain types where it enters, with the accessors below.

mod depth;
mod from;
mod serde;

use core::fmt;
use std::borrow::Cow;

pub(crate) use depth::Depth;

use crate::secret::Secret;

/// The name of an object's member.
pub type Key = Cow<'static, str>;

/// A JSON value whose objects keep their members' order.
///
/// `Debug` shows only the kind, because a value may hold passwords and tokens.
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

    /// Adds a member. A `Null` value is left out, since no request or result has `null` members.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Self>) -> Self {
        self.push(Cow::Borrowed(key), value.into());
        self
    }

    /// Adds a member to an object. Does nothing if the value is `Null`, or if this is not an object.
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

    /// The member `key`, mutable. `None` when there is none or this is not an object.
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

    /// The items of an array, mutable; none for anything else.
    pub fn items_mut(&mut self) -> &mut [Self] {
        if let Self::Array(items) = self { items } else { &mut [] }
    }

    /// Replaces each item of an array by what `change` makes of it.
    #[must_use]
    pub fn each(mut self, change: fn(Self) -> Self) -> Self {
        for item in self.items_mut() {
            *item = change(core::mem::take(item));
        }
        self
    }

    /// Moves some members into a new object under other names. `names` has pairs of the new name and the old one.
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

    /// What kind of value this is, for messages, which must not show the value.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) | Self::Secret(_) => "text",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
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

    /// A copy. The copy of a secret is a secret too, and is wiped separately.
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
        formatter.write_str(self.kind())
    }
}

#[cfg(test)]
mod tests;
