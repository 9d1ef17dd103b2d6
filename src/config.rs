//! Configuration: each accepted shape becomes one [`AuthConfig`].
//!
//! Two shapes are read: the nested `amplifyconfiguration.json` of the mobile libraries, and `ResourcesConfig` of Amplify for
//! JavaScript. An error names the field, in the words of the shape that was given.

mod endpoint;
mod flow_type;
mod mobile;
mod pool;
mod resources;

pub use flow_type::AuthFlowType;
pub use pool::{GuestAccess, IdentityPool, UserPool, UserPoolId};

use crate::error::{Error, Result, names};
use crate::json::Json;

/// How a sign-up is confirmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignUpVerification {
    /// With a code that the user enters.
    #[default]
    Code,
    /// With a link that the user opens.
    Link,
}

/// The configuration of one instance.
#[derive(Debug)]
pub struct AuthConfig {
    /// Where users sign in.
    pub user_pool: Option<UserPool>,
    /// Where AWS credentials come from.
    pub identity_pool: Option<IdentityPool>,
    /// How a sign-up is confirmed.
    pub sign_up_verification: SignUpVerification,
    /// The flow of a `signIn` that names none.
    pub default_flow: AuthFlowType,
    resources: Json,
}

impl AuthConfig {
    /// Reads a configuration: an object, or the text of one (parsed with `parse_json`).
    ///
    /// # Errors
    /// Of category `configuration`: `InvalidParameterException` naming the field, `AuthUserPoolException` when a pool or
    /// client id is missing, `InvalidUserPoolId`, `InvalidIdentityPoolIdException`.
    pub fn parse(given: Json, parse_json: &dyn Fn(&str) -> Option<Json>) -> Result<Self> {
        let value = match given.as_str() {
            Some(text) => parse_json(text).ok_or_else(|| {
                Error::new(&names::INVALID_CONFIGURATION).with_message("the configuration is text that is not JSON")
            })?,
            None => given,
        };
        if !value.is_object() {
            return Err(Error::new(&names::INVALID_CONFIGURATION).with_message("the configuration is not an object"));
        }
        if value.get("auth").get("plugins").is_object() {
            return mobile::read(&value);
        }
        if value.members().iter().any(|(key, _)| key.starts_with("aws_")) {
            return Err(unreadable("aws-exports"));
        }
        if value.get("version").as_str().is_some_and(|version| version.starts_with('1')) {
            return Err(unreadable("amplify_outputs.json"));
        }
        resources::read(&value)
    }

    /// The user pool.
    ///
    /// # Errors
    /// `AuthUserPoolException` when none is configured.
    pub fn user_pool(&self) -> Result<&UserPool> {
        self.user_pool.as_ref().ok_or_else(|| Error::new(&names::AUTH_USER_POOL))
    }

    /// Whether passwords or tokens leave this machine unprotected, as `dangerouslyAllowHttpEndpoints` lets them.
    #[must_use]
    pub fn is_exposed(&self) -> bool {
        endpoints(self.user_pool.as_ref(), self.identity_pool.as_ref()).any(endpoint::is_exposed)
    }

    /// The configuration as Amplify's `ResourcesConfig`.
    #[must_use]
    pub const fn resources(&self) -> &Json {
        &self.resources
    }
}

/// Where the pools' operations are called.
fn endpoints<'a>(user: Option<&'a UserPool>, identity: Option<&'a IdentityPool>) -> impl Iterator<Item = &'a str> {
    user.map(|pool| &*pool.endpoint).into_iter().chain(identity.map(|pool| &*pool.endpoint))
}

fn unreadable(shape: &str) -> Error {
    Error::new(&names::INVALID_CONFIGURATION).with_message(
        [
            shape,
            " is not read by this version; pass the nested amplifyconfiguration.json, or an object with Auth.Cognito",
        ]
        .concat(),
    )
}

/// An error about the field at `path`.
fn invalid(path: &str, problem: &str) -> Error {
    Error::new(&names::INVALID_CONFIGURATION).with_message(["`", path, "` ", problem].concat())
}

/// An error about a missing id at `path`.
fn missing(path: &str) -> Error {
    Error::new(&names::AUTH_USER_POOL).with_message(["`", path, "` is missing"].concat())
}

/// Optional text below `object`: absent or empty is none, anything but text is an error.
fn optional_text<'a>(object: &'a Json, path: &str, key: &str) -> Result<Option<&'a str>> {
    match object.get(key) {
        Json::Null => Ok(None),
        Json::String(text) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
        Json::Bool(_) | Json::Number(_) | Json::Secret(_) | Json::Array(_) | Json::Object(_) => {
            Err(invalid(&[path, ".", key].concat(), "is not text"))
        }
    }
}

/// An optional flag below `object`: absent is none, anything but true and false is an error.
fn optional_flag(object: &Json, path: &str, key: &str) -> Result<Option<bool>> {
    match object.get(key) {
        Json::Null => Ok(None),
        Json::Bool(flag) => Ok(Some(*flag)),
        Json::String(_) | Json::Number(_) | Json::Secret(_) | Json::Array(_) | Json::Object(_) => {
            Err(invalid(&[path, ".", key].concat(), "is neither true nor false"))
        }
    }
}

/// An optional object below `parent`: absent is an empty one, anything but an object is an error.
fn optional_object<'a>(parent: &'a Json, path: &str, key: &str) -> Result<&'a Json> {
    let value = parent.get(key);
    if value.is_null() || value.is_object() {
        Ok(value)
    } else {
        let path = if path.is_empty() { key.to_owned() } else { [path, ".", key].concat() };
        Err(invalid(&path, "is not an object"))
    }
}

#[cfg(test)]
mod tests;
