//! Configuration: every accepted shape becomes an [`AuthConfig`].
//!
//! Each shape has its file: `exports`, `handwritten`, `mobile`, `outputs` and `resources`; `shape` tells them apart. An error
//! names the field as the given shape does.

mod cli_settings;
mod endpoint;
mod exports;
mod extensions;
mod flow_type;
mod handwritten;
mod layout;
mod mobile;
mod oauth;
mod outputs;
mod password_format;
mod passwordless;
mod pool;
mod resources;
mod section;
mod shape;

pub(crate) use endpoint::{host as plain_host, is_loopback};
pub use flow_type::AuthFlowType;
pub use oauth::{OAuth, ResponseType};
pub use password_format::PasswordFormat;
pub use passwordless::Passwordless;
pub use pool::{GuestAccess, IdentityPool, UserPool, UserPoolId};

use crate::error::{Error, Result, names};
use crate::json::Json;
use section::Section;
use shape::Shape;

/// How a sign-up is confirmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignUpVerification {
    /// With a code that the user enters.
    #[default]
    Code,
    /// With a link that the user opens.
    Link,
}

impl SignUpVerification {
    fn read(section: &Section<'_>, key: &str) -> Result<Self> {
        Ok(if section.text(key)? == Some("link") { Self::Link } else { Self::Code })
    }
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
    oauth: Option<OAuth>,
    passwordless: Option<Passwordless>,
    warnings: Vec<&'static str>,
    /// What was given, without secrets.
    given: Json,
    shape: Shape,
}

impl AuthConfig {
    /// Reads a configuration: an object, or JSON text, which `parse_json` reads.
    ///
    /// # Errors
    /// Of category `configuration`: `InvalidParameterException` naming the field, `AuthUserPoolException` when a pool or
    /// client id is missing, `InvalidUserPoolId`, `InvalidIdentityPoolIdException`.
    pub fn parse(given: Json, parse_json: &dyn Fn(&str) -> Option<Json>) -> Result<Self> {
        let mut given = match given.as_str() {
            // An editor may have left a byte order mark.
            Some(text) => parse_json(text.strip_prefix('\u{feff}').unwrap_or(text)).ok_or_else(|| {
                Error::new(&names::INVALID_CONFIGURATION).with_message("the configuration is text that is not JSON")
            })?,
            None => given,
        };
        if !given.is_object() {
            return Err(Error::new(&names::INVALID_CONFIGURATION)
                .with_message(["the configuration is ", given.kind(), ", not an object"].concat()));
        }
        let shape = Shape::of(&given)?;
        let mut config = shape.read(&given)?;
        forget_secrets(&mut given);
        config.given = given;
        config.shape = shape;
        Ok(config)
    }

    /// A configuration with these pools and defaults for the rest.
    fn with_pools(user_pool: Option<UserPool>, identity_pool: Option<IdentityPool>) -> Self {
        Self {
            user_pool,
            identity_pool,
            sign_up_verification: SignUpVerification::Code,
            default_flow: AuthFlowType::UserSrp,
            oauth: None,
            passwordless: None,
            warnings: Vec::new(),
            given: Json::Null,
            shape: Shape::Resources,
        }
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
        self.user_pool.as_ref().is_some_and(|pool| endpoint::is_exposed(&pool.endpoint))
            || self.identity_pool.as_ref().is_some_and(|pool| endpoint::is_exposed(&pool.endpoint))
    }

    /// How users sign in on Cognito's own pages, if a domain is configured.
    #[must_use]
    pub const fn oauth(&self) -> Option<&OAuth> {
        self.oauth.as_ref()
    }

    /// What the pool offers for signing in without a password, if the configuration says so.
    #[must_use]
    pub const fn passwordless(&self) -> Option<&Passwordless> {
        self.passwordless.as_ref()
    }

    /// The password rules, if the configuration has them.
    #[must_use]
    pub fn password_format(&self) -> Option<PasswordFormat> {
        PasswordFormat::read(self.resources().at(&["Auth", "Cognito", "passwordFormat"]))
    }

    /// Warnings about the configuration's form, for the developer's console.
    pub(crate) fn warnings(&self) -> &[&'static str] {
        &self.warnings
    }

    /// The configuration as Amplify's `ResourcesConfig`, without the secret of an app client. Of the other categories, only a
    /// `ResourcesConfig` itself keeps what it has.
    #[must_use]
    pub fn resources(&self) -> Json {
        self.shape.to_resources(&self.given)
    }
}

/// Removes the secrets of app clients. What is left may be printed and passed around.
fn forget_secrets(value: &mut Json) {
    if let Json::Object(members) = value {
        members.retain(|(name, _)| !matches!(&**name, "clientSecret" | "AppClientSecret"));
        for (_, member) in members {
            forget_secrets(member);
        }
    }
}

/// The error for an invalid field.
fn invalid(path: &str, problem: &str) -> Error {
    Error::new(&names::INVALID_CONFIGURATION).with_message(["`", path, "` ", problem].concat())
}

/// The error for an id that is missing.
fn missing(path: &str, problem: &str) -> Error {
    Error::new(&names::AUTH_USER_POOL).with_message(["`", path, "` ", problem].concat())
}

#[cfg(test)]
mod tests;
