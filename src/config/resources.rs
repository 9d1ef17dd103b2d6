//! `ResourcesConfig` of Amplify for JavaScript.

use super::endpoint::CustomEndpoint;
use super::{
    AuthConfig, AuthFlowType, GuestAccess, IdentityPool, SignUpVerification, UserPool, missing, optional_object,
    optional_text,
};
use crate::error::Result;
use crate::json::Json;

const PATH: &str = "Auth.Cognito";

/// Reads the shape. Fields that only a user interface looks at are carried along unread.
pub(super) fn read(value: &Json) -> Result<AuthConfig> {
    let cognito = optional_object(optional_object(value, "", "Auth")?, "Auth", "Cognito")?;
    let text = |key| optional_text(cognito, PATH, key);
    let endpoint = |key| CustomEndpoint::read(cognito, PATH, key);
    let identity_pool = match text("identityPoolId")? {
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
    let user_pool = match (text("userPoolId")?, text("userPoolClientId")?) {
        (Some(id), Some(client)) => {
            let pool = UserPool::new(id, client, &endpoint("userPoolEndpoint")?)?.with_options(cognito, PATH)?;
            Some(pool.with_secret(text("clientSecret")?, "Auth.Cognito.clientSecret")?)
        }
        (None, None) if identity_pool.is_some() => None,
        (None, _) => return Err(missing("Auth.Cognito.userPoolId")),
        (Some(_), None) => return Err(missing("Auth.Cognito.userPoolClientId")),
    };
    Ok(AuthConfig {
        user_pool,
        identity_pool,
        sign_up_verification: match text("signUpVerificationMethod")? {
            Some("link") => SignUpVerification::Link,
            _ => SignUpVerification::Code,
        },
        default_flow: AuthFlowType::default(),
        resources: without_secret(value),
    })
}

/// The configuration as `getConfig` gives it: what is printed and passed around must not carry the secret along.
fn without_secret(value: &Json) -> Json {
    let mut resources = value.duplicate();
    if let Some(Json::Object(members)) = resources.get_mut("Auth").and_then(|auth| auth.get_mut("Cognito")) {
        members.retain(|(name, _)| name != "clientSecret");
    }
    resources
}
