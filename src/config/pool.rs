//! User pools and identity pools.

use super::endpoint::{self, CustomEndpoint, IDENTITY_POOL_ENDPOINT};
use super::section::Section;
use crate::error::{Error, Known, Result, names};
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
    /// `InvalidUserPoolId` unless there is a region before the first underscore and a name after it.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text).ok_or_else(|| {
            Error::new(&names::INVALID_USER_POOL_ID)
                .with_message(["`", text, "` is not a user pool id of the form region_name"].concat())
        })
    }

    fn read(text: &str) -> Option<Self> {
        let (region, name) = text::split_once(text, b'_')?;
        // White space, as from the end of a line in an environment file, would make a pool that knows no user.
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
        (is_region(region) && is_name).then(|| Self { text: text.to_owned(), region_length: region.len() })
    }

    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The pool's region.
    #[must_use]
    pub fn region(&self) -> &str {
        self.text.get(..self.region_length).unwrap_or_default()
    }
}

/// A region becomes part of a host name, so it must not contain anything else.
fn is_region(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A user pool, and the app client.
#[derive(Debug)]
pub struct UserPool {
    /// The pool's id.
    pub id: UserPoolId,
    /// The app client.
    pub client_id: String,
    /// Where the pool's operations are called.
    pub endpoint: String,
    /// The secret of the app client, which a page cannot hide from its users.
    pub client_secret: Option<Secret>,
    /// Whether the signatures of new tokens are verified.
    pub verify_tokens: bool,
    /// Whether a sign-in may send the password itself (`allowPlainPassword`).
    pub allows_plain_password: bool,
}

/// How a shape names what a pool is known by.
pub(super) struct Names {
    pub(super) user_pool_id: &'static str,
    pub(super) client_id: &'static str,
    /// The secret of the app client, in the shapes that have one.
    pub(super) client_secret: Option<&'static str>,
    pub(super) identity_pool_id: &'static str,
}

/// The option that switches the verification of signatures on.
pub(super) const VERIFY_TOKENS: &str = "verifyTokens";

/// The option that keeps a sign-in from sending passwords.
pub(super) const PLAIN_PASSWORD: &str = "allowPlainPassword";

/// The longest secret of an app client.
const MAX_SECRET_BYTES: usize = 64;

impl UserPool {
    /// A pool at its region's endpoint, or at a custom one.
    pub(super) fn read(section: &Section<'_>, names: &Names, custom: &CustomEndpoint<'_>) -> Result<Self> {
        let (text, client_id) = (section.id(names.user_pool_id)?, section.id(names.client_id)?);
        let id = UserPoolId::read(text).ok_or_else(|| {
            let form = "not a user pool id of the form region_name";
            wrong_id(&names::INVALID_USER_POOL_ID, &section.path_of(names.user_pool_id), text, form)
        })?;
        let endpoint = custom.or_of_region("cognito-idp", id.region())?;
        let verify_tokens = section.flag(VERIFY_TOKENS)? == Some(true);
        let allows_plain_password = section.flag(PLAIN_PASSWORD)? != Some(false);
        let client_secret = match names.client_secret {
            Some(key) => secret(section, key)?,
            None => None,
        };
        Ok(Self { id, client_id: client_id.to_owned(), endpoint, client_secret, verify_tokens, allows_plain_password })
    }

    /// The URL of the public keys that verify tokens of `issuer`. With a custom endpoint, the keys come from there, since an
    /// emulator's `iss` may be any name.
    #[must_use]
    pub fn key_set_url(&self, issuer: &str) -> String {
        let base = if self.is_at_own_endpoint() {
            issuer.to_owned()
        } else {
            let endpoint = text::before_any(&self.endpoint, b"?#");
            [endpoint.strip_suffix('/').unwrap_or(endpoint), "/", self.id.as_str()].concat()
        };
        [&base, "/.well-known/jwks.json"].concat()
    }

    /// Whether `issuer` (`iss`) is this pool. Cognito has two host names, and a pool's `IssuerConfiguration` chooses one. With a
    /// custom endpoint, which may be a proxy or an emulator, any host name is accepted.
    #[must_use]
    pub fn is_issuer(&self, issuer: &str) -> bool {
        let Some(server) = issuer.strip_suffix(self.id.as_str()) else { return false };
        server == endpoint::of_region("cognito-idp", self.id.region())
            || server == endpoint::of_region("issuer-cognito-idp", self.id.region())
            || !self.is_at_own_endpoint() && server.ends_with('/')
    }

    /// Whether the endpoint is the region's. Upper case and a trailing slash make no difference.
    fn is_at_own_endpoint(&self) -> bool {
        let own = endpoint::of_region("cognito-idp", self.id.region());
        let bare = |url: &str| url.strip_suffix('/').unwrap_or(url).to_ascii_lowercase();
        bare(&self.endpoint) == bare(&own)
    }
}

/// The secret of the app client, which is the member `key` of its section.
fn secret(section: &Section<'_>, key: &str) -> Result<Option<Secret>> {
    match section.text(key)? {
        Some(secret) if secret.len() > MAX_SECRET_BYTES => {
            Err(super::invalid(&section.path_of(key), "is longer than 64 characters"))
        }
        secret => Ok(secret.map(|secret| Secret::new(secret.to_owned()))),
    }
}

/// Whether an identity pool gives credentials to guests, who are not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuestAccess {
    /// It does, according to the configuration.
    Allowed,
    /// It does not, according to the configuration, so the service is not asked.
    Denied,
    /// The configuration does not say, so the service is asked.
    Unknown,
}

