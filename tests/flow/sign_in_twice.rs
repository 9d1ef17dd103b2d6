//! Concurrent sign-ins of one instance: a later one replaces an earlier one, which fails.

use cognito_wasm::error::Error;
use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{PASSWORD, USERNAME, key, password_input, signed_in, srp_input};
use crate::support::{Challenge, Gate, Reply, Scene};

fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

#[track_caller]
fn assert_superseded(result: &Result<Value, Error>) {
    let error = result.as_ref().err().map(|error| (error.name(), error.category().name()));
    assert_eq!(error, Some(("SignInException", "invalidState")));
}

#[test]
fn the_later_one_signs_in_and_the_earlier_one_is_refused() {
    for operation in ["InitiateAuth", "RespondToAuthChallenge"] {
        let scene = Scene::signed_out();
        let gate = scene.world.network.hold(operation);
        let earlier = scene.tab.start(calls::sign_in, srp_input());
        assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
        let stored = scene.world.local.items();

        gate.open();
        assert_superseded(&earlier.finish());
        assert_eq!(scene.world.local.items(), stored, "{operation}: the later session is untouched");
        assert_eq!(scene.world.event_names(), ["signedIn"]);
    }
}

/// A sign-in that has received its tokens and is registering its device.
fn registering_device() -> (Scene, Gate) {
    let scene = Scene::signed_out();
    let mut result = scene.user_pool.issue(true);
    result["NewDeviceMetadata"] = json!({"DeviceKey": "us-east-1_1", "DeviceGroupKey": "-g"});
    scene.world.network.answer("InitiateAuth", Reply::json(json!({"AuthenticationResult": result})));
    scene.world.network.answer("ConfirmDevice", Reply::json(json!({})));
    let gate = scene.world.network.hold("ConfirmDevice");
    (scene, gate)
}

#[track_caller]
fn assert_revoked(scene: &Scene, tokens: &[&str]) {
    scene.world.settle();
    let sent = scene.world.network.bodies("RevokeToken");
    assert_eq!(sent.iter().map(|body| body["Token"].as_str().unwrap()).collect::<Vec<_>>(), tokens);
}

#[test]
fn unused_tokens_are_revoked() {
    // A later sign-in replaces the one that has them.
    let (scene, gate) = registering_device();
    let earlier = scene.tab.start(calls::sign_in, password_input());
    scene.world.settle();
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    gate.open();
    assert_superseded(&earlier.finish());
    assert_revoked(&scene, &["refresh-1"]);
    assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-2"));

    // The caller goes away.
    let (scene, _gate) = registering_device();
    let call = scene.tab.start(calls::sign_in, password_input());
    scene.world.settle();
    call.abandon();
    assert_revoked(&scene, &["refresh-1"]);

    // They cannot be read.
    let scene = Scene::signed_out();
    let result = json!({"AccessToken": "x", "RefreshToken": "of no use"});
    scene.world.network.answer("InitiateAuth", Reply::json(json!({"AuthenticationResult": result})));
    assert_eq!(scene.tab.sign_in(password_input()).unwrap_err().name(), "InvalidTokens");
    assert_revoked(&scene, &["of no use"]);

    // Tokens of a stored session are not revoked.
    let scene = Scene::signed_out();
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert_revoked(&scene, &[]);
}

#[test]
fn tokens_are_revoked_if_the_caller_has_gone() {
    let custom = json!({"username": USERNAME, "options": {"authFlowType": "CUSTOM_WITHOUT_SRP"}});
    for (operation, input) in
        [("InitiateAuth", password_input()), ("InitiateAuth", custom), ("RespondToAuthChallenge", srp_input())]
    {
        let scene = Scene::signed_out();
        let result = json!({"AuthenticationResult": scene.user_pool.issue(true)});
        let gate = scene.world.network.hold(operation);
        scene.world.network.answer(operation, Reply::json(result));
        let call = scene.tab.start(calls::sign_in, input.clone());
        scene.world.settle();
        call.abandon();
        gate.open();
        assert_revoked(&scene, &["refresh-1"]);
        assert!(scene.world.trace.of(&["abort"]).is_empty(), "{operation}: the service may have answered");
        assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty());
    }
    let scene = Scene::challenging(Challenge::sms());
    scene.tab.sign_in(password_input()).unwrap();
    let gate = scene.world.network.hold("RespondToAuthChallenge");
    let call = scene.tab.start(calls::confirm_sign_in, answer("123456"));
    scene.world.settle();
    call.abandon();
    gate.open();
    assert_revoked(&scene, &["refresh-1"]);
    assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty());
}

#[test]
fn an_earlier_sign_in_fails_even_if_it_finishes_first() {
    let scene = Scene::signed_out();
    let (first, second) = (scene.world.network.hold("InitiateAuth"), scene.world.network.hold("InitiateAuth"));
    let earlier = scene.tab.start(calls::sign_in, password_input());
    let later = scene.tab.start(calls::sign_in, password_input());
    first.open();
    assert_superseded(&earlier.finish());
    assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty());
    second.open();
    assert_eq!(later.finish().unwrap(), signed_in());
}

