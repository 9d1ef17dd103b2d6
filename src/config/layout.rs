//! What the shapes of configurations have in common: the same members, in other places and under other names.

use super::endpoint::{CustomEndpoint, USER_POOL_ENDPOINT};
use super::section::Section;
use super::shape::Shape;
use super::{
    AuthConfig, AuthFlowType, GuestAccess, IdentityPool, OAuth, Passwordless, SignUpVerification, UserPool, oauth,
    passwordless,
};
use crate::error::Result;
use crate::json::Json;

/// How a shape names the members.
pub(super) struct Layout {
    pub(super) user_pool_id: &'static str,
    pub(super) client_id: &'static str,
    /// The secret of the app client, in the shapes that have one.
    pub(super) client_secret: Option<&'static str>,
    pub(super) identity_pool_id: &'static str,
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
        let identity_pool = IdentityPool::read(identity_pool, self.identity_pool_id, guest_access)?;
        let has_user_pool = user_pool.text(self.user_pool_id)?.is_some() || user_pool.text(self.client_id)?.is_some();
        let user_pool = if has_user_pool || identity_pool.is_none() {
            Some(UserPool::read(user_pool, self, &endpoint)?)
        } else {
            None
        };
        Ok(AuthConfig {
            user_pool,
            identity_pool,
            sign_up_verification: match self.verification {
                Some(key) => SignUpVerification::read(settings, key)?,
                None => SignUpVerification::Code,
            },
            default_flow: AuthFlowType::read(settings, self.has_older_flow)?,
            oauth: OAuth::read(&settings.below(self.oauth)?, &self.oauth_members)?,
            passwordless: match &self.passwordless {
                Some(names) => Passwordless::read(&settings.section("passwordless")?, names)?,
                None => None,
            },
            warnings: Vec::new(),
            // `AuthConfig::parse` knows these.
            given: Json::Null,
            shape: Shape::Resources,
        })
    }
}
