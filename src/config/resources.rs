//! `ResourcesConfig` of Amplify 6.
//!
//! This package adds the members of `extensions`, and `clientSecret`.

use super::layout::{Layout, Sections};
use super::section::Section;
use super::{AuthConfig, GuestAccess, oauth, passwordless, pool};
use crate::error::Result;
use crate::json::Json;

const POOLS: pool::Names = pool::Names {
    user_pool_id: "userPoolId",
    client_id: "userPoolClientId",
    client_secret: Some("clientSecret"),
    identity_pool_id: "identityPoolId",
};

const LAYOUT: Layout = Layout {
    pools: POOLS,
    verification: Some("signUpVerificationMethod"),
    has_older_flow: false,
    oauth: &["loginWith", "oauth"],
    oauth_members: oauth::Names::OF_RESOURCES,
    passwordless: Some(passwordless::Names::OF_RESOURCES),
};

/// Reads the shape.
pub(super) fn read(value: &Json) -> Result<AuthConfig> {
    let cognito = Section::whole(value).below(&["Auth", "Cognito"])?;
    let guests = GuestAccess::of_flag(cognito.flag("allowGuestAccess")?);
    let sections = Sections { user_pool: &cognito, identity_pool: &cognito, settings: &cognito, endpoint: None };
    LAYOUT.read(&sections, guests)
}
