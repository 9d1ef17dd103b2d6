//! The flat `aws-exports` or `amplifyconfiguration.json` that the Amplify CLI writes for the web.
//!
//! The members that this package adds to `ResourcesConfig` may stand beside `aws_user_pools_id`.

use super::cli_settings::{self, Names};
use super::layout::{Layout, Sections};
use super::section::Section;
use super::{AuthConfig, GuestAccess, extensions, missing, oauth, pool};
use crate::error::Result;
use crate::json::Json;

const POOLS: pool::Names = pool::Names {
    user_pool_id: "aws_user_pools_id",
    client_id: "aws_user_pools_web_client_id",
    client_secret: None,
    identity_pool_id: "aws_cognito_identity_pool_id",
};

const LAYOUT: Layout = Layout {
    pools: POOLS,
    verification: Some(VERIFICATION),
    has_older_flow: true,
    oauth: &[SETTINGS.oauth],
    oauth_members: SETTINGS.oauth_members,
    passwordless: None,
};

const SETTINGS: Names = Names {
    username_attributes: "aws_cognito_username_attributes",
    signup_attributes: "aws_cognito_signup_attributes",
    verification_mechanisms: "aws_cognito_verification_mechanisms",
    mfa: "aws_cognito_mfa_configuration",
    mfa_types: "aws_cognito_mfa_types",
    password: "aws_cognito_password_protection_settings",
    providers: "aws_cognito_social_providers",
    oauth: "oauth",
    oauth_members: oauth::Names::OF_WEB,
};

const MANDATORY_SIGN_IN: &str = "aws_mandatory_sign_in";
const VERIFICATION: &str = "aws_cognito_sign_up_verification_method";

/// The file is not the only one that names pools.
const AUTH_BESIDE: &str = "`Auth` in the configuration is not read, because keys that begin with aws_ stand beside it: \
     pass one or the other";

/// Reads the shape.
pub(super) fn read(value: &Json) -> Result<AuthConfig> {
    let file = Section::whole(value);
    let has_auth = value.get("Auth").is_object();
    if has_auth && file.text(POOLS.user_pool_id)?.is_none() && file.text(POOLS.identity_pool_id)?.is_none() {
        let problem = "is missing, and `Auth` is not read, because keys that begin with aws_ stand beside it";
        return Err(missing(POOLS.user_pool_id, problem));
    }
    let guests = match file.text(MANDATORY_SIGN_IN)? {
        None => GuestAccess::Unknown,
        Some("enable") => GuestAccess::Denied,
        Some(_) => GuestAccess::Allowed,
    };
    let sections = Sections { user_pool: &file, identity_pool: &file, settings: &file, endpoint: None };
    let mut config = LAYOUT.read(&sections, guests)?;
    config.warnings.extend(has_auth.then_some(AUTH_BESIDE));
    Ok(config)
}

/// Writes it as `Auth.Cognito` of `ResourcesConfig`.
pub(super) fn write(file: &Json) -> Json {
    let cognito = extensions::copied(
        file,
        &[
            ("userPoolId", POOLS.user_pool_id),
            ("userPoolClientId", POOLS.client_id),
            ("identityPoolId", POOLS.identity_pool_id),
            ("signUpVerificationMethod", VERIFICATION),
        ],
    )
    .with("allowGuestAccess", file.get(MANDATORY_SIGN_IN).as_str() != Some("enable"));
    cli_settings::write(extensions::write(cognito, file, file), file, &SETTINGS)
}
