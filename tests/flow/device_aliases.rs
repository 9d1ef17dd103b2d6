//! A remembered device is found under any name that the user types.

use serde_json::{Value, json};

use crate::support::seed::{CLIENT_ID, EMAIL, PASSWORD, USERNAME, key, signed_in};
use crate::support::{Challenge, Device, Reply, Scene};

fn input(username: &str, flow: &str) -> Value {
    let preferred = if flow == "USER_AUTH" { json!("PASSWORD") } else { Value::Null };
    json!({"username": username, "password": PASSWORD, "options": {
        "authFlowType": flow, "preferredChallenge": preferred,
    }})
}

fn aliases_key() -> String {
    ["CognitoIdentityServiceProvider", CLIENT_ID, "deviceAliases"].join(".")
}

/// A tab of a user who signed in as `typed` with a second factor, after which the service remembered the device.
fn signed_in_once(typed: &str, flow: &str) -> Scene {
    let scene = Scene::challenging(Challenge::sms());
    scene.tab.sign_in(input(typed, flow)).unwrap();
    scene.remember_device();
    assert_eq!(scene.tab.confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap(), signed_in());
    scene.tab.sign_out();
    scene.world.forget_past();
    scene
}

/// Whether signing in needs no second factor.
fn is_trusted(scene: &Scene, typed: &str, flow: &str) -> bool {
    let output = scene.tab.sign_in(input(typed, flow)).unwrap();
    output["isSignedIn"] == true
}

#[test]
fn the_second_factor_is_asked_for_once() {
    for flow in ["USER_PASSWORD_AUTH", "USER_AUTH", "USER_SRP_AUTH"] {
        for typed in [EMAIL, "My@Email.com", "MY@EMAIL.COM", USERNAME] {
            let scene = signed_in_once(EMAIL, flow);
            scene.user_pool.answer_to_any_case();
            assert!(is_trusted(&scene, typed, flow), "{flow} {typed}");
        }
    }
}

#[test]
fn a_new_typed_name_is_recorded() {
    let scene = signed_in_once(EMAIL, "USER_PASSWORD_AUTH");
    scene.user_pool.add_alias("+15550100");
    assert!(!is_trusted(&scene, "+15550100", "USER_PASSWORD_AUTH"));
    assert_eq!(scene.tab.confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap(), signed_in());
    scene.tab.sign_out();
    assert!(is_trusted(&scene, "+15550100", "USER_PASSWORD_AUTH"));
    scene.tab.sign_out();
    assert!(is_trusted(&scene, EMAIL, "USER_PASSWORD_AUTH"), "the earlier one still leads there");
}

#[test]
fn stored_items_reveal_no_typed_names() {
    let scene = signed_in_once(EMAIL, "USER_PASSWORD_AUTH");
    let stored = scene.world.local.get(&aliases_key()).unwrap();
    assert!(stored.contains(USERNAME) && !stored.contains(EMAIL), "{stored}");
}

#[test]
fn nothing_is_kept_without_a_device() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(input(EMAIL, "USER_PASSWORD_AUTH")).unwrap();
    assert_eq!(scene.world.local.get(&aliases_key()), None);
}

#[test]
fn a_device_that_amplify_kept_under_the_typed_name_proves_itself_with_its_key() {
    let scene = Scene::signed_out();
    let device = scene.remember_device();
    for (item, value) in device.items() {
        scene.world.local.delete(&key(item));
        scene.world.local.put(["CognitoIdentityServiceProvider", CLIENT_ID, EMAIL, item].join("."), value);
    }
    let challenge = json!({
        "ChallengeName": "DEVICE_SRP_AUTH", "Session": "session-1", "ChallengeParameters": {"USERNAME": USERNAME},
    });
    scene.world.network.answer("InitiateAuth", Reply::json(challenge));
    assert_eq!(scene.tab.sign_in(input(EMAIL, "USER_PASSWORD_AUTH")).unwrap(), signed_in());
    for body in scene.world.network.bodies("RespondToAuthChallenge") {
        assert_eq!(body["ChallengeResponses"]["DEVICE_KEY"], *device.key, "{}", body["ChallengeName"]);
    }
}

