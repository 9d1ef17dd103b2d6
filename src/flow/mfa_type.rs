//! Second factors, by their names in the public API and Cognito's names.

use crate::json::Json;

/// A second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MfaType {
    /// A code by e-mail.
    Email,
    /// A code by SMS.
    Sms,
    /// The code of an authenticator app.
    Totp,
}

impl MfaType {
    const ALL: [Self; 3] = [Self::Email, Self::Sms, Self::Totp];

    /// The name in the public API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "EMAIL",
            Self::Sms => "SMS",
            Self::Totp => "TOTP",
        }
    }

    /// The service's name.
    pub(super) const fn service_name(self) -> &'static str {
        match self {
            Self::Email => "EMAIL_OTP",
            Self::Sms => "SMS_MFA",
            Self::Totp => "SOFTWARE_TOKEN_MFA",
        }
    }

    /// The factor with this name of the service.
    pub(super) fn of_service(name: &Json) -> Option<Self> {
        Self::ALL.into_iter().find(|factor| name.as_str() == Some(factor.service_name()))
    }

    /// The factor that an application named, by its public name or the service's.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|factor| name == factor.name() || name == factor.service_name())
    }

    /// The factors in a list of the service's names. Unknown ones are left out.
    pub(super) fn listed(names: &Json) -> Vec<Self> {
        names.items().iter().filter_map(Self::of_service).collect()
    }

    /// The public names, as a JSON array.
    pub(super) fn names(factors: &[Self]) -> Json {
        Json::Array(factors.iter().map(|factor| Json::from(factor.name())).collect())
    }
}
