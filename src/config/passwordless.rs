//! The first factors of a user pool beside passwords.

use crate::json::Json;

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

impl Passwordless {
    /// Reads `passwordless` of `ResourcesConfig`.
    pub(super) fn read(passwordless: &Json) -> Option<Self> {
        let offers = |key| {
            let setting = passwordless.get(key);
            setting.is_object() || setting.as_bool() == Some(true)
        };
        (!passwordless.is_null()).then(|| Self {
            email_otp: offers("emailOtpEnabled"),
            sms_otp: offers("smsOtpEnabled"),
            web_authn: offers("webAuthn"),
            preferred_challenge: passwordless.get("preferredChallenge").as_text().map(str::to_owned),
        })
    }
}