#[test]
fn a_device_that_amplify_kept_under_the_typed_name_serves_the_refresh_too() {
    let scene = Scene::challenging(Challenge::sms());
    let device = scene.remember_device();
    for (item, value) in device.items() {
        scene.world.local.delete(&key(item));
        scene.world.local.put(["CognitoIdentityServiceProvider", CLIENT_ID, EMAIL, item].join("."), value);
    }
    assert!(is_trusted(&scene, EMAIL, "USER_AUTH"));
    let under_typed_name = ["CognitoIdentityServiceProvider", CLIENT_ID, EMAIL].join(".");
    let keys: Vec<_> = scene.world.local.items().into_keys().collect();
    assert!(!keys.iter().any(|key| key.starts_with(&under_typed_name)), "it has moved: {keys:?}");
    scene.world.clock.advance(3_600_000);
    scene.tab.get_current_user().unwrap();
    assert_eq!(scene.world.network.bodies("GetTokensFromRefreshToken")[0]["DeviceKey"], device.key);
    scene.tab.sign_out();
    assert!(is_trusted(&scene, EMAIL, "USER_AUTH"));
}

#[test]
fn forgetting_a_device_removes_its_names() {
    let scene = signed_in_once(EMAIL, "USER_PASSWORD_AUTH");
    assert!(is_trusted(&scene, EMAIL, "USER_PASSWORD_AUTH"));
    scene.world.network.answer("ForgetDevice", Reply::empty());
    scene.tab.account("forgetDevice", json!({})).unwrap();
    assert_eq!(scene.world.local.get(&aliases_key()), None);
}

#[test]
fn another_users_device_stays() {
    // In a case-sensitive pool, names that differ in case may be two users.
    let scene = signed_in_once(EMAIL, "USER_PASSWORD_AUTH");
    let gone = Reply::refusal(400, "ResourceNotFoundException", "Device does not exist.");
    scene.world.network.answer("InitiateAuth", gone);
    scene.world.network.answer("InitiateAuth", Reply::error("NotAuthorizedException"));
    scene.tab.sign_in(input("MY@email.com", "USER_PASSWORD_AUTH")).unwrap_err();
    assert_eq!(scene.stored("deviceKey"), Some(Device::seed().key));
}

#[test]
fn the_number_of_names_is_limited() {
    let scene = signed_in_once(EMAIL, "USER_PASSWORD_AUTH");
    scene.user_pool.challenge.take();
    for number in 0..40 {
        let alias = format!("alias-{number}@x.org");
        scene.user_pool.add_alias(&alias);
        scene.tab.sign_in(input(&alias, "USER_PASSWORD_AUTH")).unwrap();
        scene.tab.sign_out();
    }
    let stored: Value = serde_json::from_str(&scene.world.local.get(&aliases_key()).unwrap()).unwrap();
    assert_eq!(stored.as_object().unwrap().len(), 20);
    assert!(is_trusted(&scene, "alias-39@x.org", "USER_PASSWORD_AUTH"));
}

#[test]
fn an_invalid_list_of_names_is_ignored() {
    for text in ["", "null", "[1]", "7", "{", r#"{"a":7}"#, "\u{0}"] {
        let scene = signed_in_once(EMAIL, "USER_PASSWORD_AUTH");
        scene.world.local.put(aliases_key(), text);
        assert!(!is_trusted(&scene, EMAIL, "USER_PASSWORD_AUTH"), "{text}");
        assert_eq!(scene.tab.confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap(), signed_in());
        scene.tab.sign_out();
        assert!(is_trusted(&scene, EMAIL, "USER_PASSWORD_AUTH"), "{text}: learned anew");
    }
}
