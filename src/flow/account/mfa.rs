//! Second factors: setting up an authenticator app, and the user's preferences.

use super::row::Row;
use crate::cognito::operation::{
    ASSOCIATE_SOFTWARE_TOKEN, GET_MFA_PREFERENCE, SET_MFA_PREFERENCE, VERIFY_SOFTWARE_TOKEN,
};
use crate::error::{Error, Result, names};
use crate::flow::fields::{Field, Shape};
use crate::flow::input;
use crate::flow::mfa_type::MfaType;
use crate::json::Json;
use crate::secret::Secret;

pub(super) static ROWS: [Row; 4] = [
    Row::of_user(
        "fetchMFAPreference",
        &GET_MFA_PREFERENCE,
        &[],
        Some(|reply, _| {
            let list = reply.get("UserMFASettingList");
            let enabled = if list.is_null() { Json::Null } else { MfaType::names(&MfaType::listed(list)) };
            let preferred = MfaType::of_service(reply.get("PreferredMfaSetting")).map(MfaType::name);
            Ok(Json::object().with("preferred", preferred).with("enabled", enabled))
        }),
    ),
    Row::of_user(
        "setUpTOTP",
        &ASSOCIATE_SOFTWARE_TOKEN,
        &[],
        Some(|mut reply, asked| {
            let secret = reply.take("SecretCode").into_text().filter(|secret| !secret.is_empty());
            let secret = secret.ok_or_else(|| Error::new(&names::SET_UP_TOTP))?;
            let username = asked.tokens.as_ref().and_then(|tokens| tokens.user_name()).unwrap_or_default();
            Ok(Json::object().with("sharedSecret", Secret::new(secret)).with("username", username))
        }),
    ),
    Row::of_user(
        "updateMFAPreference",
        &SET_MFA_PREFERENCE,
        &[
            Field::new("sms", "SMSMfaSettings", Shape::Read(settings)),
            Field::new("totp", "SoftwareTokenMfaSettings", Shape::Read(settings)),
            Field::new("email", "EmailMfaSettings", Shape::Read(settings)),
        ],
        None,
    ),
    Row::of_user(
        "verifyTOTPSetup",
        &VERIFY_SOFTWARE_TOKEN,
        &[
            Field::new("code", "UserCode", Shape::Secret(&names::EMPTY_VERIFY_TOTP_SETUP_CODE)),
            Field::new("friendlyDeviceName", "FriendlyDeviceName", Shape::OptionText),
        ],
        None,
    ),
];

/// The setting of a second factor, in the service's format.
fn settings(input: &mut Json, name: &'static str) -> Result<Json> {
    let Some(preference) = input::optional_text(input, name)? else { return Ok(Json::Null) };
    let (enabled, preferred) = match &*preference {
        "DISABLED" => (false, None),
        "ENABLED" => (true, None),
        "NOT_PREFERRED" => (true, Some(false)),
        "PREFERRED" => (true, Some(true)),
        _ => return Err(input::invalid(name, "is not DISABLED, ENABLED, NOT_PREFERRED or PREFERRED")),
    };
    Ok(Json::object().with("Enabled", enabled).with("PreferredMfa", preferred))
}
