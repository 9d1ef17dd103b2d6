//! Second factors: setting up an authenticator app, and which factors are used.

use crate::error::{Error, Result, names};
use crate::flow::auth::Auth;
use crate::flow::mfa_type::MfaType;
use crate::host::Host;
use crate::json::Json;
use crate::secret::Secret;

/// What an authenticator app is set up with.
#[derive(Debug)]
pub struct SetUpTotpOutput {
    /// The secret that the app shares with the service, in base32.
    pub shared_secret: Secret,
    /// The user's name, for the app to show.
    pub username: String,
}

/// Whether a second factor is used, and preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MfaPreference {
    /// It is not used.
    Disabled,
    /// It is used; whether it is preferred stays as it is.
    Enabled,
    /// It is used, and not preferred.
    NotPreferred,
    /// It is used, and asked for first.
    Preferred,
}

impl MfaPreference {
    /// The name in the public API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Disabled => "DISABLED",
            Self::Enabled => "ENABLED",
            Self::NotPreferred => "NOT_PREFERRED",
            Self::Preferred => "PREFERRED",
        }
    }
}

/// A new preference for each second factor. A factor without one stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UpdateMfaPreferenceInput {
    /// For codes by text message.
    pub sms: Option<MfaPreference>,
    /// For the codes of an authenticator app.
    pub totp: Option<MfaPreference>,
    /// For codes by e-mail.
    pub email: Option<MfaPreference>,
}

/// The second factors of a user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FetchMfaPreferenceOutput {
    /// Those that are used.
    pub enabled: Vec<MfaType>,
    /// The one that is asked for first.
    pub preferred: Option<MfaType>,
}

impl<H: Host> Auth<H> {
    /// Begins to set up an authenticator app (`AssociateSoftwareToken`).
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in, `SetUpTOTPException` when the service sent no secret, and the
    /// service's.
    pub async fn set_up_totp(&self) -> Result<SetUpTotpOutput> {
        let mut output = self.account("setUpTOTP", Json::Null).await?;
        let Json::Secret(shared_secret) = output.take("sharedSecret") else {
            return Err(Error::new(&names::SET_UP_TOTP));
        };
        Ok(SetUpTotpOutput { shared_secret, username: output.take("username").into_text().unwrap_or_default() })
    }

    /// Completes the set-up with a code that the app shows (`VerifySoftwareToken`).
    ///
    /// # Errors
    /// `EmptyVerifyTOTPSetupCode`, `UserUnAuthenticatedException` when nobody is signed in, and the service's, such as
    /// `EnableSoftwareTokenMFAException` for a wrong code.
    pub async fn verify_totp_setup(&self, code: Secret, friendly_device_name: Option<&str>) -> Result<()> {
        let options = Json::object().with("friendlyDeviceName", friendly_device_name);
        let input = Json::object().with("code", code).with("options", options);
        self.account("verifyTOTPSetup", input).await.map(drop)
    }

    /// The second factors of the user who is signed in (`GetUser`). Those that the library does not know are left out.
    ///
    /// # Errors
    /// `UserUnAuthenticatedException` when nobody is signed in, and the service's, such as `NotAuthorizedException`.
    pub async fn fetch_mfa_preference(&self) -> Result<FetchMfaPreferenceOutput> {
        let output = self.account("fetchMFAPreference", Json::Null).await?;
        let factor = |name: &Json| name.as_str().and_then(MfaType::named);
        let enabled = output.get("enabled").items().iter().filter_map(factor).collect();
        Ok(FetchMfaPreferenceOutput { enabled, preferred: factor(output.get("preferred")) })
    }

    /// Sets which second factors are used, and which is preferred (`SetUserMFAPreference`).
    ///
    /// # Errors
    /// `InvalidParameterException` for no preference at all, `UserUnAuthenticatedException` when nobody is signed in, and the
    /// service's.
    pub async fn update_mfa_preference(&self, input: UpdateMfaPreferenceInput) -> Result<()> {
        let UpdateMfaPreferenceInput { sms, totp, email } = input;
        let input = Json::object()
            .with("sms", sms.map(MfaPreference::name))
            .with("totp", totp.map(MfaPreference::name))
            .with("email", email.map(MfaPreference::name));
        self.account("updateMFAPreference", input).await.map(drop)
    }
}
