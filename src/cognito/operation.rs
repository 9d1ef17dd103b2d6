//! The table of operations.

/// Whether a request may be sent again when the service may already have acted on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Sending it twice does no harm.
    Safe,
    /// A second time would fail, use up a code, or send the user another message. Such a request is repeated only after the
    /// service has throttled it.
    Once,
}

/// The service that has an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// `cognito-idp`.
    UserPools,
    /// `cognito-identity`.
    IdentityPools,
}

/// How an app client with a secret authenticates in an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Not at all.
    None,
    /// With the hash of its secret and the user's name, as `SecretHash`.
    Hash,
    /// With the same hash, as `SECRET_HASH` in this member of the request, beside `USERNAME`.
    HashIn(&'static str),
    /// With the secret itself, as `ClientSecret`.
    Secret,
}

/// An operation of the service.
#[derive(Debug)]
pub struct Operation {
    /// Its name in the API reference.
    pub name: &'static str,
    /// Its service.
    pub service: Service,
    /// The number that Amplify has for the calling function, for AWS's statistics.
    pub action: Option<&'static str>,
    /// Whether it may be repeated.
    pub repeat: Repeat,
    /// Whether its reply may have no body.
    pub empty_reply: bool,
    /// How an app client with a secret authenticates.
    pub proof: Proof,
}

macro_rules! operations {
    ($($constant:ident = $name:literal, $service:ident, $action:expr, $repeat:ident, $empty:literal, $proof:expr;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub static $constant: Operation = Operation {
                name: $name,
                service: Service::$service,
                action: $action,
                repeat: Repeat::$repeat,
                empty_reply: $empty,
                proof: $proof,
            };
        )*

        /// All operations, so that a test can find those it lacks.
        pub static ALL: &[&Operation] = &[$(&$constant),*];
    };
}

