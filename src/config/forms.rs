//! What a configuration says about a user pool that only forms look at.

use super::PasswordFormat;

/// What users sign in and up with.
#[derive(Default)]
pub(super) struct FormSettings {
    /// Users sign in with a user name.
    pub(super) username: bool,
    /// Users sign in with their e-mail address.
    pub(super) email: bool,
    /// Users sign in with their phone number.
    pub(super) phone: bool,
    /// The attributes that a sign-up has to give.
    pub(super) required_attributes: Vec<String>,
    /// The second factors.
    pub(super) mfa: Option<Mfa>,
    /// The rules for passwords.
    pub(super) password_format: Option<PasswordFormat>,
}

/// The second factors of a user pool.
pub(super) struct Mfa {
    /// `on`, `off` or `optional`.
    pub(super) status: String,
    /// Authenticator apps are one.
    pub(super) totp: bool,
    /// Text messages are one.
    pub(super) sms: bool,
}
