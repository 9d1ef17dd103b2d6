//! The secret of an app client.

use super::invalid;
use crate::error::Result;
use crate::json::Json;
use crate::secret::Secret;

/// The longest secret of an app client, in bytes.
const MAX_LENGTH: usize = 64;

/// Moves the secret out of a configuration, so that no copy stays in what is shown or passed around.
pub(super) fn take(configuration: &mut Json, section: &[&str], key: &str) -> Json {
    let mut secret = Json::Null;
    let section = section.iter().try_fold(configuration, |value, key| value.get_mut(key));
    if let Some(Json::Object(members)) = section {
        members.retain_mut(|(name, value)| {
            let is_secret = name == key;
            if is_secret && secret.is_null() {
                secret = core::mem::take(value);
            }
            !is_secret
        });
    }
    secret
}

/// Checks the secret that was found at `path`.
pub(super) fn check(secret: Json, path: &str) -> Result<Option<Secret>> {
    match secret {
        Json::Null => Ok(None),
        Json::String(text) if text.len() > MAX_LENGTH => Err(invalid(path, "is longer than 64 characters")),
        Json::String(text) => Ok(Some(Secret::new(text)).filter(|secret| !secret.expose().is_empty())),
        Json::Bool(_) | Json::Number(_) | Json::Secret(_) | Json::Array(_) | Json::Object(_) => {
            Err(invalid(path, "is not text"))
        }
    }
}