#[test]
fn an_earlier_one_that_fails_does_not_end_the_later_one() {
    let scene = Scene::challenging(Challenge::sms());
    let gate = scene.world.network.hold("InitiateAuth");
    let wrong = json!({"username": USERNAME, "password": "wrong", "options": {"authFlowType": "USER_PASSWORD_AUTH"}});
    let earlier = scene.tab.start(calls::sign_in, wrong);
    scene.tab.sign_in(password_input()).unwrap();
    gate.open();
    assert_superseded(&earlier.finish());
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
}

#[test]
fn an_earlier_step_does_not_replace_a_later_one() {
    let scene = Scene::challenging(Challenge::sms());
    let gate = scene.world.network.hold("InitiateAuth");
    let earlier = scene.tab.start(calls::sign_in, password_input());
    let totp = json!({"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "session-9", "ChallengeParameters": {}});
    scene.world.network.answer("InitiateAuth", Reply::json(totp));
    scene.tab.sign_in(password_input()).unwrap();
    let waiting = scene.tab.state.session.items();
    gate.open();
    assert_superseded(&earlier.finish());
    assert_eq!(scene.tab.state.session.items(), waiting);
}

#[test]
fn an_answer_under_way_is_refused_when_another_sign_in_begins() {
    let scene = Scene::waiting_for_code();
    let gate = scene.world.network.hold("RespondToAuthChallenge");
    let answered = scene.tab.start(calls::confirm_sign_in, answer("123456"));
    scene.tab.sign_in(password_input()).unwrap();
    let waiting = scene.tab.state.session.items();
    gate.open();
    assert_superseded(&answered.finish());
    assert!(scene.world.local.items().is_empty());
    assert_eq!(scene.tab.state.session.items(), waiting, "the later sign-in waits for an answer");
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
}

#[test]
fn setting_up_an_authenticator_app_does_not_replace_a_later_sign_in() {
    let scene = Scene::signed_out();
    let set_up = json!({
        "ChallengeName": "MFA_SETUP", "Session": "session-1",
        "ChallengeParameters": {"MFAS_CAN_SETUP": r#"["SOFTWARE_TOKEN_MFA"]"#},
    });
    scene.world.network.answer("InitiateAuth", Reply::json(set_up));
    let secret = json!({"SecretCode": "JBSWY3DPEHPK3PXP", "Session": "session-2"});
    scene.world.network.answer("AssociateSoftwareToken", Reply::json(secret));
    let gate = scene.world.network.hold("AssociateSoftwareToken");
    let earlier = scene.tab.start(calls::sign_in, password_input());
    scene.world.settle();
    scene.user_pool.challenge.replace(Some(Challenge::sms()));
    scene.tab.sign_in(password_input()).unwrap();
    gate.open();
    assert_superseded(&earlier.finish());
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
}

#[test]
fn a_later_one_without_a_user_name_changes_nothing() {
    let scene = Scene::signed_out();
    let gate = scene.world.network.hold("InitiateAuth");
    let earlier = scene.tab.start(calls::sign_in, srp_input());
    let error = scene.tab.sign_in(json!({"username": "", "password": PASSWORD})).unwrap_err();
    assert_eq!(error.name(), "EmptySignInUsername");
    gate.open();
    assert_eq!(earlier.finish().unwrap(), signed_in());
}

#[test]
fn a_later_sign_in_replaces_one_that_waits_for_a_refresh() {
    for by_sign_out in [false, true] {
        let scene = Scene::expired_tokens();
        scene.user_pool.revoke();
        let gate = scene.world.network.hold("GetTokensFromRefreshToken");
        let earlier = scene.tab.start(calls::sign_in, password_input());
        scene.world.settle();
        let later = if by_sign_out {
            scene.tab.sign_out();
            None
        } else {
            scene.user_pool.challenge.replace(Some(Challenge::sms()));
            Some(scene.tab.start(calls::sign_in, password_input()))
        };
        gate.open();
        assert_superseded(&earlier.finish());
        if let Some(later) = later {
            assert_eq!(later.finish().unwrap()["isSignedIn"], false);
            assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
        } else {
            assert!(scene.world.local.items().is_empty(), "nobody signs in after a sign-out");
        }
    }
}

#[test]
fn a_session_from_another_tab_is_replaced_and_revoked() {
    let scene = Scene::signed_out();
    let gate = scene.world.network.hold("InitiateAuth");
    let here = scene.tab.start(calls::sign_in, password_input());
    scene.world.settle();
    scene.store_session_of("somebody");
    let other = scene.world.local.get(&key("refreshToken").replace(USERNAME, "somebody")).unwrap();
    gate.open();
    assert_eq!(here.finish().unwrap(), signed_in());
    assert_revoked(&scene, &[&other]);
    assert!(scene.world.local.items().keys().all(|key| !key.contains("somebody")), "no token is left behind");
}
