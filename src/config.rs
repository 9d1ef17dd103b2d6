//! Configuration: every accepted shape becomes an [`AuthConfig`].
//!
//! Two shapes are read: `ResourcesConfig` of Amplify for JavaScript (`resources`), and the nested `amplifyconfiguration.json` of
//! the mobile libraries (`mobile`). An error names the field as the given shape does.

mod endpoint;
mod flow_type;
mod forms;
mod mobile;
mod oauth;
mod password_format;
mod passwordless;
mod pool;
mod resources;
mod section;

pub use flow_type::AuthFlowType;
pub use oauth::{OAuth, ResponseType};
pub use password_format::PasswordFormat;
pub use passwordless::Passwordless;
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
    /// The user pool.
    pub user_pool: Option<UserPool>,
    /// The identity pool.
    pub identity_pool: Option<IdentityPool>,
    /// How a sign-up is confirmed.
    pub sign_up_verification: SignUpVerification,
    /// The flow of a `signIn` without `authFlowType`.
    pub default_flow: AuthFlowType,
    resources: Json,
}

impl AuthConfig {
    /// Reads a configuration: an object, or JSON text, which `parse_json` reads.
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
        resources::read(value)
    }

    /// The user pool.
    ///
    /// # Errors
    /// `AuthUserPoolException` when none is configured.
    pub fn user_pool(&self) -> Result<&UserPool> {
        self.user_pool.as_ref().ok_or_else(|| Error::new(&names::AUTH_USER_POOL))
    }

    /// Whether passwords and tokens leave this machine unencrypted, which `dangerouslyAllowHttpEndpoints` allows.
    #[must_use]
    pub fn is_exposed(&self) -> bool {
        is_exposed(self.user_pool.as_ref(), self.identity_pool.as_ref())
    }

    /// How users sign in on Cognito's own pages, if a domain is configured.
    #[must_use]
    pub fn oauth(&self) -> Option<OAuth> {
        OAuth::read(self.cognito().get("loginWith").get("oauth"))
    }

    /// What the pool offers for signing in without a password, if the configuration says so.
    #[must_use]
    pub fn passwordless(&self) -> Option<Passwordless> {
        Passwordless::read(self.cognito().get("passwordless"))
    }

    /// The password rules, if the configuration has them.
    #[must_use]
    pub fn password_format(&self) -> Option<PasswordFormat> {
        PasswordFormat::read(self.cognito().get("passwordFormat"))
    }

    fn cognito(&self) -> &Json {
        self.resources.at(&["Auth", "Cognito"])
    }

    /// The configuration as Amplify's `ResourcesConfig`, without the secret of an app client.
    #[must_use]
    pub const fn resources(&self) -> &Json {
        &self.resources
    }
}

fn is_exposed(user_pool: Option<&UserPool>, identity_pool: Option<&IdentityPool>) -> bool {
    user_pool.is_some_and(|pool| endpoint::is_exposed(&pool.endpoint))
        || identity_pool.is_some_and(|pool| endpoint::is_exposed(&pool.endpoint))
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

/// The error for an invalid field.
fn invalid(path: &str, problem: &str) -> Error {
    Error::new(&names::INVALID_CONFIGURATION).with_message(["`", path, "` ", problem].concat())
}

/// The error for a missing id.
fn missing(path: &str) -> Error {
    Error::new(&names::AUTH_USER_POOL).with_message(["`", path, "` is missing"].concat())
}

#[cfg(test)]
mod tests;
