//! What all account functions have in common: whom they are about, what they need, and how they fail.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::seed::{USERNAME, identity_pool_config, key};
use crate::support::{Reply, Scene};

/// A function: its public name, a valid input, its operation, and whether the operation may be sent twice.
type Function = (&'static str, Value, &'static str, bool);

/// The functions for which a user must be signed in.
pub(crate) fn of_user() -> Vec<Function> {
    vec![
        ("associateWebAuthnCredential", json!(null), "StartWebAuthnRegistration", true),
        (
            "confirmUserAttribute",
            json!({"userAttributeKey": "email", "confirmationCode": "1"}),
            "VerifyUserAttribute",
            false,
        ),
        ("deleteUser", json!(null), "DeleteUser", false),
        ("deleteUserAttributes", json!({"userAttributeKeys": ["name"]}), "DeleteUserAttributes", true),
        ("deleteWebAuthnCredential", json!({"credentialId": "c"}), "DeleteWebAuthnCredential", false),
        ("fetchDevices", json!(null), "ListDevices", true),
        ("fetchMFAPreference", json!(null), "GetUser", true),
        ("fetchUserAttributes", json!(null), "GetUser", true),
        ("forgetDevice", json!({"device": {"id": "d"}}), "ForgetDevice", false),
        ("listWebAuthnCredentials", json!(null), "ListWebAuthnCredentials", true),
        ("rememberDevice", json!(null), "UpdateDeviceStatus", true),
        (
            "sendUserAttributeVerificationCode",
            json!({"userAttributeKey": "email"}),
            "GetUserAttributeVerificationCode",
            false,
        ),
        ("setUpTOTP", json!(null), "AssociateSoftwareToken", true),
        ("updateMFAPreference", json!({"sms": "ENABLED"}), "SetUserMFAPreference", true),
        ("updatePassword", json!({"oldPassword": "o", "newPassword": "n"}), "ChangePassword", false),
        (
            "updateUserAttribute",
            json!({"userAttribute": {"attributeKey": "name", "value": "n"}}),
            "UpdateUserAttributes",
            false,
        ),
        ("updateUserAttributes", json!({"userAttributes": {"name": "n"}}), "UpdateUserAttributes", false),
        ("verifyTOTPSetup", json!({"code": "1"}), "VerifySoftwareToken", false),
    ]
}

/// All account functions.
pub(crate) fn all() -> Vec<Function> {
    let mut functions = of_user();
    let confirm = json!({"username": USERNAME, "newPassword": "n", "confirmationCode": "1"});
    functions.push(("confirmResetPassword", confirm, "ConfirmForgotPassword", false));
    functions.push(("resetPassword", json!({"username": USERNAME}), "ForgotPassword", false));
    functions
}

/// A user with a remembered device, which some functions need.
fn scene() -> Scene {
    let scene = Scene::signed_in();
    for item in ["deviceKey", "deviceGroupKey", "randomPasswordKey"] {
        scene.world.local.put(key(item), "kept");
    }
    scene
}

#[test]
fn nobody_signed_in_is_an_error_without_a_request() {
    let scene = Scene::signed_out();
    for (function, input, ..) in of_user() {
        let error = scene.tab.account(function, input).unwrap_err();
        let expected = (function, "UserUnAuthenticatedException", "signedOut");
        assert_eq!((function, error.name(), error.category().name()), expected);
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn a_user_pool_is_needed() {
    let scene = Scene::with_config(identity_pool_config());
    for (function, input, ..) in all() {
        let error = scene.tab.account(function, input).unwrap_err();
        assert_eq!((function, error.name()), (function, "AuthUserPoolException"));
    }
}

#[test]
fn after_an_ended_session_nobody_is_signed_in() {
    let scene = Scene::expired();
    scene.user_pool.revoke();
    let error = scene.tab.account("fetchUserAttributes", json!({})).unwrap_err();
    assert_eq!(error.name(), "UserUnAuthenticatedException");
    assert_eq!(error.source().unwrap().name(), "SessionExpiredException");
}

#[test]
fn an_expired_token_is_refreshed_first_without_the_identity_pool() {
    let scene = Scene::expired();
    scene.world.network.answer("GetUser", Reply::json(json!({})));
    scene.tab.account("fetchUserAttributes", json!({})).unwrap();
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken", "GetUser"]);
    assert_eq!(scene.world.network.bodies("GetUser")[0]["AccessToken"], scene.stored("accessToken").unwrap());
}

#[test]
fn a_failed_refresh_is_the_functions_error_and_loses_nothing() {
    let scene = Scene::expired();
    let before = scene.world.local.items();
    scene.world.network.serve(|_| Reply::lost());
    let error = scene.tab.account("updatePassword", json!({"oldPassword": "o", "newPassword": "n"})).unwrap_err();
    assert_eq!(error.name(), "NetworkError");
    assert_eq!(scene.world.local.items(), before);
}

#[test]
fn only_what_is_safe_is_sent_again() {
    for (function, input, operation, is_safe) in all() {
        let scene = scene();
        scene.world.network.serve(|_| Reply::lost());
        assert_eq!(scene.tab.account(function, input).unwrap_err().name(), "NetworkError");
        let sent = if is_safe { 3 } else { 1 };
        assert_eq!((function, scene.operations()), (function, vec![operation.to_owned(); sent]));
    }
}

#[test]
fn refusals_and_pages_of_proxies_are_typed_errors_that_lose_nothing() {
    for (function, input, ..) in all() {
        for (reply, name) in [
            (Reply::error("NotAuthorizedException"), "NotAuthorizedException"),
            (Reply::error("com.x#TooManyFailedAttemptsException"), "TooManyFailedAttemptsException"),
            (Reply::page(403), "UnknownError"),
        ] {
            let scene = scene();
            let before = scene.world.local.items();
            scene.world.network.serve(move |_| reply.clone());
            let error = scene.tab.account(function, input.clone()).unwrap_err();
            assert_eq!((function, error.name()), (function, name));
            assert_eq!(scene.world.local.items(), before, "{function}");
        }
    }
}

#[test]
fn unexpected_replies_do_no_harm() {
    for (function, input, ..) in all() {
        for reply in [json!(null), json!([1]), json!("text"), json!({"Devices": {}, "UserAttributes": "x"})] {
            let scene = scene();
            let before = scene.world.local.items();
            scene.world.network.serve(move |_| Reply::json(reply.clone()));
            let name = scene.tab.account(function, input.clone()).err().map(|error| error.name().to_owned());
            let expected = match function {
                "setUpTOTP" => Some("SetUpTOTPException"),
                "associateWebAuthnCredential" => Some("InvalidPasskeyRegistrationOptions"),
                _ => None,
            };
            assert_eq!((function, name.as_deref()), (function, expected));
            // The service has deleted the user.
            let after = if function == "deleteUser" { BTreeMap::new() } else { before };
            assert_eq!(scene.world.local.items(), after, "{function}");
        }
    }
}

#[test]
fn an_unknown_function_is_an_error() {
    let scene = Scene::signed_in();
    for name in ["", "signIn", "GetUser", "toString"] {
        assert_eq!(scene.tab.account(name, json!({})).unwrap_err().name(), "Unknown");
    }
}
