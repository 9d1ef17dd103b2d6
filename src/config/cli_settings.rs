//! What the Amplify CLI writes about a user pool for forms: the same in the mobile file and in the flat one, under other names.

use super::extensions::copied;
use super::{extensions, oauth};
use crate::json::Json;
use crate::text;

/// How a shape names the settings.
pub(super) struct Names {
    pub(super) username_attributes: &'static str,
    pub(super) signup_attributes: &'static str,
    pub(super) verification_mechanisms: &'static str,
    pub(super) mfa: &'static str,
    pub(super) mfa_types: &'static str,
    pub(super) password: &'static str,
    pub(super) providers: &'static str,
    pub(super) oauth: &'static str,
    pub(super) oauth_members: oauth::Names,
}

/// The most attributes that a user pool can have. It bounds the search for repeated names.
const MAX_ATTRIBUTES: usize = 128;

/// Adds the settings to `Auth.Cognito` of `ResourcesConfig`.
pub(super) fn write(cognito: Json, given: &Json, names: &Names) -> Json {
    let mut attributes = Json::object();
    for list in [names.verification_mechanisms, names.signup_attributes] {
        for name in given.get(list).items().iter().filter_map(Json::as_str).map(str::to_ascii_lowercase) {
            if attributes.get(&name).is_null() && attributes.members().len() < MAX_ATTRIBUTES {
                attributes.push(name.into(), Json::object().with("required", true));
            }
        }
    }
    let factors = given.get(names.mfa_types);
    let mfa = given.get(names.mfa).as_text().map(|status| {
        Json::object()
            .with("status", status.to_ascii_lowercase())
            .with("totpEnabled", lists(factors, "TOTP"))
            .with("smsEnabled", lists(factors, "SMS"))
    });
    let password = given.get(names.password);
    let requires = |rule| lists(password.get("passwordPolicyCharacters"), rule);
    let format = password.is_object().then(|| {
        Json::object()
            .with("minLength", password.get("passwordPolicyMinLength").duplicate())
            .with("requireLowercase", requires("REQUIRES_LOWERCASE"))
            .with("requireUppercase", requires("REQUIRES_UPPERCASE"))
            .with("requireNumbers", requires("REQUIRES_NUMBERS"))
            .with("requireSpecialCharacters", requires("REQUIRES_SYMBOLS"))
    });
    let usernames = given.get(names.username_attributes);
    let (email, phone) = (lists(usernames, "EMAIL"), lists(usernames, "PHONE_NUMBER"));
    let login_with = Json::object()
        .with("username", !email && !phone)
        .with("email", email)
        .with("phone", phone)
        .with("oauth", write_oauth(given.get(names.oauth), &names.oauth_members, given.get(names.providers)));
    extensions::write_flow(cognito, given)
        .with("userAttributes", attributes)
        .with("mfa", mfa)
        .with("passwordFormat", format)
        .with("loginWith", login_with)
}

/// `loginWith.oauth`, if the given object has any member.
pub(super) fn write_oauth(given: &Json, names: &oauth::Names, providers: &Json) -> Json {
    if given.members().is_empty() {
        return Json::Null;
    }
    let split = |key| Json::Array(given.get(key).as_str().map(split).unwrap_or_default());
    let social: Vec<_> = providers.items().iter().filter_map(Json::as_str).map(capitalised).collect();
    let oauth = copied(given, &[("domain", names.domain), ("scopes", names.scopes)])
        .with("redirectSignIn", split(names.redirect_sign_in))
        .with("redirectSignOut", split(names.redirect_sign_out))
        .with("providers", (!social.is_empty()).then_some(Json::Array(social)));
    match names.response_type {
        Some(key) => oauth.with("responseType", given.get(key).duplicate()),
        None => oauth.with("responseType", "code"),
    }
}

fn split(joined: &str) -> Vec<Json> {
    text::split(joined, b',').map(Json::from).collect()
}

/// `GOOGLE` is `Google` in `ResourcesConfig`.
fn capitalised(name: &str) -> Json {
    let mut name = name.to_lowercase();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name.into()
}

/// Whether a list has some text.
pub(super) fn lists(list: &Json, wanted: &str) -> bool {
    list.items().iter().any(|item| item.as_str() == Some(wanted))
}
