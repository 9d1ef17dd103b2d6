//! What applications wrote by hand for Amplify 5: `Auth: { userPoolId, userPoolWebClientId, … }`, or these members alone.
//!
//! The members that this package adds to `ResourcesConfig` may stand beside them.

use super::cli_settings::write_oauth;
use super::endpoint::USER_POOL_ENDPOINT;
use super::extensions::{self, copied};
use super::layout::{Layout, Sections};
use super::section::Section;
use super::{AuthConfig, GuestAccess, oauth, pool};
use crate::error::Result;
use crate::json::Json;

const POOLS: pool::Names = pool::Names {
    user_pool_id: "userPoolId",
    client_id: "userPoolWebClientId",
    client_secret: Some("clientSecret"),
    identity_pool_id: "identityPoolId",
};

const LAYOUT: Layout = Layout {
    pools: POOLS,
    verification: Some(VERIFICATION),
    has_older_flow: true,
    oauth: &["oauth"],
    oauth_members: oauth::Names::OF_WEB,
    passwordless: None,
};

const MANDATORY_SIGN_IN: &str = "mandatorySignIn";
const VERIFICATION: &str = "signUpVerificationMethod";

/// The configuration is in the form of Amplify 5.
const OLD_FORM: &str = "the configuration is in the form of Amplify 5, which always loads the module: write \
     Auth: { Cognito: { userPoolId, userPoolClientId, identityPoolId, allowGuestAccess, loginWith } }";

/// It has a member that another option has replaced.
const COOKIE_STORAGE: &str =
    "`cookieStorage` in the configuration is not read: choose the storage with the option `storage`";

/// The object that has the members.
pub(super) fn place(value: &Json) -> &Json {
    let auth = value.get("Auth");
    if auth.is_null() { value } else { auth }
}

/// Whether it has any of them.
pub(super) fn is_at(place: &Json) -> bool {
    place.get("Cognito").is_null()
        && [POOLS.user_pool_id, POOLS.client_id, POOLS.identity_pool_id].iter().any(|key| !place.get(key).is_null())
}

/// Reads the shape.
pub(super) fn read(value: &Json) -> Result<AuthConfig> {
    let whole = Section::whole(value);
    let auth = if whole.section("Auth")?.is_absent() { whole } else { whole.section("Auth")? };
    let guests = match auth.flag(MANDATORY_SIGN_IN)? {
        None => GuestAccess::Unknown,
        Some(true) => GuestAccess::Denied,
        Some(false) => GuestAccess::Allowed,
    };
    let endpoint = auth.text("endpoint")?;
    let sections = Sections { user_pool: &auth, identity_pool: &auth, settings: &auth, endpoint };
    let mut config = LAYOUT.read(&sections, guests)?;
    config.warnings.push(OLD_FORM);
    if !auth.get("cookieStorage").is_null() {
        config.warnings.push(COOKIE_STORAGE);
    }
    Ok(config)
}

/// Writes it as `Auth.Cognito` of `ResourcesConfig`.
pub(super) fn write(value: &Json) -> Json {
    let auth = place(value);
    let names = [
        ("userPoolId", POOLS.user_pool_id),
        ("userPoolClientId", POOLS.client_id),
        ("identityPoolId", POOLS.identity_pool_id),
        ("signUpVerificationMethod", VERIFICATION),
    ];
    let mut cognito = extensions::write(copied(auth, &names), auth, auth);
    if cognito.get(USER_POOL_ENDPOINT).is_null() {
        cognito = cognito.with(USER_POOL_ENDPOINT, auth.get("endpoint").as_text());
    }
    let guests = auth.get(MANDATORY_SIGN_IN).as_bool() != Some(true);
    cognito = extensions::write_flow(cognito, auth).with("allowGuestAccess", guests);
    let oauth = write_oauth(auth.get("oauth"), &oauth::Names::OF_WEB, &Json::Null);
    cognito.with("loginWith", (!oauth.is_null()).then(|| Json::object().with("oauth", oauth)))
}
