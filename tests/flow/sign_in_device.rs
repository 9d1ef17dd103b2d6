//! Remembered devices are named in every request that accepts them, and prove themselves instead of a second factor.

use serde_json::{Value, json};

use crate::support::seed::{EMAIL, PASSWORD, SUB, USERNAME, key, signed_in, srp_input};
use crate::support::{Challenge, Device, Reply, Scene};

pub(crate) const RESPOND: &str = "RespondToAuthChallenge";
const KEYS: [&str; 3] = ["deviceKey", "deviceGroupKey", "randomPasswordKey"];

pub(crate) fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

pub(crate) fn with_flow(flow: &str) -> Value {
    let mut input = json!({"username": USERNAME, "options": {"authFlowType": flow}});
    if flow != "CUSTOM_WITHOUT_SRP" {
        input["password"] = PASSWORD.into();
    }
    input
}

pub(crate) fn preferring(factor: &str) -> Value {
    json!({"username": USERNAME, "password": PASSWORD, "options": {
        "authFlowType": "USER_AUTH", "preferredChallenge": factor,
    }})
}

pub(crate) fn device_challenge() -> Reply {
    Reply::json(json!({"ChallengeName": "DEVICE_SRP_AUTH", "Session": "session-1", "ChallengeParameters": {}}))
}

pub(crate) fn gone() -> Reply {
    Reply::refusal(400, "ResourceNotFoundException", "Device does not exist.")
}

/// The device key in each request, in order; `null` if there is none.
fn named(scene: &Scene) -> Vec<Value> {
    let requests = scene.world.network.requests();
    let parameters = |body: &Value| match body.get("AuthParameters") {
        Some(parameters) => parameters["DEVICE_KEY"].clone(),
        None => body["ChallengeResponses"]["DEVICE_KEY"].clone(),
    };
    requests.iter().map(|request| parameters(&request.body)).collect()
}

pub(crate) fn challenges(scene: &Scene) -> Vec<Value> {
    scene.world.network.bodies(RESPOND).iter().map(|body| body["ChallengeName"].clone()).collect()
}

pub(crate) fn is_remembered(scene: &Scene) -> bool {
    let left = KEYS.iter().filter(|item| scene.stored(item).is_some()).count();
    assert!(left == 0 || left == KEYS.len(), "all of it or nothing");
    left > 0
}

/// Every challenge that the application answers, with an answer. Each leads to a request that may name the device.
fn answers() -> Vec<(&'static str, &'static str)> {
    vec![
        ("SMS_MFA", "123456"),
        ("SMS_OTP", "123456"),
        ("EMAIL_OTP", "123456"),
        ("SOFTWARE_TOKEN_MFA", "123456"),
        ("CUSTOM_CHALLENGE", "4"),
        ("NEW_PASSWORD_REQUIRED", "NewPassword123"),
        ("SELECT_MFA_TYPE", "SMS"),
        ("SELECT_CHALLENGE", "EMAIL_OTP"),
        ("WEB_AUTHN", "EMAIL_OTP"),
        ("PASSWORD", PASSWORD),
        ("PASSWORD_SRP", PASSWORD),
        ("MFA_SETUP", "my@email.com"),
    ]
}

/// A tab that waits for the answer to this challenge after a reload.
pub(crate) fn waiting_for(challenge: &str) -> Scene {
    let scene = Scene::signed_out();
    let session = &scene.tab.state.session;
    let expiry = scene.world.clock.page().plus_millis(60_000).millis().to_string();
    for (item, value) in
        [("username", USERNAME), ("challengeName", challenge), ("signInSession", "session-1"), ("expiry", &expiry)]
    {
        session.put(["CognitoSignInState.", item].concat(), value);
    }
    scene
}

#[test]
fn every_first_request_that_accepts_a_device_names_it() {
    for input in [
        with_flow("USER_PASSWORD_AUTH"),
        with_flow("CUSTOM_WITHOUT_SRP"),
        preferring("PASSWORD"),
        preferring("PASSWORD_SRP"),
        preferring("EMAIL_OTP"),
        with_flow("USER_AUTH"),
    ] {
        let code = Challenge { name: "EMAIL_OTP", parameters: json!({}), answer: ("EMAIL_OTP_CODE", "123456") };
        let scene = Scene::challenging(code);
        let device = scene.remember_device();
        scene.tab.sign_in(input.clone()).unwrap();
        assert_eq!(named(&scene)[0], *device.key, "{input}");
    }
}

