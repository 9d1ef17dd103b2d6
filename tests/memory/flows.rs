//! The flows, and the search after each.

use cognito_wasm::srp::Identity;
use serde_json::{Value, json};

use crate::needles::Needles;
use crate::process::Searched;
use crate::service::{USER_ID, challenge};

const PASSWORD: &str = "Zq7-violet-Ostrich-41";
const OTHER: &str = "Mw3-orange-Leopard-27";
const CODE: &str = "739164";

fn credentials(options: &Value) -> Value {
    json!({"username": USER_ID, "password": PASSWORD, "options": options})
}

/// Searches for the secrets of every proof so far, and for these texts.
#[track_caller]
fn assert_nothing_left(process: &Searched, texts: &[&'static str]) {
    let mut needles = Needles::default();
    for a in process.service.exponents() {
        needles.add_proof(a, Identity::user("us-east-1_SeedPool1", USER_ID), PASSWORD);
    }
    for text in texts {
        needles.add_bytes(text, text.as_bytes());
    }
    assert_eq!(process.search(&needles), Vec::<String>::new());
}

/// Shows that the search works: it finds a pair that is prepared and not yet used.
#[test]
fn a_prepared_pair_is_found_and_a_used_one_is_not() {
    let mut process = Searched::start();
    assert_eq!(process.call("prepareSignIn", &Value::Null), "done");
    let mut needles = Needles::default();
    let a: Vec<_> = process.service.exponents().next().unwrap().to_vec();
    needles.add_proof(&a, Identity::user("us-east-1_SeedPool1", USER_ID), PASSWORD);
    // `a` has eight words, so seven pairs of neighbours. Each is found once.
    let found = process.search(&needles);
    assert!(found.len() == 1 && found[0].starts_with("a: 7 pieces"), "{found:?}");
    assert_eq!(process.call("signIn", &credentials(&json!({}))), "done");
    assert_nothing_left(&process, &[PASSWORD]);
}

#[test]
fn a_sign_in_leaves_nothing_however_it_ends() {
    let mut process = Searched::start();
    let refusal = |name: &str| Some((400, json!({"__type": name, "message": "refused"})));
    for (operation, instead, outcome) in [
        ("RespondToAuthChallenge", refusal("NotAuthorizedException"), "NotAuthorizedException"),
        ("InitiateAuth", refusal("UserNotFoundException"), "UserNotFoundException"),
        (
            "InitiateAuth",
            Some((200, challenge("PASSWORD_VERIFIER", &json!({"SRP_B": "0"})))),
            "EmptyUserIdForSRPException",
        ),
        ("InitiateAuth", None, "aborted"),
        ("RespondToAuthChallenge", None, "aborted"),
    ] {
        process.service.instead.insert(operation, instead);
        assert_eq!(process.call("signIn", &credentials(&json!({}))), outcome, "{operation}");
        assert_nothing_left(&process, &[PASSWORD]);
    }
    assert_eq!(process.call("signIn", &credentials(&json!({}))), "done");
    assert_nothing_left(&process, &[PASSWORD]);
}

#[test]
fn a_password_that_is_sent_and_codes_leave_nothing() {
    let mut process = Searched::start();
    let plain = json!({"authFlowType": "USER_PASSWORD_AUTH"});
    let sms = challenge("SMS_MFA", &json!({}));
    process.service.instead.insert("InitiateAuth", Some((200, sms)));
    assert_eq!(process.call("signIn", &credentials(&plain)), "done");
    assert_nothing_left(&process, &[PASSWORD]);
    process.service.instead.insert("RespondToAuthChallenge", Some((400, json!({"__type": "CodeMismatchException"}))));
    assert_eq!(process.call("confirmSignIn", &json!({"challengeResponse": CODE})), "CodeMismatchException");
    assert_nothing_left(&process, &[PASSWORD, CODE]);
    process.service.instead.insert("RespondToAuthChallenge", None);
    assert_eq!(process.call("confirmSignIn", &json!({"challengeResponse": CODE})), "aborted");
    assert_nothing_left(&process, &[PASSWORD, CODE]);
    let new_password = challenge("NEW_PASSWORD_REQUIRED", &json!({}));
    process.service.instead.insert("RespondToAuthChallenge", Some((200, new_password)));
    assert_eq!(process.call("confirmSignIn", &json!({"challengeResponse": CODE})), "done");
    assert_eq!(process.call("confirmSignIn", &json!({"challengeResponse": OTHER})), "done");
    assert_nothing_left(&process, &[PASSWORD, CODE, OTHER]);
    let change = json!({"oldPassword": OTHER, "newPassword": PASSWORD});
    assert_eq!(process.call("updatePassword", &change), "done");
    assert_nothing_left(&process, &[PASSWORD, CODE, OTHER]);
}

#[test]
fn a_sign_up_and_a_forgotten_password_leave_nothing() {
    let mut process = Searched::start();
    assert_eq!(process.call("signUp", &credentials(&json!({}))), "done");
    assert_nothing_left(&process, &[PASSWORD]);
    let confirmation = json!({"username": USER_ID, "confirmationCode": CODE, "newPassword": OTHER});
    assert_eq!(process.call("confirmSignUp", &confirmation), "done");
    assert_nothing_left(&process, &[PASSWORD, CODE, OTHER]);
    assert_eq!(process.call("confirmResetPassword", &confirmation), "done");
    assert_nothing_left(&process, &[PASSWORD, CODE, OTHER]);
}

#[test]
fn a_session_that_is_signed_out_leaves_no_token() {
    for global in [false, true] {
        let mut process = Searched::start();
        assert_eq!(process.call("signIn", &credentials(&json!({}))), "done");
        let first = ["accessToken", "idToken", "refreshToken"].map(|item| process.stored(item));
        assert_eq!(process.call("fetchAuthSession", &json!({"forceRefresh": true})), "done");
        let second = ["accessToken", "idToken", "refreshToken"].map(|item| process.stored(item));
        assert_ne!(first, second);
        assert_eq!(process.call("signOut", &json!({"global": global})), "done");
        let mut needles = Needles::default();
        for token in first.iter().chain(&second) {
            needles.add_bytes("a token", token.as_bytes());
        }
        needles.add_bytes("AWS's secret key", b"secret-key-of-aws");
        needles.add_bytes("AWS's session token", b"session-token-of-aws");
        assert_eq!(process.search(&needles), Vec::<String>::new(), "{global}");
        assert_nothing_left(&process, &[PASSWORD]);
    }
}

#[test]
fn a_device_leaves_nothing() {
    let mut process = Searched::start();
    let tokens = |process: &mut Searched| process.service.answer("InitiateAuth", &json!({}))["body"].clone();
    let mut with_device = tokens(&mut process);
    with_device["AuthenticationResult"]["NewDeviceMetadata"] =
        json!({"DeviceKey": "device-key", "DeviceGroupKey": "-group-key"});
    process.service.instead.insert("RespondToAuthChallenge", Some((200, with_device)));
    assert_eq!(process.call("signIn", &credentials(&json!({}))), "done");
    let password = process.stored("randomPasswordKey");
    assert_eq!(process.call("signOut", &json!({})), "done");
    process.service.instead.insert("InitiateAuth", Some((200, challenge("DEVICE_SRP_AUTH", &json!({})))));
    assert_eq!(process.call("signIn", &credentials(&json!({"authFlowType": "USER_PASSWORD_AUTH"}))), "done");
    let mut needles = Needles::default();
    for a in process.service.exponents() {
        needles.add_proof(a, Identity::device("-group-key", "device-key"), &password);
    }
    assert_eq!(process.search(&needles), Vec::<String>::new());
    assert_nothing_left(&process, &[PASSWORD]);
}
