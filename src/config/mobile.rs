//! The nested `amplifyconfiguration.json` of the mobile libraries.
//!
//! The file has one place for an endpoint, a bare host. Two members of our own carry full URLs, so that a local Cognito can
//! be named: `CognitoUserPool.Default.userPoolEndpoint` and `CredentialsProvider.CognitoIdentity.Default.identityPoolEndpoint`.
//! Beside each may stand `dangerouslyAllowHttpEndpoints`, and beside the first `verifyTokens` and `allowPlainPassword`.

use super::endpoint::{self, CustomEndpoint};
use super::pool::{PLAIN_PASSWORD, VERIFY_TOKENS};
use super::{
    AuthConfig, AuthFlowType, GuestAccess, IdentityPool, SignUpVerification, UserPool, endpoints, invalid, missing,
    optional_object, optional_text,
};
use crate::error::Result;
use crate::json::Json;

const PLUGIN: &str = "auth.plugins.awsCognitoAuthPlugin";
const USER_POOL: &str = "auth.plugins.awsCognitoAuthPlugin.CognitoUserPool.Default";
const IDENTITY: &str = "auth.plugins.awsCognitoAuthPlugin.CredentialsProvider.CognitoIdentity.Default";
const AUTH: &str = "auth.plugins.awsCognitoAuthPlugin.Auth.Default";

/// Reads the shape; only the `Default` profile counts.
pub(super) fn read(value: &Json) -> Result<AuthConfig> {
    let plugin = optional_object(value.at(&["auth", "plugins"]), "auth.plugins", "awsCognitoAuthPlugin")?;
    if plugin.is_null() {
        return Err(invalid(PLUGIN, "is missing"));
    }
    let user_pool = user_pool(default_of(plugin, PLUGIN, "CognitoUserPool")?)?;
    let provider = optional_object(plugin, PLUGIN, "CredentialsProvider")?;
    let identity_pool = identity_pool(default_of(
        provider,
        "auth.plugins.awsCognitoAuthPlugin.CredentialsProvider",
        "CognitoIdentity",
    )?)?;
    if user_pool.is_none() && identity_pool.is_none() {
        return Err(missing("auth.plugins.awsCognitoAuthPlugin.CognitoUserPool.Default.PoolId"));
    }
    let auth = default_of(plugin, PLUGIN, "Auth")?;
    let resources = as_resources(user_pool.as_ref(), identity_pool.as_ref(), auth);
    Ok(AuthConfig {
        user_pool,
        identity_pool,
        sign_up_verification: SignUpVerification::Code,
        default_flow: AuthFlowType::from_mobile(
            optional_text(auth, AUTH, "authenticationFlowType")?.unwrap_or_default(),
        ),
        resources,
    })
}

/// The `Default` profile of a section.
fn default_of<'a>(parent: &'a Json, path: &str, section: &str) -> Result<&'a Json> {
    let profiles = optional_object(parent, path, section)?;
    optional_object(profiles, &[path, ".", section].concat(), "Default")
}

fn user_pool(section: &Json) -> Result<Option<UserPool>> {
    if section.is_null() {
        return Ok(None);
    }
    let text = |key| optional_text(section, USER_POOL, key);
    let required = |key| text(key)?.ok_or_else(|| missing(&[USER_POOL, ".", key].concat()));
    let host = text("Endpoint")?.map(|host| ["https://", host, "/"].concat());
    let endpoint = CustomEndpoint::read(section, USER_POOL, "userPoolEndpoint")?.or(host.as_deref());
    UserPool::new(required("PoolId")?, required("AppClientId")?, &endpoint)?
        .with_options(section, USER_POOL)?
        .with_secret(text("AppClientSecret")?, &[USER_POOL, ".AppClientSecret"].concat())
        .map(Some)
}

