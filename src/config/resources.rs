//! `ResourcesConfig` of Amplify for JavaScript: reading it, and writing what another shape said in it.

use super::endpoint::{self, CustomEndpoint};
use super::forms::FormSettings;
use super::pool::{PLAIN_PASSWORD, VERIFY_TOKENS};
use super::section::Section;
use super::{
    AuthConfig, AuthFlowType, GuestAccess, IdentityPool, PasswordFormat, SignUpVerification, UserPool, is_exposed,
};
use crate::error::Result;
use crate::json::Json;

const CLIENT_SECRET: &str = "clientSecret";

/// Reads the shape. The members that are not read, such as other categories, stay for `getConfig`.
pub(super) fn read(mut value: Json) -> Result<AuthConfig> {
    let cognito = Section::whole(&value).section("Auth")?.section("Cognito")?;
    let endpoint = |key| CustomEndpoint::read(&cognito, key);
    let identity_pool = match cognito.text("identityPoolId")? {
        None => None,
        Some(id) => {
            let guests = if cognito.get("allowGuestAccess").as_bool() == Some(true) {
                GuestAccess::Allowed
            } else {
                GuestAccess::Denied
            };
            Some(IdentityPool::new(id, &endpoint("identityPoolEndpoint")?, guests)?)
        }
    };
    let has_user_pool = cognito.text("userPoolId")?.is_some() || cognito.text("userPoolClientId")?.is_some();
    let user_pool = if has_user_pool || identity_pool.is_none() {
        let (id, client) = (cognito.id("userPoolId")?, cognito.id("userPoolClientId")?);
        let pool = UserPool::new(id, client, &endpoint("userPoolEndpoint")?)?;
        Some(pool.with_options(&cognito)?.with_secret(&cognito, CLIENT_SECRET)?)
    } else {
        None
    };
    let sign_up_verification = match cognito.text("signUpVerificationMethod")? {
        Some("link") => SignUpVerification::Link,
        _ => SignUpVerification::Code,
    };
    // What is left may be printed and passed around.
    if let Some(Json::Object(members)) = value.get_mut("Auth").and_then(|auth| auth.get_mut("Cognito")) {
        members.retain(|(name, _)| name != CLIENT_SECRET);
    }
    let default_flow = AuthFlowType::default();
    Ok(AuthConfig { user_pool, identity_pool, sign_up_verification, default_flow, resources: value })
}

/// Writes a configuration that came in another shape, so that it can be configured again.
pub(super) fn write(user_pool: Option<&UserPool>, identity_pool: Option<&IdentityPool>, forms: FormSettings) -> Json {
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
            .with("allowGuestAccess", pool.guest_access != GuestAccess::Denied);
    }
    let login_with =
        Json::object().with("username", forms.username).with("email", forms.email).with("phone", forms.phone);
    let mut attributes = Json::object();
    for name in forms.required_attributes {
        attributes.push(name.into(), Json::object().with("required", true));
    }
    let mfa = forms
        .mfa
        .map(|mfa| Json::object().with("status", mfa.status).with("totpEnabled", mfa.totp).with("smsEnabled", mfa.sms));
    cognito = cognito
        // One member for both endpoints, although another shape may have one for each.
        .with(endpoint::OPTION, is_exposed(user_pool, identity_pool).then_some(true))
        .with("loginWith", login_with)
        .with("userAttributes", attributes)
        .with("mfa", mfa)
        .with("passwordFormat", forms.password_format.map(PasswordFormat::write));
    Json::object().with("Auth", Json::object().with("Cognito", cognito))
}
