//! The table of operations.

/// Whether an operation may be sent again when it is not known if the service acted on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Twice is as good as once.
    Safe,
    /// Once only: a second time fails, spends a code, or sends the user another message. Such a call is repeated only when
    /// the service said that it refused it for being one of too many.
    Once,
}

/// Which service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// `cognito-idp`.
    UserPools,
    /// `cognito-identity`.
    IdentityPools,
}

/// An operation of the service.
#[derive(Debug)]
pub struct Operation {
    /// Its name in the API reference.
    pub name: &'static str,
    /// Who answers it.
    pub service: Service,
    /// The number Amplify gives the public function behind the call, for AWS's statistics.
    pub action: Option<&'static str>,
    /// Whether it may be sent again.
    pub repeat: Repeat,
    /// Whether a reply may have no body.
    pub empty_reply: bool,
}

macro_rules! operations {
    ($($constant:ident = $name:literal, $service:ident, $action:expr, $repeat:ident, $empty:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub static $constant: Operation = Operation {
                name: $name,
                service: Service::$service,
                action: $action,
                repeat: Repeat::$repeat,
                empty_reply: $empty,
            };
        )*
    };
}

operations! {
    SIGN_UP = "SignUp", UserPools, Some("1"), Once, false;
    CONFIRM_SIGN_UP = "ConfirmSignUp", UserPools, Some("2"), Once, false;
    RESEND_CONFIRMATION_CODE = "ResendConfirmationCode", UserPools, Some("3"), Once, false;
    INITIATE_AUTH = "InitiateAuth", UserPools, Some("4"), Safe, false;
    // A refresh counts as safe: where the reply was lost, sending the token again is the only way to keep the session.
    REFRESH = "GetTokensFromRefreshToken", UserPools, None, Safe, false;
    REFRESH_BY_AUTH = "InitiateAuth", UserPools, None, Safe, false;
    ANSWER_CHALLENGE = "RespondToAuthChallenge", UserPools, Some("12"), Once, false;
    ASSOCIATE_FOR_SIGN_IN = "AssociateSoftwareToken", UserPools, Some("12"), Once, false;
    VERIFY_FOR_SIGN_IN = "VerifySoftwareToken", UserPools, Some("12"), Once, false;
    CONFIRM_DEVICE = "ConfirmDevice", UserPools, None, Safe, false;
    REVOKE_TOKEN = "RevokeToken", UserPools, Some("26"), Safe, true;
    GLOBAL_SIGN_OUT = "GlobalSignOut", UserPools, Some("26"), Safe, true;
    FORGOT_PASSWORD = "ForgotPassword", UserPools, Some("28"), Once, false;
    CONFIRM_FORGOT_PASSWORD = "ConfirmForgotPassword", UserPools, Some("29"), Once, true;
    CHANGE_PASSWORD = "ChangePassword", UserPools, Some("27"), Once, true;
    GET_USER_ATTRIBUTES = "GetUser", UserPools, Some("18"), Safe, false;
    UPDATE_USER_ATTRIBUTES = "UpdateUserAttributes", UserPools, Some("17"), Once, false;
    DELETE_USER_ATTRIBUTES = "DeleteUserAttributes", UserPools, Some("15"), Safe, true;
    SEND_ATTRIBUTE_CODE = "GetUserAttributeVerificationCode", UserPools, Some("35"), Once, false;
    VERIFY_USER_ATTRIBUTE = "VerifyUserAttribute", UserPools, Some("22"), Once, true;
    // A second secret takes the place of the first, which nobody has seen.
    ASSOCIATE_SOFTWARE_TOKEN = "AssociateSoftwareToken", UserPools, Some("10"), Safe, false;
    VERIFY_SOFTWARE_TOKEN = "VerifySoftwareToken", UserPools, Some("11"), Once, false;
    GET_MFA_PREFERENCE = "GetUser", UserPools, Some("6"), Safe, false;
    SET_MFA_PREFERENCE = "SetUserMFAPreference", UserPools, Some("7"), Safe, true;
    DELETE_USER = "DeleteUser", UserPools, Some("16"), Once, true;
    UPDATE_DEVICE_STATUS = "UpdateDeviceStatus", UserPools, Some("32"), Safe, true;
    FORGET_DEVICE = "ForgetDevice", UserPools, Some("33"), Once, true;
    LIST_DEVICES = "ListDevices", UserPools, Some("34"), Safe, false;
    START_WEB_AUTHN_REGISTRATION = "StartWebAuthnRegistration", UserPools, Some("37"), Safe, false;
    COMPLETE_WEB_AUTHN_REGISTRATION = "CompleteWebAuthnRegistration", UserPools, Some("38"), Once, true;
    LIST_WEB_AUTHN_CREDENTIALS = "ListWebAuthnCredentials", UserPools, Some("39"), Safe, false;
    DELETE_WEB_AUTHN_CREDENTIAL = "DeleteWebAuthnCredential", UserPools, Some("40"), Once, true;
    GET_ID = "GetId", IdentityPools, None, Safe, false;
    GET_CREDENTIALS_FOR_IDENTITY = "GetCredentialsForIdentity", IdentityPools, None, Safe, false;
}

impl Operation {
    /// The value of `x-amz-target`.
    #[must_use]
    pub fn target(&self) -> String {
        let service = match self.service {
            Service::UserPools => "AWSCognitoIdentityProviderService.",
            Service::IdentityPools => "AWSCognitoIdentityService.",
        };
        [service, self.name].concat()
    }
}
