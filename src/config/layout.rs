//! What the shapes of configurations have in common: the same members, in other places and under other names.

use super::endpoint::{CustomEndpoint, USER_POOL_ENDPOINT};
use super::section::Section;
use super::{
    AuthConfig, AuthFlowType, GuestAccess, IdentityPool, OAuth, Passwordless, SignUpVerification, UserPool, oauth,
    passwordless, pool,
};
use crate::error::Result;

/// How a shape names the members.
pub(super) struct Layout {
    pub(super) pools: pool::Names,
    /// How a sign-up is confirmed, in the shapes that say so.
    pub(super) verification: Option<&'static str>,
    /// Whether the flow has the name and the values of mobile files and Amplify 5.
    pub(super) has_older_flow: bool,
    /// The way to the section about Cognito's own pages.
    pub(super) oauth: &'static [&'static str],
    pub(super) oauth_members: oauth::Names,
    /// The first factors beside passwords, in the shapes that say so.
    pub(super) passwordless: Option<passwordless::Names>,
}

/// Where a configuration has them.
pub(super) struct Sections<'a> {
    pub(super) user_pool: &'a Section<'a>,
    pub(super) identity_pool: &'a Section<'a>,
    pub(super) settings: &'a Section<'a>,
    /// The URL of the user pool service, under the shape's own name.
    pub(super) endpoint: Option<&'a str>,
}

impl Layout {
    /// Reads a configuration. At least one pool has to be there.
    pub(super) fn read(&self, sections: &Sections<'_>, guest_access: GuestAccess) -> Result<AuthConfig> {
        let &Sections { user_pool, identity_pool, settings, endpoint } = sections;
        let endpoint = CustomEndpoint::read(user_pool, USER_POOL_ENDPOINT)?.or(endpoint);
        let identity_pool = IdentityPool::read(identity_pool, &self.pools, guest_access)?;
        let (id, client_id) = (user_pool.text(self.pools.user_pool_id)?, user_pool.text(self.pools.client_id)?);
        let has_user_pool = id.is_some() || client_id.is_some() || identity_pool.is_none();
        let user_pool = if has_user_pool { Some(UserPool::read(user_pool, &self.pools, &endpoint)?) } else { None };
        let mut config = AuthConfig::with_pools(user_pool, identity_pool);
        if let Some(key) = self.verification {
            config.sign_up_verification = SignUpVerification::read(settings, key)?;
        }
        config.default_flow = AuthFlowType::read(settings, self.has_older_flow)?;
        config.oauth = OAuth::read(&settings.below(self.oauth)?, &self.oauth_members)?;
        if let Some(names) = &self.passwordless {
            config.passwordless = Passwordless::read(&settings.section("passwordless")?, names)?;
        }
        Ok(config)
    }
}
