//! A remembered device that the service refuses: it is removed, and the sign-in starts once more without it.

use serde_json::json;

use crate::sign_in_device::{
    RESPOND, answer, challenges, device_challenge, gone, is_remembered, preferring, waiting_for, with_flow,
};
use crate::support::seed::{CLIENT_ID, EMAIL, PASSWORD, USERNAME, key, signed_in, srp_input};
use crate::support::{Challenge, Device, Reply, Scene, calls};

#[test]
fn a_device_whose_proof_is_refused_is_removed_and_the_sign_in_starts_once_more() {
    let flows = [
        srp_input(),
        with_flow("USER_PASSWORD_AUTH"),
        with_flow("CUSTOM_WITH_SRP"),
        with_flow("CUSTOM_WITHOUT_SRP"),
        preferring("PASSWORD"),
        preferring("PASSWORD_SRP"),
    ];
    for input in flows {
        let scene = Scene::challenging(Challenge::sms());
        scene.remember_device();
        scene.world.local.put(key("randomPasswordKey"), "b3RoZXI=");
        let output = scene.tab.sign_in(input.clone()).unwrap();
        assert_eq!(output["nextStep"]["signInStep"], "CONFIRM_SIGN_IN_WITH_SMS_CODE", "{input}");
        assert!(!is_remembered(&scene), "{input}");
        assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in(), "{input}");
    }
}