impl GuestAccess {
    /// What a flag says that has to be set for guests.
    pub(super) const fn of_flag(flag: Option<bool>) -> Self {
        if matches!(flag, Some(true)) { Self::Allowed } else { Self::Denied }
    }
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
    /// A pool at its region's endpoint, or at a custom one. `None` if its section does not name it.
    pub(super) fn read(section: &Section<'_>, names: &Names, guest_access: GuestAccess) -> Result<Option<Self>> {
        let Some(id) = section.text(names.identity_pool_id)? else { return Ok(None) };
        let region = match text::split_once(id, b':') {
            Some((region, guid)) if is_region(region) && !guid.is_empty() => region,
            _ => {
                let form = "not an identity pool id of the form region:guid";
                return Err(wrong_id(
                    &names::INVALID_IDENTITY_POOL_ID,
                    &section.path_of(names.identity_pool_id),
                    id,
                    form,
                ));
            }
        };
        let custom = CustomEndpoint::read(section, IDENTITY_POOL_ENDPOINT)?;
        let endpoint = custom.or_of_region("cognito-identity", region)?;
        Ok(Some(Self { id: id.to_owned(), endpoint, guest_access }))
    }
}

/// The error for an id of the wrong form. Ids are not secret.
fn wrong_id(name: &'static Known, path: &str, id: &str, problem: &str) -> Error {
    Error::new(name).with_message(["`", path, "` is `", id, "`, ", problem].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::AuthConfig;
    use crate::json::Json;

    fn pool(id: &str, endpoint: Option<&str>) -> UserPool {
        let section =
            Json::object().with("userPoolId", id).with("userPoolClientId", "client").with("userPoolEndpoint", endpoint);
        let given = Json::object().with("Auth", Json::object().with("Cognito", section));
        AuthConfig::parse(given, &|_| None).unwrap().user_pool.unwrap()
    }

    #[test]
    fn knows_both_of_cognitos_names() {
        for (id, suffix) in [
            ("eu-west-1_a", ".eu-west-1.amazonaws.com/"),
            ("cn-north-1_a", ".cn-north-1.amazonaws.com.cn/"),
            ("eusc-de-east-1_a", ".eusc-de-east-1.amazonaws.eu/"),
        ] {
            let pool = pool(id, None);
            for service in ["cognito-idp", "issuer-cognito-idp"] {
                assert!(pool.is_issuer(&["https://", service, suffix, id].concat()), "{service} {id}");
                for wrong in [
                    ["http://", service, suffix, id],
                    ["https://evil.", service, suffix, id],
                    ["https://", service, ".evil.example/", id],
                    ["https://", service, suffix, "x_a"],
                    ["https://", service, suffix, ""],
                ] {
                    assert!(!pool.is_issuer(&wrong.concat()), "{}", wrong.concat());
                }
            }
        }
    }

    #[test]
    fn knows_its_own_endpoint_in_other_letters() {
        for endpoint in ["https://cognito-idp.eu-west-1.amazonaws.com", "https://Cognito-IDP.eu-west-1.amazonaws.com/"]
        {
            let pool = pool("eu-west-1_a", Some(endpoint));
            assert!(!pool.is_issuer("https://elsewhere.example/eu-west-1_a"), "{endpoint}");
            let issuer = "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a";
            assert!(pool.is_issuer(issuer), "{endpoint}");
            assert!(pool.key_set_url(issuer).starts_with(issuer), "{endpoint}");
        }
    }

    #[test]
    fn takes_any_name_of_a_server_at_a_custom_endpoint() {
        let pool = pool("eu-west-1_a", Some("https://cognito-idp-fips.eu-west-1.amazonaws.com/"));
        for issuer in [
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a",
            "https://cognito-idp.eu-central-1.amazonaws.com/eu-west-1_a",
            "http://0.0.0.0:9229/eu-west-1_a",
        ] {
            assert!(pool.is_issuer(issuer), "{issuer}");
        }
        for issuer in ["", "eu-west-1_a", "https://a.example/x-eu-west-1_a", "https://a.example/eu-west-1_a/"] {
            assert!(!pool.is_issuer(issuer), "{issuer}");
        }
    }
}
