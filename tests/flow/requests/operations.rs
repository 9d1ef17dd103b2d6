//! The operations, each with the number by which AWS counts the public function that sends it.

/// An operation: the service, its name, and the number of the public function.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Operation {
    pub(super) target: &'static str,
    pub(super) action: Option<&'static str>,
}

impl Operation {
    pub(super) const fn new(target: &'static str, action: &'static str) -> Self {
        Self { target, action: Some(action) }
    }

    /// An operation without a number for its public function.
    pub(super) const fn uncounted(target: &'static str) -> Self {
        Self { target, action: None }
    }
}

macro_rules! user_pools {
    ($name:literal, $action:literal) => {
        Operation::new(concat!("AWSCognitoIdentityProviderService.", $name), $action)
    };
    ($name:literal) => {
        Operation::uncounted(concat!("AWSCognitoIdentityProviderService.", $name))
    };
}

pub(super) const SIGN_UP: Operation = user_pools!("SignUp", "1");
pub(super) const CONFIRM_SIGN_UP: Operation = user_pools!("ConfirmSignUp", "2");
pub(super) const RESEND_CODE: Operation = user_pools!("ResendConfirmationCode", "3");

pub(super) const INITIATE: Operation = user_pools!("InitiateAuth", "4");
pub(super) const RESPOND: Operation = user_pools!("RespondToAuthChallenge", "12");
pub(super) const ASSOCIATE_IN_SIGN_IN: Operation = user_pools!("AssociateSoftwareToken", "12");
pub(super) const VERIFY_IN_SIGN_IN: Operation = user_pools!("VerifySoftwareToken", "12");
pub(super) const CONFIRM_DEVICE: Operation = user_pools!("ConfirmDevice");

pub(super) const REFRESH: Operation = user_pools!("GetTokensFromRefreshToken");
pub(super) const REFRESH_BY_AUTH: Operation = user_pools!("InitiateAuth");
pub(super) const REVOKE: Operation = user_pools!("RevokeToken", "26");
pub(super) const GLOBAL_SIGN_OUT: Operation = user_pools!("GlobalSignOut", "26");

pub(super) const FORGOT_PASSWORD: Operation = user_pools!("ForgotPassword", "28");
pub(super) const CONFIRM_FORGOT_PASSWORD: Operation = user_pools!("ConfirmForgotPassword", "29");
pub(super) const CHANGE_PASSWORD: Operation = user_pools!("ChangePassword", "27");
pub(super) const FETCH_ATTRIBUTES: Operation = user_pools!("GetUser", "18");
pub(super) const UPDATE_ATTRIBUTES: Operation = user_pools!("UpdateUserAttributes", "17");
pub(super) const DELETE_ATTRIBUTES: Operation = user_pools!("DeleteUserAttributes", "15");
pub(super) const SEND_ATTRIBUTE_CODE: Operation = user_pools!("GetUserAttributeVerificationCode", "35");
pub(super) const VERIFY_ATTRIBUTE: Operation = user_pools!("VerifyUserAttribute", "22");
pub(super) const ASSOCIATE: Operation = user_pools!("AssociateSoftwareToken", "10");
pub(super) const VERIFY: Operation = user_pools!("VerifySoftwareToken", "11");
pub(super) const FETCH_MFA: Operation = user_pools!("GetUser", "6");
pub(super) const SET_MFA: Operation = user_pools!("SetUserMFAPreference", "7");
pub(super) const DELETE_USER: Operation = user_pools!("DeleteUser", "16");

pub(super) const REMEMBER_DEVICE: Operation = user_pools!("UpdateDeviceStatus", "32");
pub(super) const FORGET_DEVICE: Operation = user_pools!("ForgetDevice", "33");
pub(super) const LIST_DEVICES: Operation = user_pools!("ListDevices", "34");

pub(super) const START_PASSKEY: Operation = user_pools!("StartWebAuthnRegistration", "37");
pub(super) const COMPLETE_PASSKEY: Operation = user_pools!("CompleteWebAuthnRegistration", "38");
pub(super) const LIST_PASSKEYS: Operation = user_pools!("ListWebAuthnCredentials", "39");
pub(super) const DELETE_PASSKEY: Operation = user_pools!("DeleteWebAuthnCredential", "40");

pub(super) const GET_ID: Operation = Operation::uncounted("AWSCognitoIdentityService.GetId");
pub(super) const GET_CREDENTIALS: Operation =
    Operation::uncounted("AWSCognitoIdentityService.GetCredentialsForIdentity");