fn identity_pool(section: &Json) -> Result<Option<IdentityPool>> {
    if section.is_null() {
        return Ok(None);
    }
    let text = |key| optional_text(section, IDENTITY, key);
    let id = text("PoolId")?.ok_or_else(|| invalid(&[IDENTITY, ".PoolId"].concat(), "is missing"))?;
    // The file has no guest flag: mobile asks, and the pool decides.
    let endpoint = CustomEndpoint::read(section, IDENTITY, "identityPoolEndpoint")?;
    IdentityPool::new(id, &endpoint, GuestAccess::Unknown).map(Some)
}

/// The same configuration in Amplify's words, for `getConfig`.
fn as_resources(user_pool: Option<&UserPool>, identity_pool: Option<&IdentityPool>, auth: &Json) -> Json {
    let mut cognito = Json::object();
    if let Some(pool) = user_pool {
        cognito = cognito
            .with("userPoolId", pool.id.as_str())
            .with("userPoolClientId", pool.client_id.as_str())
            .with("userPoolEndpoint", pool.endpoint.as_str())
            .with(VERIFY_TOKENS, pool.verify_tokens.then_some(true))
            .with(PLAIN_PASSWORD, (!pool.allows_plain_password).then_some(false));
    }
    if let Some(pool) = identity_pool {
        cognito = cognito
            .with("identityPoolId", pool.id.as_str())
            .with("identityPoolEndpoint", pool.endpoint.as_str())
            .with("allowGuestAccess", true);
    }
    // One member for both: without it, what is given here could not be configured again.
    let is_exposed = endpoints(user_pool, identity_pool).any(endpoint::is_exposed);
    cognito = cognito
        .with(endpoint::OPTION, is_exposed.then_some(true))
        .with("loginWith", login_with(auth))
        .with("userAttributes", required_attributes(auth))
        .with("mfa", mfa(auth))
        .with("passwordFormat", password_format(auth.get("passwordProtectionSettings")));
    Json::object().with("Auth", Json::object().with("Cognito", cognito))
}

fn lists(list: &Json, wanted: &str) -> bool {
    list.items().iter().any(|item| item.as_str() == Some(wanted))
}

fn login_with(auth: &Json) -> Json {
    let attributes = auth.get("usernameAttributes");
    let (email, phone) = (lists(attributes, "EMAIL"), lists(attributes, "PHONE_NUMBER"));
    Json::object().with("username", !email && !phone).with("email", email).with("phone", phone)
}

/// No user pool has more attributes. To look each name up among those before it would take for ever in a list without an end.
const MAX_ATTRIBUTES: usize = 128;

fn required_attributes(auth: &Json) -> Json {
    let mut attributes = Json::object();
    for item in auth.get("verificationMechanisms").items().iter().chain(auth.get("signupAttributes").items()) {
        if let Some(name) = item.as_text().map(str::to_ascii_lowercase)
            && attributes.members().len() < MAX_ATTRIBUTES
            && attributes.get(&name).is_null()
        {
            attributes.push(name.into(), Json::object().with("required", true));
        }
    }
    attributes
}

fn mfa(auth: &Json) -> Option<Json> {
    let status = auth.get("mfaConfiguration").as_text()?.to_ascii_lowercase();
    let types = auth.get("mfaTypes");
    Some(
        Json::object()
            .with("status", status)
            .with("totpEnabled", lists(types, "TOTP"))
            .with("smsEnabled", lists(types, "SMS")),
    )
}

fn password_format(settings: &Json) -> Option<Json> {
    settings.is_object().then(|| {
        let characters = settings.get("passwordPolicyCharacters");
        Json::object()
            .with("minLength", settings.get("passwordPolicyMinLength").as_number())
            .with("requireLowercase", lists(characters, "REQUIRES_LOWERCASE"))
            .with("requireUppercase", lists(characters, "REQUIRES_UPPERCASE"))
            .with("requireNumbers", lists(characters, "REQUIRES_NUMBERS"))
            .with("requireSpecialCharacters", lists(characters, "REQUIRES_SYMBOLS"))
    })
}
