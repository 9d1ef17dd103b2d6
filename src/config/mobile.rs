//! The nested `amplifyconfiguration.json` of the mobile libraries, and their older `awsconfiguration.json`, which is the part
//! below the plugin.
//!
//! The file's own `Endpoint` is a bare host name. This package adds two members for full URLs, such as a local Cognito's:
//! `CognitoUserPool.Default.userPoolEndpoint` and `CredentialsProvider.CognitoIdentity.Default.identityPoolEndpoint`. Each section
//! may have `dangerouslyAllowHttpEndpoints`, and the first one `verifyTokens` and `allowPlainPassword`, too.

use super::cli_settings::{self, Names};
use super::endpoint::USER_POOL_ENDPOINT;
use super::extensions::{self, copied};
use super::layout::{Layout, Sections};
use super::section::Section;
use super::{AuthConfig, GuestAccess, invalid, oauth, pool};
use crate::error::Result;
use crate::json::Json;

const PLUGIN: [&str; 3] = ["auth", "plugins", "awsCognitoAuthPlugin"];

// Only the `Default` profiles count.
const USER_POOL: [&str; 2] = ["CognitoUserPool", "Default"];
const IDENTITY_POOL: [&str; 3] = ["CredentialsProvider", "CognitoIdentity", "Default"];
const SETTINGS: [&str; 2] = ["Auth", "Default"];

const POOLS: pool::Names = pool::Names {
    user_pool_id: "PoolId",
    client_id: "AppClientId",
    client_secret: Some("AppClientSecret"),
    identity_pool_id: "PoolId",
};

const LAYOUT: Layout = Layout {
    pools: POOLS,
    verification: None,
    has_older_flow: true,
    oauth: &[NAMES.oauth],
    oauth_members: NAMES.oauth_members,
    passwordless: None,
};

const NAMES: Names = Names {
    username_attributes: "usernameAttributes",
    signup_attributes: "signupAttributes",
    verification_mechanisms: "verificationMechanisms",
    mfa: "mfaConfiguration",
    mfa_types: "mfaTypes",
    password: "passwordProtectionSettings",
    providers: "socialProviders",
    oauth: "OAuth",
    oauth_members: oauth::Names::OF_MOBILE,
};

/// Whether it is an `awsconfiguration.json`.
pub(super) fn is_older(value: &Json) -> bool {
    [USER_POOL[0], IDENTITY_POOL[0]].iter().any(|key| value.get(key).is_object())
}

/// Reads the shape.
pub(super) fn read(value: &Json) -> Result<AuthConfig> {
    let whole = Section::whole(value);
    let plugin = if is_older(value) { whole } else { whole.below(&PLUGIN)? };
    if plugin.is_absent() {
        return Err(invalid("auth.plugins.awsCognitoAuthPlugin", "is missing"));
    }
    let settings = plugin.below(&SETTINGS)?;
    let user_pool = plugin.below(&USER_POOL)?;
    let host = user_pool.text("Endpoint")?.map(https);
    let sections = Sections {
        user_pool: &user_pool,
        identity_pool: &plugin.below(&IDENTITY_POOL)?,
        settings: &settings,
        endpoint: host.as_deref(),
    };
    // The file does not say whether guests get credentials. The mobile libraries ask, and the service decides.
    LAYOUT.read(&sections, GuestAccess::Unknown)
}

/// Writes it as `Auth.Cognito` of `ResourcesConfig`.
pub(super) fn write(value: &Json) -> Json {
    let plugin = if is_older(value) { value } else { value.at(&PLUGIN) };
    let (user_pool, identity_pool) = (plugin.at(&USER_POOL), plugin.at(&IDENTITY_POOL));
    let identity_pool_id = identity_pool.get(POOLS.identity_pool_id).as_text();
    let cognito = copied(user_pool, &[("userPoolId", POOLS.user_pool_id), ("userPoolClientId", POOLS.client_id)])
        .with("identityPoolId", identity_pool_id)
        .with("allowGuestAccess", identity_pool_id.is_some().then_some(true));
    let mut cognito = extensions::write(cognito, user_pool, identity_pool);
    if cognito.get(USER_POOL_ENDPOINT).is_null() {
        cognito = cognito.with(USER_POOL_ENDPOINT, user_pool.get("Endpoint").as_text().map(https));
    }
    cli_settings::write(cognito, plugin.at(&SETTINGS), &NAMES)
}

fn https(host: &str) -> String {
    ["https://", host, "/"].concat()
}
