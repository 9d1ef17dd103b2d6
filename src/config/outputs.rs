//! `amplify_outputs.json` of Amplify Gen 2, version 1.
//!
//! The members that this package adds to `ResourcesConfig` may stand beside `auth.user_pool_id`.

use super::cli_settings::lists;
use super::extensions::{self, copied};
use super::flow_type::FLOW;
use super::layout::{Layout, Sections};
use super::section::Section;
use super::{AuthConfig, GuestAccess, oauth, passwordless, pool};
use crate::error::Result;
use crate::json::Json;

const POOLS: pool::Names = pool::Names {
    user_pool_id: "user_pool_id",
    client_id: "user_pool_client_id",
    client_secret: None,
    identity_pool_id: "identity_pool_id",
};

const LAYOUT: Layout = Layout {
    pools: POOLS,
    verification: None,
    has_older_flow: false,
    oauth: &["oauth"],
    oauth_members: oauth::Names::OF_OUTPUTS,
    passwordless: Some(passwordless::Names::OF_OUTPUTS),
};

const GUESTS: &str = "unauthenticated_identities_enabled";

/// Reads the shape.
pub(super) fn read(value: &Json) -> Result<AuthConfig> {
    let auth = Section::whole(value).section("auth")?;
    let guests = GuestAccess::of_flag(auth.flag(GUESTS)?);
    let sections = Sections { user_pool: &auth, identity_pool: &auth, settings: &auth, endpoint: None };
    LAYOUT.read(&sections, guests)
}

/// Writes it as `Auth.Cognito` of `ResourcesConfig`.
pub(super) fn write(value: &Json) -> Json {
    let auth = value.get("auth");
    let mut cognito = copied(
        auth,
        &[
            ("userPoolId", POOLS.user_pool_id),
            ("userPoolClientId", POOLS.client_id),
            ("groups", "groups"),
            (FLOW, FLOW),
        ],
    )
    .with("identityPoolId", auth.get(POOLS.identity_pool_id).as_text())
    .with("allowGuestAccess", auth.get(GUESTS).as_bool().filter(|allowed| *allowed));
    cognito = extensions::write(cognito, auth, auth);
    let password = auth.get("password_policy");
    if password.is_object() {
        let length = password.get("min_length");
        let format = copied(
            password,
            &[
                ("requireLowercase", "require_lowercase"),
                ("requireNumbers", "require_numbers"),
                ("requireUppercase", "require_uppercase"),
                ("requireSpecialCharacters", "require_symbols"),
            ],
        )
        .with("minLength", if length.is_null() { 6.0.into() } else { length.duplicate() });
        cognito = cognito.with("passwordFormat", format);
    }
    let (mfa, methods) = (auth.get("mfa_configuration"), auth.get("mfa_methods"));
    if mfa.as_text().is_some() {
        let status = match mfa.as_str() {
            Some("OPTIONAL") => "optional",
            Some("REQUIRED") => "on",
            _ => "off",
        };
        let has = |method| (!methods.is_null()).then(|| lists(methods, method));
        let mfa = Json::object().with("status", status).with("smsEnabled", has("SMS"));
        cognito = cognito.with("mfa", mfa.with("totpEnabled", has("TOTP")));
    }
    let login_with = login_with(auth);
    if !login_with.members().is_empty() {
        cognito = cognito.with("loginWith", login_with);
    }
    if let Json::Array(names) = auth.get("standard_required_attributes") {
        cognito = cognito.with("userAttributes", required(names));
    }
    let passwordless = auth.get("passwordless");
    if passwordless.is_object() {
        cognito = cognito.with("passwordless", write_passwordless(passwordless));
    }
    cognito
}

fn login_with(auth: &Json) -> Json {
    let mut login_with = Json::object();
    let (given, names) = (auth.get("oauth"), auth.get("username_attributes"));
    if given.is_object() {
        let is_token = given.get("response_type").as_str() == Some("token");
        let mut providers = Vec::new();
        for provider in given.get("identity_providers").items() {
            providers.extend(match provider.as_str() {
                Some("GOOGLE") => Some(Json::from("Google")),
                Some("LOGIN_WITH_AMAZON") => Some(Json::from("Amazon")),
                Some("FACEBOOK") => Some(Json::from("Facebook")),
                Some("SIGN_IN_WITH_APPLE") => Some(Json::from("Apple")),
                _ => None,
            });
        }
        let oauth = copied(
            given,
            &[
                ("domain", "domain"),
                ("redirectSignIn", "redirect_sign_in_uri"),
                ("redirectSignOut", "redirect_sign_out_uri"),
                ("scopes", "scopes"),
            ],
        )
        .with("responseType", if is_token { "token" } else { "code" })
        .with("providers", Json::Array(providers));
        login_with = login_with.with("oauth", oauth);
    }
    if matches!(names, Json::Array(_)) {
        for (new, old) in [("email", "email"), ("phone", "phone_number"), ("username", "username")] {
            login_with = login_with.with(new, lists(names, old));
        }
    }
    login_with
}

fn write_passwordless(given: &Json) -> Json {
    let names = [
        ("emailOtpEnabled", "email_otp_enabled"),
        ("smsOtpEnabled", "sms_otp_enabled"),
        ("preferredChallenge", "preferred_challenge"),
    ];
    let web_authn = given.get("web_authn");
    let is_offered = web_authn.is_object() || web_authn.as_bool() == Some(true);
    let members = [("relyingPartyId", "relying_party_id"), ("userVerification", "user_verification")];
    copied(given, &names).with("webAuthn", is_offered.then(|| copied(web_authn, &members)))
}

/// `userAttributes` for the names of required attributes.
fn required(names: &[Json]) -> Json {
    let mut attributes = Json::object();
    for name in names.iter().filter_map(Json::as_str) {
        attributes.push(name.to_owned().into(), Json::object().with("required", true));
    }
    attributes
}
