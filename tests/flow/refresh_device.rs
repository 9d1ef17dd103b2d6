//! A refresh in a pool that remembers devices: the refresh token of such a session is bound to its device.

use serde_json::{Value, json};

use crate::support::seed::key;
use crate::support::{Device, Reply, Scene};

const OPERATION: &str = "GetTokensFromRefreshToken";
const KEYS: [&str; 3] = ["deviceKey", "deviceGroupKey", "randomPasswordKey"];

fn expired_on_a_device() -> (Scene, Device) {
    let scene = Scene::expired_tokens();
    let device = scene.remember_device();
    (scene, device)
}

/// A service that, like Cognito, refuses a refresh without the device that the token is bound to.
fn bind(scene: &Scene, device: &Device) {
    let (users, key) = (std::rc::Rc::clone(&scene.user_pool), device.key.clone());
    scene.world.network.serve(move |request| {
        let named = match request.operation.as_str() {
            OPERATION => &request.body["DeviceKey"],
            _ => &request.body["AuthParameters"]["DEVICE_KEY"],
        };
        match request.operation.as_str() {
            _ if *named != *key => Reply::refusal(400, "NotAuthorizedException", "Invalid Refresh Token."),
            OPERATION => users.get_tokens_from_refresh_token(&request.body),
            _ => users.initiate_auth(&request.body),
        }
    });
}

#[test]
fn names_the_device_in_either_operation() {
    for modern in [true, false] {
        let (scene, device) = expired_on_a_device();
        scene.user_pool.modern.set(modern);
        bind(&scene, &device);
        assert!(scene.tab.session().tokens.is_ok(), "{modern}");
        assert_eq!(scene.world.event_names(), ["tokenRefresh"]);
    }
}

#[test]
fn names_the_device_where_only_the_hash_of_a_secret_is_known() {
    let (scene, device) = expired_on_a_device();
    scene.tab.hash_with(|_| Ok("hash".to_owned()));
    bind(&scene, &device);
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(scene.operations(), ["InitiateAuth"]);
}

#[test]
fn names_no_device_unless_all_of_it_is_stored() {
    for item in KEYS {
        let (scene, _) = expired_on_a_device();
        scene.world.local.delete(&key(item));
        assert!(scene.tab.session().tokens.is_ok());
        assert_eq!(scene.world.network.bodies(OPERATION)[0]["DeviceKey"], Value::Null, "{item}");
    }
}

#[test]
fn a_device_unknown_to_the_service_is_removed_and_the_session_refreshed_without_it() {
    let (scene, device) = expired_on_a_device();
    scene.world.network.answer(OPERATION, Reply::refusal(400, "ResourceNotFoundException", "Device does not exist."));
    assert!(scene.tab.session().tokens.is_ok());
    let named: Vec<_> = scene.world.network.bodies(OPERATION).iter().map(|body| body["DeviceKey"].clone()).collect();
    assert_eq!(named, [json!(device.key), Value::Null]);
    assert!(KEYS.iter().all(|item| scene.stored(item).is_none()));
}
