//! `ResourcesConfig` of Amplify 6.
//!
//! This package adds the members of `extensions`, and `clientSecret`.

use super::endpoint::{CustomEndpoint, USER_POOL_ENDPOINT};
use super::section::Section;
use super::{
    AuthConfig, AuthFlowType, GuestAccess, OAuth, Passwordless, SignUpVerification, oauth, passwordless, pools,
};
use crate::error::Result;
use crate::json::Json;

const POOLS: pools::Names = pools::Names {
    user_pool_id: "userPoolId",
    client_id: "userPoolClientId",
    client_secret: Some("clientSecret"),
    identity_pool_id: "identityPoolId",
};

/// Reads the shape.
pub(super) fn read(value: &Json) -> Result<AuthConfig> {
    let cognito = Section::whole(value).below(&["Auth", "Cognito"])?;
    let guests = GuestAccess::of_flag(cognito.flag("allowGuestAccess")?);
    let endpoint = CustomEndpoint::read(&cognito, USER_POOL_ENDPOINT)?;
    let found = pools::read(&POOLS, &cognito, &endpoint, &cognito, guests)?;
    Ok(AuthConfig {
        sign_up_verification: SignUpVerification::read(&cognito, "signUpVerificationMethod")?,
        default_flow: AuthFlowType::read(&cognito)?,
        oauth: OAuth::read(&cognito.below(&["loginWith", "oauth"])?, &oauth::Names::OF_RESOURCES, false)?,
        passwordless: Passwordless::read(&cognito.section("passwordless")?, &passwordless::Names::OF_RESOURCES)?,
        ..AuthConfig::with_pools(found)
    })
}
