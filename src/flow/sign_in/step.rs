//! The steps of a sign-in that the application has to take.

use crate::error::{Error, Result};
use crate::json::Json;

macro_rules! steps {
    ($($step:ident = $name:literal;)*) => {
        /// The next step of a sign-in (`signInStep`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum SignInStep {
            $(
                #[doc = concat!("`", $name, "`")]
                $step,
            )*
        }

        impl SignInStep {
            /// The name in the public API.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$step => $name),*
                }
            }
        }
    };
}

steps! {
    Done = "DONE";
    ConfirmSignUp = "CONFIRM_SIGN_UP";
    ResetPassword = "RESET_PASSWORD";
    CustomChallenge = "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE";
    EmailCode = "CONFIRM_SIGN_IN_WITH_EMAIL_CODE";
    NewPassword = "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED";
    Password = "CONFIRM_SIGN_IN_WITH_PASSWORD";
    SmsCode = "CONFIRM_SIGN_IN_WITH_SMS_CODE";
    TotpCode = "CONFIRM_SIGN_IN_WITH_TOTP_CODE";
    EmailSetup = "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP";
    FirstFactorSelection = "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION";
    MfaSelection = "CONTINUE_SIGN_IN_WITH_MFA_SELECTION";
    MfaSetupSelection = "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION";
    TotpSetup = "CONTINUE_SIGN_IN_WITH_TOTP_SETUP";
}

/// Output of `signIn` and `confirmSignIn`: whether the user is signed in, and `nextStep`.
#[derive(Debug)]
pub struct SignInOutput {
    /// The next step; `Done` if the user is signed in.
    pub step: SignInStep,
    /// The details of the step: the other members of `nextStep`.
    details: Json,
}

impl SignInOutput {
    pub(super) const fn step(step: SignInStep) -> Self {
        Self { step, details: Json::Null }
    }

    /// A step with one detail, which is called `member`.
    pub(super) fn with_detail(step: SignInStep, member: &'static str, detail: impl Into<Json>) -> Self {
        Self { step, details: Json::object().with(member, detail) }
    }

    /// Whether the user is signed in.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        self.step == SignInStep::Done
    }

    /// `nextStep` without `signInStep`: `codeDeliveryDetails`, `totpSetupDetails` and others.
    #[must_use]
    pub const fn details(&self) -> &Json {
        &self.details
    }

    /// The output of the public function.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let mut next_step = Json::object().with("signInStep", self.step.name());
        if let Json::Object(details) = self.details.duplicate() {
            for (member, detail) in details {
                next_step.push(member, detail);
            }
        }
        Json::object().with("isSignedIn", self.is_signed_in()).with("nextStep", next_step)
    }
}

/// If the user has to reset the password or confirm the sign-up first, that is a step, not an error.
pub(super) fn step_instead_of_error(error: Error) -> Result<SignInOutput> {
    match error.name() {
        "PasswordResetRequiredException" => Ok(SignInOutput::step(SignInStep::ResetPassword)),
        "UserNotConfirmedException" => Ok(SignInOutput::step(SignInStep::ConfirmSignUp)),
        _ => Err(error),
    }
}