#[test]
fn the_proof_of_the_password_names_the_device() {
    for input in [srp_input(), with_flow("CUSTOM_WITH_SRP"), preferring("PASSWORD_SRP")] {
        let scene = Scene::challenging(Challenge::sms());
        let device = scene.remember_device();
        assert_eq!(scene.tab.sign_in(input.clone()).unwrap(), signed_in());
        assert_eq!(challenges(&scene), ["PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]);
        assert!(named(&scene)[1..].iter().all(|key| *key == *device.key), "{input}");
    }
}

#[test]
fn every_answer_names_the_device() {
    for (challenge, text) in answers() {
        let scene = waiting_for(challenge);
        let device = scene.remember_device();
        scene.world.network.answer(RESPOND, Reply::error("CodeMismatchException"));
        scene.tab.confirm_sign_in(answer(text)).unwrap_err();
        assert_eq!(named(&scene), [json!(device.key)], "{challenge}");
    }
}

#[test]
fn a_device_with_a_missing_part_is_ignored() {
    for item in KEYS {
        for (challenge, text) in answers() {
            let scene = waiting_for(challenge);
            scene.remember_device();
            scene.world.local.delete(&key(item));
            scene.world.network.answer(RESPOND, Reply::error("CodeMismatchException"));
            scene.tab.confirm_sign_in(answer(text)).unwrap_err();
            assert_eq!(named(&scene), [Value::Null], "{challenge} without {item}");
        }
        for input in [srp_input(), with_flow("USER_PASSWORD_AUTH"), with_flow("CUSTOM_WITHOUT_SRP")] {
            let scene = Scene::challenging(Challenge::sms());
            scene.remember_device();
            scene.world.local.put(key(item), "");
            scene.tab.sign_in(input).unwrap();
            assert!(named(&scene).iter().all(Value::is_null), "{item}");
        }
    }
}

#[test]
fn another_users_device_is_not_named() {
    let scene = Scene::challenging(Challenge::sms());
    scene.remember_device();
    scene
        .tab
        .sign_in(json!({"username": EMAIL, "password": PASSWORD, "options": {"authFlowType": "USER_PASSWORD_AUTH"}}))
        .unwrap();
    assert_eq!(named(&scene), [Value::Null], "the device is not stored under the alias");
}

#[test]
fn the_device_proves_itself_instead_of_a_second_factor() {
    let scene = Scene::challenging(Challenge::sms());
    let device = scene.remember_device();
    assert_eq!(scene.tab.sign_in(with_flow("USER_PASSWORD_AUTH")).unwrap(), signed_in());
    assert_eq!(scene.operations(), ["InitiateAuth", RESPOND, RESPOND]);

    let mut bodies = scene.world.network.bodies(RESPOND);
    assert!(bodies[0]["ChallengeResponses"]["SRP_A"].take().as_str().unwrap().len() > 700);
    let responses = json!({"SRP_A": null, "USERNAME": USERNAME, "DEVICE_KEY": device.key});
    assert_eq!(
        (&bodies[0]["ChallengeName"], &bodies[0]["ChallengeResponses"]),
        (&"DEVICE_SRP_AUTH".into(), &responses)
    );
    assert_eq!(bodies[1]["ChallengeResponses"]["TIMESTAMP"], "Tue Jan 2 03:04:05 UTC 2024");
    assert_eq!(bodies[1]["ChallengeResponses"]["USERNAME"], USERNAME);
    assert!(bodies.iter().all(|body| !body.to_string().contains(&device.password)));
    assert!(is_remembered(&scene));
}

#[test]
fn the_device_is_found_under_any_alias() {
    let scene = Scene::challenging(Challenge::sms());
    scene.remember_device();
    assert_eq!(scene.tab.sign_in(json!({"username": EMAIL, "password": PASSWORD})).unwrap(), signed_in());
    assert_eq!(challenges(&scene), ["PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]);
}

#[test]
fn the_device_may_be_asked_for_after_any_answer() {
    for (challenge, text) in answers() {
        let scene = waiting_for(challenge);
        scene.remember_device();
        if challenge == "PASSWORD_SRP" {
            assert_eq!(scene.tab.confirm_sign_in(answer(text)).unwrap(), signed_in());
            continue;
        }
        scene.world.network.answer(RESPOND, device_challenge());
        if ["SELECT_CHALLENGE", "WEB_AUTHN"].contains(&challenge) {
            // These answers choose a first factor, after which the device may not be asked for.
            let error = scene.tab.confirm_sign_in(answer(text)).unwrap_err();
            assert_eq!(error.name(), "UnexpectedChallengeException", "{challenge}");
            continue;
        }
        assert_eq!(scene.tab.confirm_sign_in(answer(text)).unwrap(), signed_in(), "{challenge}");
        assert_eq!(challenges(&scene)[1..], ["DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"], "{challenge}");
    }
}

#[test]
fn the_device_may_be_asked_for_after_a_passkey() {
    let parameters = json!({"CREDENTIAL_REQUEST_OPTIONS": "{}"});
    let scene = Scene::challenging(Challenge { name: "WEB_AUTHN", parameters, answer: ("CREDENTIAL", "") });
    scene.tab.authenticate_with(|_| Ok(json!({"response": {"signature": "Ag"}})));
    let options = json!({"authFlowType": "USER_AUTH", "preferredChallenge": "WEB_AUTHN"});
    scene.world.network.answer(RESPOND, device_challenge());
    let Device { key: device_key, group, password, .. } = scene.remember_device();
    // Until a device is stored, the pool asks for the passkey.
    for item in KEYS {
        scene.world.local.delete(&key(item));
    }
    let gate = scene.tab.hold_passkey();
    let sign_in = scene.tab.start(crate::support::calls::sign_in, json!({"username": USERNAME, "options": options}));
    for (item, value) in [("deviceKey", device_key), ("deviceGroupKey", group), ("randomPasswordKey", password)] {
        scene.world.local.put(key(item), value);
    }
    gate.open();
    assert_eq!(sign_in.finish().unwrap(), signed_in());
    assert_eq!(challenges(&scene), ["WEB_AUTHN", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]);
}

#[test]
fn a_missing_device_is_an_error() {
    let scene = Scene::signed_out();
    scene.world.network.answer(RESPOND, device_challenge());
    let error = scene.tab.sign_in(srp_input()).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("DeviceMetadataNotFoundException", "invalidState"));
    assert_eq!(scene.operations(), ["InitiateAuth", RESPOND]);
}

#[test]
fn a_device_does_not_answer_a_challenge_that_would_reveal_its_password() {
    for (parameter, value) in [("SRP_B", "0"), ("SALT", "salt"), ("SECRET_BLOCK", "*")] {
        let scene = waiting_for("SMS_MFA");
        scene.remember_device();
        let mut parameters = crate::support::srp_challenge()["ChallengeParameters"].clone();
        parameters[parameter] = value.into();
        let reply =
            json!({"ChallengeName": "DEVICE_PASSWORD_VERIFIER", "Session": "s", "ChallengeParameters": parameters});
        scene.world.network.answer(RESPOND, device_challenge());
        scene.world.network.answer(RESPOND, Reply::json(reply));
        let error = scene.tab.confirm_sign_in(answer("123456")).unwrap_err();
        assert_eq!(error.name(), "InvalidSRPChallengeException", "{parameter}");
        assert_eq!(challenges(&scene), ["SMS_MFA", "DEVICE_SRP_AUTH"]);
    }
}

#[test]
fn a_device_unknown_to_the_service_is_removed_and_the_first_request_repeated() {
    for input in [with_flow("USER_PASSWORD_AUTH"), with_flow("CUSTOM_WITHOUT_SRP"), preferring("PASSWORD")] {
        let scene = Scene::challenging(Challenge::sms());
        let device = scene.remember_device();
        scene.user_pool.device.take();
        let output = scene.tab.sign_in(input.clone()).unwrap();
        assert_eq!(output["nextStep"]["signInStep"], "CONFIRM_SIGN_IN_WITH_SMS_CODE", "{input}");
        assert_eq!(named(&scene), [json!(device.key), Value::Null]);
        assert!(!is_remembered(&scene));
    }
}

#[test]
fn a_device_unknown_to_the_service_is_removed_and_the_proof_of_the_password_repeated() {
    let scene = Scene::challenging(Challenge::sms());
    let device = scene.remember_device();
    scene.user_pool.device.take();
    let output = scene.tab.sign_in(srp_input()).unwrap();
    assert_eq!(output["nextStep"]["signInStep"], "CONFIRM_SIGN_IN_WITH_SMS_CODE");
    assert_eq!(named(&scene), [Value::Null, json!(device.key), Value::Null]);
    assert!(!is_remembered(&scene));
}

#[test]
fn a_device_unknown_to_the_service_is_removed_and_the_answer_repeated() {
    for (challenge, text) in answers() {
        let scene = waiting_for(challenge);
        let device = scene.remember_device();
        scene.world.network.answer(RESPOND, gone());
        scene.world.network.answer(RESPOND, Reply::error("CodeMismatchException"));
        assert_eq!(scene.tab.confirm_sign_in(answer(text)).unwrap_err().name(), "CodeMismatchException");
        assert_eq!(named(&scene), [json!(device.key), Value::Null], "{challenge}");
        let [first, second] = scene.world.network.bodies(RESPOND).try_into().unwrap();
        let without_device = |mut body: Value| {
            body["ChallengeResponses"]["DEVICE_KEY"].take();
            body
        };
        let mut second = second;
        second["ChallengeResponses"]["DEVICE_KEY"] = Value::Null;
        assert_eq!(without_device(first), second, "{challenge}: the same but for the device");
        assert!(!is_remembered(&scene));
    }
}

#[test]
fn the_step_is_repeated_only_once() {
    let scene = waiting_for("CUSTOM_CHALLENGE");
    scene.remember_device();
    for _ in 0..2 {
        scene.world.network.answer(RESPOND, gone());
    }
    assert_eq!(scene.tab.confirm_sign_in(answer("4")).unwrap_err().name(), "ResourceNotFoundException");
    assert_eq!(scene.operations(), [RESPOND, RESPOND]);
}

#[test]
fn other_missing_resources_do_not_remove_the_device() {
    let refusal = || Reply::refusal(400, "ResourceNotFoundException", "User pool client x does not exist.");
    let scene = Scene::signed_out();
    scene.remember_device();
    scene.world.network.answer("InitiateAuth", refusal());
    let error = scene.tab.sign_in(with_flow("USER_PASSWORD_AUTH")).unwrap_err();
    assert_eq!(error.name(), "ResourceNotFoundException");
    assert_eq!(scene.operations(), ["InitiateAuth"]);
    assert!(is_remembered(&scene));

    scene.world.network.answer("InitiateAuth", Reply::refusal(400, "NotAuthorizedException", "Device does not exist."));
    scene.tab.sign_in(with_flow("USER_PASSWORD_AUTH")).unwrap_err();
    assert!(is_remembered(&scene), "another refusal");
}

#[test]
fn a_device_that_becomes_unknown_during_its_proof_is_removed() {
    let scene = waiting_for("SMS_MFA");
    scene.remember_device();
    scene.world.network.answer(RESPOND, device_challenge());
    scene.world.network.answer(RESPOND, gone());
    let error = scene.tab.confirm_sign_in(answer("123456")).unwrap_err();
    assert_eq!((error.name(), error.source().unwrap().name()), ("SignInException", "ResourceNotFoundException"));
    assert_eq!(challenges(&scene), ["SMS_MFA", "DEVICE_SRP_AUTH"], "without a device nothing can be proved");
    assert!(!is_remembered(&scene));
}

#[test]
fn a_sign_out_keeps_the_device() {
    let scene = Scene::challenging(Challenge::sms());
    scene.remember_device();
    scene.tab.sign_in(srp_input()).unwrap();
    scene.tab.sign_out();
    assert!(is_remembered(&scene));
    assert_eq!(scene.world.local.items().len(), KEYS.len(), "and nothing else does");
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
    assert_eq!(scene.tab.get_current_user().unwrap()["userId"], SUB);
}
