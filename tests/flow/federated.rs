//! What each function does while an identity is federated to the identity pool.

use cognito_wasm::error::Result;
use serde_json::{Value, json};

use crate::support::seed::{
    PROVIDER_TOKEN, USERNAME, both_pools_and_pages_config, input_of, password_input, srp_input,
};
use crate::support::{Reply, Scene, calls};

fn login() -> Value {
    json!({"token": PROVIDER_TOKEN, "provider": "google"})
}

fn federated() -> Scene {
    let scene = Scene::with_config(both_pools_and_pages_config());
    scene.tab.federate(login()).unwrap();
    scene.world.forget_past();
    scene
}

/// The account functions that concern the signed-in user, with an input.
fn account_functions() -> Vec<(&'static str, Value)> {
    let attribute = json!({"userAttribute": {"attributeKey": "name", "value": "A"}});
    vec![
        ("associateWebAuthnCredential", json!({})),
        ("confirmUserAttribute", json!({"userAttributeKey": "email", "confirmationCode": "123456"})),
        ("deleteUser", json!({})),
        ("deleteUserAttributes", json!({"userAttributeKeys": ["name"]})),
        ("deleteWebAuthnCredential", json!({"credentialId": "id"})),
        ("fetchDevices", json!({})),
        ("fetchMFAPreference", json!({})),
        ("fetchUserAttributes", json!({})),
        ("forgetDevice", json!({"device": {"id": "id"}})),
        ("listWebAuthnCredentials", json!({})),
        ("rememberDevice", json!({})),
        ("sendUserAttributeVerificationCode", json!({"userAttributeKey": "email"})),
        ("setUpTOTP", json!({})),
        ("updateMFAPreference", json!({"totp": "PREFERRED"})),
        ("updatePassword", json!({"oldPassword": "Password123", "newPassword": "Password124"})),
        ("updateUserAttribute", attribute),
        ("updateUserAttributes", json!({"userAttributes": {"name": "A"}})),
        ("verifyTOTPSetup", json!({"code": "123456"})),
    ]
}

#[test]
fn functions_that_concern_a_user_or_would_make_one_are_refused_and_send_nothing() {
    type Function = fn(&Scene, Value) -> Result<()>;
    let current_user: Function = |scene, input| scene.tab.start(calls::get_current_user, input).finish().map(drop);
    let sign_in: Function = |scene, input| scene.tab.sign_in(input).map(drop);
    let import: Function = |scene, options| {
        let tokens = scene.user_pool.issue(true);
        let [access, id] = ["AccessToken", "IdToken"].map(|name| tokens[name].clone());
        scene.tab.import_session(json!({"accessToken": access, "idToken": id, "options": options})).map(drop)
    };
    let redirect: Function = |scene, input| scene.tab.begin_redirect(input).map(drop);
    let table: [(&str, Function, Value); 20] = [
        ("getCurrentUser", current_user, json!({})),
        ("getCurrentUser, stale", current_user, json!({"allowStale": true})),
        ("signIn", sign_in, srp_input()),
        ("signIn with a password", sign_in, password_input()),
        ("signIn, replace", sign_in, input_of(USERNAME, "replace")),
        ("signIn, add", sign_in, input_of(USERNAME, "add")),
        ("signIn, reuse", sign_in, input_of(USERNAME, "reuse")),
        (
            "confirmSignIn",
            |scene, input| scene.tab.confirm_sign_in(input).map(drop),
            json!({"challengeResponse": "123456"}),
        ),
        ("autoSignIn", |scene, _| scene.tab.auto_sign_in().map(drop), Value::Null),
        ("importSession", import, json!({})),
        ("importSession, replace", import, json!({"onExistingSession": "replace"})),
        ("importSession, add", import, json!({"onExistingSession": "add"})),
        ("importSession, reuse", import, json!({"onExistingSession": "reuse"})),
        ("exportSession", |scene, input| scene.tab.export_session(input).map(drop), json!({})),
        ("setCurrentUser", |scene, _| scene.tab.set_current_user(USERNAME), Value::Null),
        ("setPersistence", |scene, input| scene.tab.start(calls::set_persistence, input).finish(), Value::Null),
        ("signInWithRedirect", redirect, json!({})),
        ("signInWithRedirect with a prompt", redirect, json!({"options": {"prompt": "LOGIN"}})),
        ("signInWithRedirect, replace", redirect, json!({"options": {"onExistingSession": "replace"}})),
        ("signInWithRedirect, reuse", redirect, json!({"options": {"onExistingSession": "reuse"}})),
    ];
    for (name, function, input) in table {
        let scene = federated();
        assert_eq!(function(&scene, input).unwrap_err().name(), "InvalidStateException", "{name}");
        check_untouched(&scene, name);
    }
    for (function, input) in account_functions() {
        let scene = federated();
        let error = scene.tab.account(function, input).unwrap_err();
        assert_eq!(error.name(), "InvalidStateException", "{function}");
        check_untouched(&scene, function);
    }
}