operations! {
    SIGN_UP = "SignUp", UserPools, Some("1"), Once, false, Proof::Hash;
    CONFIRM_SIGN_UP = "ConfirmSignUp", UserPools, Some("2"), Once, false, Proof::Hash;
    RESEND_CONFIRMATION_CODE = "ResendConfirmationCode", UserPools, Some("3"), Once, false, Proof::Hash;
    // It may send a code, and a second one would invalidate the first.
    INITIATE_AUTH = "InitiateAuth", UserPools, Some("4"), Once, false, Proof::HashIn("AuthParameters");
    // The beginning of an SRP proof, which sends no code.
    INITIATE_PROOF = "InitiateAuth", UserPools, Some("4"), Safe, false, Proof::HashIn("AuthParameters");
    // Safe, because after a lost reply the session can only be kept by sending the token again.
    REFRESH = "GetTokensFromRefreshToken", UserPools, None, Safe, false, Proof::Secret;
    REFRESH_BY_AUTH = "InitiateAuth", UserPools, None, Safe, false, Proof::HashIn("AuthParameters");
    ANSWER_CHALLENGE = "RespondToAuthChallenge", UserPools, Some("12"), Once, false, Proof::HashIn("ChallengeResponses");
    ASSOCIATE_FOR_SIGN_IN = "AssociateSoftwareToken", UserPools, Some("12"), Once, false, Proof::None;
    VERIFY_FOR_SIGN_IN = "VerifySoftwareToken", UserPools, Some("12"), Once, false, Proof::None;
    CONFIRM_DEVICE = "ConfirmDevice", UserPools, None, Once, false, Proof::None;
    REVOKE_TOKEN = "RevokeToken", UserPools, Some("26"), Safe, true, Proof::Secret;
    GLOBAL_SIGN_OUT = "GlobalSignOut", UserPools, Some("26"), Safe, true, Proof::None;
    FORGOT_PASSWORD = "ForgotPassword", UserPools, Some("28"), Once, false, Proof::Hash;
    CONFIRM_FORGOT_PASSWORD = "ConfirmForgotPassword", UserPools, Some("29"), Once, true, Proof::Hash;
    CHANGE_PASSWORD = "ChangePassword", UserPools, Some("27"), Once, true, Proof::None;
    GET_USER_ATTRIBUTES = "GetUser", UserPools, Some("18"), Safe, false, Proof::None;
    UPDATE_USER_ATTRIBUTES = "UpdateUserAttributes", UserPools, Some("17"), Once, false, Proof::None;
    DELETE_USER_ATTRIBUTES = "DeleteUserAttributes", UserPools, Some("15"), Safe, true, Proof::None;
    SEND_ATTRIBUTE_CODE = "GetUserAttributeVerificationCode", UserPools, Some("35"), Once, false, Proof::None;
    VERIFY_USER_ATTRIBUTE = "VerifyUserAttribute", UserPools, Some("22"), Once, true, Proof::None;
    // A second secret replaces the first, which has not been shown yet.
    ASSOCIATE_SOFTWARE_TOKEN = "AssociateSoftwareToken", UserPools, Some("10"), Safe, false, Proof::None;
    VERIFY_SOFTWARE_TOKEN = "VerifySoftwareToken", UserPools, Some("11"), Once, false, Proof::None;
    GET_MFA_PREFERENCE = "GetUser", UserPools, Some("6"), Safe, false, Proof::None;
    SET_MFA_PREFERENCE = "SetUserMFAPreference", UserPools, Some("7"), Safe, true, Proof::None;
    DELETE_USER = "DeleteUser", UserPools, Some("16"), Once, true, Proof::None;
    UPDATE_DEVICE_STATUS = "UpdateDeviceStatus", UserPools, Some("32"), Safe, true, Proof::None;
    FORGET_DEVICE = "ForgetDevice", UserPools, Some("33"), Once, true, Proof::None;
    LIST_DEVICES = "ListDevices", UserPools, Some("34"), Safe, false, Proof::None;
    START_WEB_AUTHN_REGISTRATION = "StartWebAuthnRegistration", UserPools, Some("37"), Safe, false, Proof::None;
    COMPLETE_WEB_AUTHN_REGISTRATION = "CompleteWebAuthnRegistration", UserPools, Some("38"), Once, true, Proof::None;
    LIST_WEB_AUTHN_CREDENTIALS = "ListWebAuthnCredentials", UserPools, Some("39"), Safe, false, Proof::None;
    DELETE_WEB_AUTHN_CREDENTIAL = "DeleteWebAuthnCredential", UserPools, Some("40"), Once, true, Proof::None;
    GET_ID = "GetId", IdentityPools, None, Safe, false, Proof::None;
    GET_CREDENTIALS_FOR_IDENTITY = "GetCredentialsForIdentity", IdentityPools, None, Safe, false, Proof::None;
}

/// An operation that the application has chosen. What it does is not known.
const fn chosen(service: Service) -> Operation {
    Operation {
        name: "the operation",
        service,
        action: None,
        repeat: Repeat::Once,
        empty_reply: true,
        proof: Proof::None,
    }
}

/// An operation of user pools that the application has chosen.
pub static OF_USER_POOLS: Operation = chosen(Service::UserPools);

/// An operation of identity pools that the application has chosen.
pub static OF_IDENTITY_POOLS: Operation = chosen(Service::IdentityPools);

/// The file with the public keys of a user pool. It is no operation, but is requested in the same way.
pub(super) static KEY_SET: Operation = Operation {
    name: "jwks.json",
    service: Service::UserPools,
    action: None,
    repeat: Repeat::Safe,
    empty_reply: false,
    proof: Proof::None,
};

impl Operation {
    /// The value of `x-amz-target`.
    #[must_use]
    pub fn target(&self) -> String {
        self.target_of(self.name)
    }

    /// The same for another operation of its service.
    pub(super) fn target_of(&self, name: &str) -> String {
        let service = match self.service {
            Service::UserPools => "AWSCognitoIdentityProviderService.",
            Service::IdentityPools => "AWSCognitoIdentityService.",
        };
        [service, name].concat()
    }
}
