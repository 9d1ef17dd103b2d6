//! The first factors of a user pool beside passwords.

use super::section::Section;
use crate::error::Result;

/// What the configuration says a pool offers for signing in without a password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passwordless {
    /// Codes by e-mail.
    pub email_otp: bool,
    /// Codes by text message.
    pub sms_otp: bool,
    /// Passkeys.
    pub web_authn: bool,
    /// The challenge of a `signIn` that prefers none.
    pub preferred_challenge: Option<String>,
}

/// How a shape names the members.
pub(super) struct Names {
    email_otp: &'static str,
    sms_otp: &'static str,
    web_authn: &'static str,
    preferred_challenge: &'static str,
}

impl Names {
    /// `auth.passwordless` of `amplify_outputs.json`.
    pub(super) const OF_OUTPUTS: Self = Self {
        email_otp: "email_otp_enabled",
        sms_otp: "sms_otp_enabled",
        web_authn: "web_authn",
        preferred_challenge: "preferred_challenge",
    };

    /// `passwordless` of `ResourcesConfig`.
    pub(super) const OF_RESOURCES: Self = Self {
        email_otp: "emailOtpEnabled",
        sms_otp: "smsOtpEnabled",
        web_authn: "webAuthn",
        preferred_challenge: "preferredChallenge",
    };
}

impl Passwordless {
    /// Reads a section, if it is there.
    pub(super) fn read(section: &Section<'_>, names: &Names) -> Result<Option<Self>> {
        if section.is_absent() {
            return Ok(None);
        }
        // Amplify has flags for codes and an object for passkeys. Both are accepted for each.
        let offers = |key| {
            if section.get(key).is_object() { Ok(true) } else { Ok(section.flag(key)? == Some(true)) }
        };
        Ok(Some(Self {
            email_otp: offers(names.email_otp)?,
            sms_otp: offers(names.sms_otp)?,
            web_authn: offers(names.web_authn)?,
            preferred_challenge: section.text(names.preferred_challenge)?.map(str::to_owned),
        }))
    }
}
