//! Reading a section of a configuration, with errors that name the field.

use super::{invalid, missing};
use crate::error::{Error, Result};
use crate::json::Json;

/// An object in a configuration, and where it is.
#[derive(Clone)]
pub(super) struct Section<'a> {
    value: &'a Json,
    path: String,
}

impl<'a> Section<'a> {
    /// The whole configuration.
    pub(super) const fn whole(value: &'a Json) -> Self {
        Self { value, path: String::new() }
    }

    /// The section below this one: without members where there is none, an error where it is not an object.
    pub(super) fn section(&self, key: &str) -> Result<Self> {
        let (value, path) = (self.value.get(key), self.path_of(key));
        if value.is_null() || value.is_object() {
            Ok(Self { value, path })
        } else {
            Err(unexpected(value, &path, "an object"))
        }
    }

    /// The sections below each other.
    pub(super) fn below(&self, path: &[&str]) -> Result<Self> {
        path.iter().try_fold(self.clone(), |section, key| section.section(key))
    }

    /// Whether the configuration has no such section.
    pub(super) const fn is_absent(&self) -> bool {
        self.value.is_null()
    }

    /// A member as it stands.
    pub(super) fn get(&self, key: &str) -> &'a Json {
        self.value.get(key)
    }

    /// Text; empty text counts as absent.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'a str>> {
        let value = self.value.get(key);
        match value.as_str() {
            None if !value.is_null() => Err(self.unexpected(key, "text")),
            text => Ok(text.filter(|text| !text.is_empty())),
        }
    }

    /// Text that has to be there: an id.
    pub(super) fn id(&self, key: &str) -> Result<&'a str> {
        self.text(key)?.ok_or_else(|| {
            let problem = if self.value.get(key).is_null() { "is missing" } else { "is empty" };
            missing(&self.path_of(key), problem)
        })
    }

    /// A flag that has to be `true` or `false` where it is there.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>> {
        let value = self.value.get(key);
        match value.as_bool() {
            None if !value.is_null() => Err(self.unexpected(key, "true or false")),
            flag => Ok(flag),
        }
    }

    /// A list of text; absent is empty.
    pub(super) fn list(&self, key: &str) -> Result<Vec<&'a str>> {
        let value = self.value.get(key);
        if !matches!(value, Json::Null | Json::Array(_)) {
            return Err(self.unexpected(key, "a list of text"));
        }
        let text = |item: &'a Json| {
            item.as_str().ok_or_else(|| unexpected(item, &[&self.path_of(key), "[]"].concat(), "text"))
        };
        value.items().iter().map(text).collect()
    }

    /// The error for a member of the wrong kind.
    pub(super) fn unexpected(&self, key: &str, expected: &str) -> Error {
        unexpected(self.value.get(key), &self.path_of(key), expected)
    }

    /// How an error names a member.
    pub(super) fn path_of(&self, key: &str) -> String {
        let separator = if self.path.is_empty() { "" } else { "." };
        [&self.path, separator, key].concat()
    }
}

fn unexpected(value: &Json, path: &str, expected: &str) -> Error {
    invalid(path, &["is ", value.kind(), "; expected ", expected].concat())
}
