//! Exchanging a login of another provider than the user pool for AWS credentials: `federateToIdentityPool`.
//!
//! What follows from it is the session's: while there is a federation, nobody is signed in to the user pool.

use std::rc::Rc;

use super::input;
use super::session::{Credentials, Federation, Session};
use crate::error::Result;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;
use crate::text;

/// The names that Amplify has for providers, and those that identity pools have for them.
const PROVIDERS: [(&str, &str); 5] = [
    ("amazon", "www.amazon.com"),
    ("apple", "appleid.apple.com"),
    ("facebook", "graph.facebook.com"),
    ("google", "accounts.google.com"),
    ("twitter", "api.twitter.com"),
];

/// The longest name of a provider, and the longest token, that the service accepts.
const MAX_PROVIDER: usize = 128;
const MAX_TOKEN: usize = 50_000;

/// The longest identity id.
const MAX_IDENTITY: usize = 55;

/// Input of `federateToIdentityPool`.
#[derive(Debug)]
pub struct FederateToIdentityPoolInput {
    /// The identity provider: one of Amplify's names, or the provider's name in the identity pool.
    pub provider: String,
    /// The provider's token.
    pub token: Secret,
    /// The identity, if the application's server has named it: with it, the service is not asked for one.
    pub developer_provided_identity_id: Option<String>,
}

impl FederateToIdentityPoolInput {
    /// Reads the input.
    ///
    /// # Errors
    /// `InvalidParameterException` for members that are missing or of the wrong type.
    pub fn parse(mut input: Json) -> Result<Self> {
        let mut options = input::with_options(&mut input)?;
        let input = Self {
            provider: input::key(&mut input, "provider")?,
            token: Secret::new(input::key(&mut input, "token")?),
            developer_provided_identity_id: input::optional_key(&mut options, "developerProvidedIdentityId")?,
        };
        if input.provider.len() > MAX_PROVIDER {
            return Err(input::invalid("provider", "is too long"));
        }
        if input.token.expose().len() > MAX_TOKEN {
            return Err(input::invalid("token", "is too long"));
        }
        if input.developer_provided_identity_id.as_deref().is_some_and(|id| !is_identity_id(id)) {
            return Err(input::invalid("developerProvidedIdentityId", "is not of the form region:guid"));
        }
        Ok(input)
    }
}

fn is_identity_id(id: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    id.len() <= MAX_IDENTITY
        && text::split_once(id, b':').is_some_and(|(region, guid)| is_part(region) && is_part(guid))
}

/// The name of a provider in the identity pool.
fn login_name(provider: &str) -> &str {
    PROVIDERS.iter().find(|(name, _)| provider.eq_ignore_ascii_case(name)).map_or(provider, |(_, login)| login)
}

/// Exchanges the login, and ends sign-ins in progress.
pub(super) async fn federate<H: Host>(
    session: &Rc<Session<H>>,
    input: FederateToIdentityPoolInput,
    abandon: impl FnOnce(),
) -> Result<Rc<Credentials>> {
    let provider = login_name(&input.provider).to_owned();
    session.federate(Federation::new(provider, input.token, input.developer_provided_identity_id), abandon).await
}
