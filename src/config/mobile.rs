//! The nested `amplifyconfiguration.json` of the mobile libraries.
//!
//! The file's own `Endpoint` is a bare host name. This package adds two members for full URLs, such as a local Cognito's:
//! `CognitoUserPool.Default.userPoolEndpoint` and `CredentialsProvider.CognitoIdentity.Default.identityPoolEndpoint`. Each section
//! may have `dangerouslyAllowHttpEndpoints`, and the first one `verifyTokens` and `allowPlainPassword`, too.

use super::endpoint::CustomEndpoint;
use super::forms::{FormSettings, Mfa};
use super::section::Section;
use super::{
    AuthConfig, AuthFlowType, GuestAccess, IdentityPool, PasswordFormat, SignUpVerification, UserPool, invalid,
    missing, resources,
};
use crate::error::Result;
use crate::json::Json;

/// Reads the shape. Only the `Default` profiles count.
pub(super) fn read(value: &Json) -> Result<AuthConfig> {
    let plugin = Section::whole(value).section("auth")?.section("plugins")?.section("awsCognitoAuthPlugin")?;
    if plugin.is_absent() {
        return Err(invalid("auth.plugins.awsCognitoAuthPlugin", "is missing"));
    }
    let pool = plugin.section("CognitoUserPool")?.section("Default")?;
    let user_pool = if pool.is_absent() { None } else { Some(user_pool(&pool)?) };
    let identity = plugin.section("CredentialsProvider")?.section("CognitoIdentity")?.section("Default")?;
    let identity_pool = if identity.is_absent() { None } else { Some(identity_pool(&identity)?) };
    if user_pool.is_none() && identity_pool.is_none() {
        return Err(missing(&pool.path_of("PoolId")));
    }
    let auth = plugin.section("Auth")?.section("Default")?;
    let resources = resources::write(user_pool.as_ref(), identity_pool.as_ref(), form_settings(&auth));
    Ok(AuthConfig {
        user_pool,
        identity_pool,
        sign_up_verification: SignUpVerification::Code,
        default_flow: AuthFlowType::from_mobile(auth.text("authenticationFlowType")?.unwrap_or_default()),
        resources,
    })
}

fn user_pool(section: &Section<'_>) -> Result<UserPool> {
    let host = section.text("Endpoint")?.map(|host| ["https://", host, "/"].concat());
    let endpoint = CustomEndpoint::read(section, "userPoolEndpoint")?.or(host.as_deref());
    UserPool::new(section.id("PoolId")?, section.id("AppClientId")?, &endpoint)?
        .with_options(section)?
        .with_secret(section, "AppClientSecret")
}

fn identity_pool(section: &Section<'_>) -> Result<IdentityPool> {
    let id = section.text("PoolId")?.ok_or_else(|| invalid(&section.path_of("PoolId"), "is missing"))?;
    // The file does not say whether guests get credentials. The mobile libraries ask, and the service decides.
    IdentityPool::new(id, &CustomEndpoint::read(section, "identityPoolEndpoint")?, GuestAccess::Unknown)
}

fn lists(list: &Json, wanted: &str) -> bool {
    list.items().iter().any(|item| item.as_str() == Some(wanted))
}

/// The most attributes that a user pool can have. It bounds the search for repeated names.
const MAX_ATTRIBUTES: usize = 128;

fn form_settings(auth: &Section<'_>) -> FormSettings {
    let names = auth.get("usernameAttributes");
    let (email, phone) = (lists(names, "EMAIL"), lists(names, "PHONE_NUMBER"));
    let mut required_attributes = Vec::new();
    for item in auth.get("verificationMechanisms").items().iter().chain(auth.get("signupAttributes").items()) {
        if let Some(name) = item.as_text().map(str::to_ascii_lowercase)
            && required_attributes.len() < MAX_ATTRIBUTES
            && !required_attributes.contains(&name)
        {
            required_attributes.push(name);
        }
    }
    let factors = auth.get("mfaTypes");
    let mfa = auth.get("mfaConfiguration").as_text().map(|status| Mfa {
        status: status.to_ascii_lowercase(),
        totp: lists(factors, "TOTP"),
        sms: lists(factors, "SMS"),
    });
    let password_format = password_format(auth.get("passwordProtectionSettings"));
    FormSettings { username: !email && !phone, email, phone, required_attributes, mfa, password_format }
}

fn password_format(settings: &Json) -> Option<PasswordFormat> {
    let requires = |rule| lists(settings.get("passwordPolicyCharacters"), rule);
    settings.is_object().then(|| PasswordFormat {
        min_length: settings.get("passwordPolicyMinLength").as_number(),
        require_lowercase: requires("REQUIRES_LOWERCASE"),
        require_uppercase: requires("REQUIRES_UPPERCASE"),
        require_numbers: requires("REQUIRES_NUMBERS"),
        require_special_characters: requires("REQUIRES_SYMBOLS"),
    })
}