/// Nothing was sent, told or stored, and the identity is federated still.
fn check_untouched(scene: &Scene, name: &str) {
    assert!(scene.operations().is_empty() && scene.world.event_names().is_empty(), "{name}");
    assert!(scene.world.local.items().is_empty(), "{name}");
    assert!(scene.tab.session().credentials.is_ok(), "{name}");
}

#[test]
fn functions_that_need_nobody_work() {
    let scene = federated();
    for operation in ["SignUp", "ConfirmSignUp", "ResendConfirmationCode", "ForgotPassword", "ConfirmForgotPassword"] {
        scene.world.network.answer(operation, Reply::json(json!({"UserConfirmed": true, "UserSub": "sub"})));
    }
    scene.tab.sign_up(json!({"username": "u", "password": "Password123"})).unwrap();
    scene.tab.confirm_sign_up(json!({"username": "u", "confirmationCode": "1"})).unwrap();
    scene.tab.resend_sign_up_code(json!({"username": "u"})).unwrap();
    scene.tab.account("resetPassword", json!({"username": "u"})).unwrap();
    let new = json!({"username": "u", "newPassword": "Password124", "confirmationCode": "1"});
    scene.tab.account("confirmResetPassword", new).unwrap();
    assert!(scene.tab.users().is_empty());
    assert!(!scene.tab.prepare_sign_in().unwrap(), "nobody is going to sign in");
    assert!(scene.tab.session().is_signed_in);
}

#[test]
fn sign_out_fails_and_leaves_it() {
    for input in [json!({}), json!({"global": true}), json!({"allUsers": true}), json!({"inBackground": true})] {
        let scene = federated();
        let output = scene.tab.start(calls::sign_out, input).finish().unwrap();
        assert!(!output.is_complete());
        assert_eq!(output.failure.unwrap().name(), "InvalidStateException");
        check_untouched(&scene, "signOut");
    }
}

#[test]
fn the_tokens_alone_are_a_matter_of_the_state_too() {
    let scene = federated();
    let session = scene.tab.start(calls::get_tokens, json!({"forceRefresh": true})).finish().unwrap();
    assert!(session.is_signed_in);
    assert_eq!(session.tokens.unwrap_err().name(), "InvalidStateException");
    assert!(scene.operations().is_empty());
}

#[test]
fn a_user_who_comes_back_from_the_pages_is_not_signed_in_and_the_tokens_are_revoked() {
    let scene = Scene::with_config(both_pools_and_pages_config());
    let begun = scene.tab.begin_redirect(json!({})).unwrap();
    let address = scene.pages.sign_in(begun["url"].as_str().unwrap());
    scene.tab.federate(login()).unwrap();
    assert_eq!(scene.tab.arrive(&address).unwrap_err().name(), "InvalidStateException");
    scene.world.settle();
    assert!(scene.operations().contains(&"RevokeToken".to_owned()));
    assert!(scene.tab.session().credentials.is_ok());
    assert_eq!(scene.stored("accessToken"), None);
}

#[test]
fn another_tabs_user_is_not_this_pages() {
    let scene = federated();
    scene.store_session();
    assert_eq!(scene.tab.get_current_user().unwrap_err().name(), "InvalidStateException");
    assert!(scene.second_tab().get_current_user().is_ok());
    scene.tab.clear_federation().unwrap();
    assert!(scene.tab.get_current_user().is_ok());
}