#[test]
fn an_unknown_device_that_has_to_prove_itself_is_removed_and_the_sign_in_starts_once_more() {
    let scene = Scene::signed_out();
    scene.remember_device();
    for reply in [device_challenge(), gone()] {
        scene.world.network.answer(RESPOND, reply);
    }
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
    assert!(!is_remembered(&scene));
    assert_eq!(challenges(&scene), ["PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "PASSWORD_VERIFIER"]);
}

#[test]
fn a_sign_in_starts_only_once_more() {
    let scene = Scene::signed_out();
    scene.remember_device();
    scene.world.network.serve(|request| match request.body["ChallengeName"].as_str() {
        None => Reply::json(crate::support::srp_challenge()),
        Some("DEVICE_SRP_AUTH") => Reply::json(Device::seed().challenge()),
        Some("DEVICE_PASSWORD_VERIFIER") => Reply::error("NotAuthorizedException"),
        Some(_) => device_challenge(),
    });
    let error = scene.tab.sign_in(srp_input()).unwrap_err();
    assert_eq!(error.name(), "DeviceMetadataNotFoundException");
    let begun = scene.operations().iter().filter(|operation| *operation == "InitiateAuth").count();
    assert_eq!(begun, 2);
}

#[test]
fn a_second_refused_device_does_not_start_a_third_attempt() {
    let scene = Scene::signed_out();
    // In some flows, Amplify stores devices under the typed name. This user has two, and the service refuses both.
    for name in [USERNAME, EMAIL] {
        for (item, value) in Device::seed().items() {
            scene.world.local.put(["CognitoIdentityServiceProvider", CLIENT_ID, name, item].join("."), value);
        }
    }
    scene.world.network.serve(|request| match request.body["ChallengeName"].as_str() {
        None => Reply::json(crate::support::srp_challenge()),
        Some("DEVICE_SRP_AUTH") => Reply::json(Device::seed().challenge()),
        Some("DEVICE_PASSWORD_VERIFIER") => Reply::error("NotAuthorizedException"),
        Some(_) => device_challenge(),
    });
    let error = scene.tab.sign_in(json!({"username": EMAIL, "password": PASSWORD})).unwrap_err();
    assert_eq!(error.name(), "NotAuthorizedException");
    let begun = scene.operations().iter().filter(|operation| *operation == "InitiateAuth").count();
    assert_eq!(begun, 2);
}

#[test]
fn a_sign_in_that_starts_once_more_names_no_other_device() {
    let scene = Scene::signed_out();
    // A session of this tab's own has come with a device, beside the one that tabs share.
    scene.remember_device();
    for (item, value) in Device::seed().items() {
        let value = if item == "deviceKey" { "us-east-1_other" } else { value };
        scene.tab.state.session.put(["cognito-wasm.local.", &key(item)].concat(), value);
    }
    let tokens = json!({"AuthenticationResult": scene.user_pool.issue(true)});
    scene.world.network.serve(move |request| match request.body["ChallengeName"].as_str() {
        None if request.body["AuthParameters"]["DEVICE_KEY"].is_null() => Reply::json(tokens.clone()),
        None => device_challenge(),
        Some("DEVICE_SRP_AUTH") => Reply::json(Device::seed().challenge()),
        Some(_) => Reply::error("NotAuthorizedException"),
    });
    assert_eq!(scene.tab.sign_in(with_flow("USER_PASSWORD_AUTH")).unwrap(), signed_in());
    assert_eq!(challenges(&scene), ["DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]);
}

#[test]
fn a_replaced_sign_in_does_not_start_once_more() {
    let scene = Scene::challenging(Challenge::sms());
    scene.remember_device();
    scene.world.local.put(key("randomPasswordKey"), "b3RoZXI=");
    let (challenge, proof) = (scene.world.network.hold(RESPOND), scene.world.network.hold(RESPOND));
    let sign_in = scene.tab.start(calls::sign_in, with_flow("USER_PASSWORD_AUTH"));
    challenge.open();
    scene.world.settle();
    scene.tab.sign_out();
    proof.open();
    assert_eq!(sign_in.finish().unwrap_err().name(), "SignInException");
    assert_eq!(scene.operations(), ["InitiateAuth", RESPOND, RESPOND]);
}

#[test]
fn a_refused_device_after_an_answer_does_not_end_a_later_sign_in() {
    let scene = waiting_for("CUSTOM_CHALLENGE");
    scene.remember_device();
    scene.world.local.put(key("randomPasswordKey"), "b3RoZXI=");
    scene.world.network.answer(RESPOND, device_challenge());
    let [answered, challenge, proof] = [(); 3].map(|()| scene.world.network.hold(RESPOND));
    let earlier = scene.tab.start(calls::confirm_sign_in, answer("4"));
    for gate in [answered, challenge] {
        gate.open();
        scene.world.settle();
    }
    let code = json!({"ChallengeName": "SMS_MFA", "Session": "session-9", "ChallengeParameters": {}});
    scene.world.network.answer("InitiateAuth", Reply::json(code));
    scene.tab.sign_in(with_flow("USER_PASSWORD_AUTH")).unwrap();
    let waiting = scene.tab.state.session.items();
    proof.open();
    assert_eq!(earlier.finish().unwrap_err().name(), "SignInException");
    assert_eq!(challenges(&scene), ["CUSTOM_CHALLENGE", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]);
    assert_eq!(scene.tab.state.session.items(), waiting);
}

#[test]
fn a_refused_device_after_an_answer_is_removed() {
    let scene = waiting_for("CUSTOM_CHALLENGE");
    scene.remember_device();
    scene.world.local.put(key("randomPasswordKey"), "b3RoZXI=");
    scene.world.network.answer(RESPOND, device_challenge());
    let error = scene.tab.confirm_sign_in(answer("4")).unwrap_err();
    assert_eq!(error.name(), "SignInException", "the answer cannot be given twice");
    assert_eq!(error.source().unwrap().name(), "NotAuthorizedException");
    assert!(scene.tab.state.session.items().is_empty());
    assert!(!is_remembered(&scene), "the next sign-in works without the device");
}

#[test]
fn a_device_is_asked_for_its_proof_once_in_a_sign_in() {
    let scene = Scene::signed_out();
    scene.remember_device();
    scene.world.network.serve(|request| match request.body["ChallengeName"].as_str() {
        None => Reply::json(crate::support::srp_challenge()),
        Some("DEVICE_SRP_AUTH") => Reply::json(Device::seed().challenge()),
        Some(_) => device_challenge(),
    });
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap_err().name(), "UnexpectedChallengeException");
    assert_eq!(challenges(&scene), ["PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]);
}
