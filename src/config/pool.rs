//! User pools and identity pools.

use super::endpoint::CustomEndpoint;
use crate::error::{Error, Result, names};
use crate::json::Json;
use crate::secret::Secret;
use crate::text;

/// The id of a user pool, `region_name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserPoolId {
    text: String,
    region_length: usize,
}

impl UserPoolId {
    /// Reads an id.
    ///
    /// # Errors
    /// `InvalidUserPoolId` unless there is a region before the first underscore, and a name behind it.
    pub fn parse(text: &str) -> Result<Self> {
        match text::cut(text, b'_') {
            Some((region, name)) if is_region(region) && !name.is_empty() => {
                Ok(Self { text: text.to_owned(), region_length: region.len() })
            }
            _ => Err(Error::new(&names::INVALID_USER_POOL_ID)
                .with_message(["`", text, "` is not a user pool id of the form region_name"].concat())),
        }
    }

    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The region the pool is in.
    #[must_use]
    pub fn region(&self) -> &str {
        self.text.get(..self.region_length).unwrap_or_default()
    }
}

/// A region becomes part of a host name, so nothing else may hide in it.
fn is_region(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A user pool and the app client that the page signs in to.
#[derive(Debug)]
pub struct UserPool {
    /// The pool.
    pub id: UserPoolId,
    /// The app client.
    pub client_id: String,
    /// Where the pool's operations are called.
    pub endpoint: String,
    /// The secret of the app client, which a page cannot keep.
    pub client_secret: Option<Secret>,
    /// Whether a sign-in may send the password as it is, as `allowPlainPassword` says.
    pub allows_plain_password: bool,
}

/// The member beside a pool's ids that keeps passwords from being sent to sign in.
pub(super) const PLAIN_PASSWORD: &str = "allowPlainPassword";

/// The longest secret of an app client, in bytes.
const LONGEST_SECRET: usize = 64;

impl UserPool {
    /// A pool at its region's endpoint, or at a custom one.
    pub(super) fn new(id: &str, client_id: &str, custom: &CustomEndpoint<'_>) -> Result<Self> {
        let id = UserPoolId::parse(id)?;
        let endpoint = custom.or_of_region("cognito-idp", id.region())?;
        Ok(Self { id, client_id: client_id.to_owned(), endpoint, client_secret: None, allows_plain_password: true })
    }

    /// With the option of the section at `path`, which nothing but `false` clears.
    pub(super) fn with_option(self, section: &Json, path: &str) -> Result<Self> {
        let allows_plain_password = super::optional_flag(section, path, PLAIN_PASSWORD)? != Some(false);
        Ok(Self { allows_plain_password, ..self })
    }

    /// With the secret of the app client, found at `path` of the configuration.
    pub(super) fn with_secret(self, secret: Option<&str>, path: &str) -> Result<Self> {
        match secret {
            Some(secret) if secret.len() > LONGEST_SECRET => Err(super::invalid(path, "is longer than 64 characters")),
            secret => Ok(Self { client_secret: secret.map(|secret| Secret::new(secret.to_owned())), ..self }),
        }
    }
}

/// Whether an identity pool gives credentials to somebody who is not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuestAccess {
    /// The configuration says that it does.
    Allowed,
    /// The configuration says that it does not; the service is not asked.
    Denied,
    /// The configuration does not say; the service decides.
    Unknown,
}

/// An identity pool.
#[derive(Debug)]
pub struct IdentityPool {
    /// `region:guid`.
    pub id: String,
    /// Where the pool's operations are called.
    pub endpoint: String,
    /// Whether guests get credentials.
    pub guest_access: GuestAccess,
}

impl IdentityPool {
    /// A pool at its region's endpoint, or at a custom one.
    pub(super) fn new(id: &str, custom: &CustomEndpoint<'_>, guest_access: GuestAccess) -> Result<Self> {
        let region = match text::cut(id, b':') {
            Some((region, guid)) if is_region(region) && !guid.is_empty() => region,
            _ => {
                return Err(Error::new(&names::INVALID_IDENTITY_POOL_ID)
                    .with_message(["`", id, "` is not an identity pool id of the form region:guid"].concat()));
            }
        };
        let endpoint = custom.or_of_region("cognito-identity", region)?;
        Ok(Self { id: id.to_owned(), endpoint, guest_access })
    }
}
