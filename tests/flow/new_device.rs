//! Registering a new device (`NewDeviceMetadata`) at the end of a sign-in.

use base64ct::{Base64, Encoding as _};
use serde_json::{Value, json};

use crate::support::seed::{EMAIL, PASSWORD, USERNAME, key, signed_in, srp_input, user_pool_config};
use crate::support::{Challenge, DEVICE_NAME, Device, Reply, Scene, Tab, calls};

const CONFIRM: &str = "ConfirmDevice";

fn metadata() -> Value {
    let Device { key, group, .. } = Device::seed();
    json!({"DeviceKey": key, "DeviceGroupKey": group})
}

/// A scene in which the service does not know the device of the user who signs in.
fn scene(confirmed: Reply, metadata: Value) -> (Scene, String) {
    let scene = Scene::signed_out();
    let mut result = scene.user_pool.issue(true);
    result["NewDeviceMetadata"] = metadata;
    let access_token = result["AccessToken"].as_str().unwrap().to_owned();
    let reply = Reply::json(json!({"AuthenticationResult": result}));
    scene.world.network.answer("RespondToAuthChallenge", reply);
    scene.world.network.answer(CONFIRM, confirmed);
    (scene, access_token)
}

/// The device as the page stores it, with the salt that was sent to the service.
fn registered(scene: &Scene, config: &Value) -> Device {
    let salt = Base64::decode_vec(config["Salt"].as_str().unwrap()).unwrap();
    Device {
        key: scene.stored("deviceKey").unwrap(),
        group: scene.stored("deviceGroupKey").unwrap(),
        password: scene.stored("randomPasswordKey").unwrap(),
        salt: cognito_wasm::srp::encoding::hex(&salt),
    }
}

#[test]
fn registers_a_verifier_and_keeps_the_password() {
    let (scene, access_token) = scene(Reply::json(json!({"UserConfirmationNecessary": false})), metadata());
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());

    let [body] = scene.world.network.bodies(CONFIRM).try_into().unwrap();
    let config = &body["DeviceSecretVerifierConfig"];
    let Device { key, group, .. } = Device::seed();
    let expected = json!({
        "AccessToken": access_token, "DeviceName": DEVICE_NAME, "DeviceKey": key, "DeviceSecretVerifierConfig": config,
    });
    assert_eq!(body, expected);

    let device = registered(&scene, config);
    assert_eq!((&device.key, &device.group), (&key, &group));
    assert_eq!(Base64::decode_vec(&device.password).unwrap().len(), 40);
    assert!(device.salt.len() >= 32, "16 bytes, and one more where the first is large");
    let verifier = Base64::decode_vec(config["PasswordVerifier"].as_str().unwrap()).unwrap();
    assert_eq!(verifier, device.verifier(), "as computed from the protocol's text");
    assert!(!body.to_string().contains(&device.password));
}

#[test]
fn a_device_without_a_name_is_registered_without_one() {
    let (scene, _) = scene(Reply::json(json!({})), metadata());
    scene.tab.hide_device_name();
    scene.tab.sign_in(srp_input()).unwrap();
    let [body] = scene.world.network.bodies(CONFIRM).try_into().unwrap();
    assert_eq!(body.get("DeviceName"), None, "the service refuses an empty one");
}

#[test]
fn the_device_can_prove_itself_at_the_next_sign_in() {
    let (scene, _) = scene(Reply::json(json!({})), metadata());
    scene.tab.sign_in(srp_input()).unwrap();
    let device = registered(&scene, &scene.world.network.bodies(CONFIRM)[0]["DeviceSecretVerifierConfig"]);
    scene.tab.sign_out();

    scene.user_pool.device.replace(Some(device));
    scene.user_pool.challenge.replace(Some(Challenge::sms()));
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in(), "without a code");
}

#[test]
fn two_devices_have_different_passwords_and_salts() {
    let passwords = || {
        let (scene, _) = scene(Reply::json(json!({})), metadata());
        scene.tab.sign_in(srp_input()).unwrap();
        let config = scene.world.network.bodies(CONFIRM)[0]["DeviceSecretVerifierConfig"].clone();
        let device = registered(&scene, &config);
        scene.tab.sign_out();
        let mut result = scene.user_pool.issue(true);
        result["NewDeviceMetadata"] = metadata();
        let reply = Reply::json(json!({"AuthenticationResult": result}));
        scene.world.network.answer("RespondToAuthChallenge", reply);
        scene.world.network.answer(CONFIRM, Reply::json(json!({})));
        for item in ["deviceKey", "deviceGroupKey", "randomPasswordKey"] {
            scene.world.local.delete(&key(item));
        }
        scene.tab.sign_in(srp_input()).unwrap();
        let config = scene.world.network.bodies(CONFIRM)[1]["DeviceSecretVerifierConfig"].clone();
        (device, registered(&scene, &config))
    };
    let (first, second) = passwords();
    assert!(first.password != second.password && first.salt != second.salt);
}

#[test]
fn a_device_that_the_service_refuses_does_not_stop_the_sign_in() {
    for (refusal, may_be_known) in [
        (Reply::error("InvalidParameterException"), false),
        (Reply::error("NotAuthorizedException"), false),
        (Reply::lost(), true),
        (Reply::timed_out(), true),
        (Reply::page(502), true),
    ] {
        let (scene, _) = scene(refusal.clone(), metadata());
        assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
        assert!(scene.stored("accessToken").is_some());
        assert_eq!(scene.world.event_names(), ["signedIn"]);
        assert_eq!(scene.stored("deviceKey").is_some(), may_be_known, "{refusal:?}");
        assert_eq!(scene.stored("randomPasswordKey").is_some(), may_be_known, "{refusal:?}");
        assert_eq!(scene.world.network.bodies(CONFIRM).len(), 1, "a repetition would be refused");
    }
}

#[test]
fn the_session_of_a_refused_device_names_no_other_device() {
    for typed in [USERNAME, EMAIL] {
        let (scene, _) = scene(Reply::error("InvalidParameterException"), metadata());
        let device = scene.remember_device();
        scene.user_pool.device.take();
        let owner = |item: &str| key(item).replace(USERNAME, typed);
        for (item, value) in device.items() {
            scene.world.local.delete(&key(item));
            scene.world.local.put(owner(item), value);
        }
        scene.world.network.answer(
            "InitiateAuth",
            Reply::json(json!({"AuthenticationResult": {
                "AccessToken": scene.user_pool.issue(true)["AccessToken"], "RefreshToken": "refresh-1",
                "NewDeviceMetadata": metadata(),
            }})),
        );
        let input = json!({"username": typed, "password": PASSWORD, "options": {"authFlowType": "USER_PASSWORD_AUTH"}});
        assert_eq!(scene.tab.sign_in(input).unwrap(), signed_in(), "{typed}");
        assert_eq!(scene.stored("deviceKey"), None, "{typed}");
        scene.tab.session_with(json!({"forceRefresh": true}));
        let sent = scene.world.network.bodies("GetTokensFromRefreshToken").remove(0);
        assert_eq!(sent.get("DeviceKey"), None, "{typed}");
    }
}

#[test]
fn invalid_metadata_is_ignored() {
    for metadata in [
        json!({}),
        json!({"DeviceKey": "k"}),
        json!({"DeviceGroupKey": "g"}),
        json!({"DeviceKey": "", "DeviceGroupKey": "g"}),
        json!({"DeviceKey": 7, "DeviceGroupKey": "g"}),
        json!("x"),
        Value::Null,
    ] {
        let (scene, _) = scene(Reply::json(json!({})), metadata.clone());
        assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in(), "{metadata}");
        assert!(scene.world.network.bodies(CONFIRM).is_empty(), "{metadata}");
        assert!(scene.stored("deviceKey").is_none());
    }
}

#[test]
fn a_device_that_cannot_be_stored_does_not_stop_the_sign_in() {
    for item in ["deviceKey", "deviceGroupKey", "randomPasswordKey"] {
        let (scene, _) = scene(Reply::json(json!({})), metadata());
        scene.world.local.refuse(item);
        assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
        assert_eq!(scene.tab.get_current_user().unwrap()["username"], USERNAME);
        let left =
            ["deviceKey", "deviceGroupKey", "randomPasswordKey"].iter().filter(|key| scene.stored(key).is_some());
        assert!(left.count() < 3, "the device is ignored");
    }
}

#[test]
fn signed_in_is_emitted_after_the_device_is_stored() {
    let (scene, _) = scene(Reply::json(json!({})), metadata());
    scene.tab.sign_in(srp_input()).unwrap();
    let trace = scene.world.trace.of(&["send", "save", "event"]);
    let of = |item| trace.iter().position(|line| line.starts_with("save") && line.ends_with(item)).unwrap();
    assert!(of("randomPasswordKey") < of("accessToken"), "the device is stored first, while there is room");
    assert_eq!(trace.last().unwrap(), "event signedIn", "{trace:?}");
}

#[test]
fn a_sign_out_in_between_leaves_nothing() {
    let (scene, _) = scene(Reply::json(json!({})), metadata());
    let gate = scene.world.network.hold(CONFIRM);
    let sign_in = scene.tab.start(calls::sign_in, srp_input());
    scene.tab.sign_out();
    gate.open();
    assert_eq!(sign_in.finish().unwrap_err().name(), "SignInException");
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn without_random_numbers_there_is_no_device() {
    let scene = Scene::signed_out();
    let mut result = scene.user_pool.issue(true);
    result["NewDeviceMetadata"] = metadata();
    scene.world.network.answer("InitiateAuth", Reply::json(json!({"AuthenticationResult": result})));
    scene.tab.take_random_away();
    let error = scene.tab.sign_in(srp_input()).unwrap_err();
    assert_eq!(error.name(), "MissingPolyfill");
    assert!(scene.stored("deviceKey").is_none());
}

#[test]
fn is_kept_in_memory_with_its_session_if_the_storage_is_full() {
    let (scene, _) = scene(Reply::json(json!({})), metadata());
    scene.world.local.limit(0);
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
    assert!(scene.world.local.items().is_empty());
    scene.world.clock.advance(3_600_000);
    assert!(scene.tab.session().tokens.is_ok());
    let [refresh] = scene.world.network.bodies("GetTokensFromRefreshToken").try_into().unwrap();
    assert_eq!(refresh["DeviceKey"], Device::seed().key.as_str());
}

const REFRESH: &str = "GetTokensFromRefreshToken";

/// Lets the next sign-in with a password create this device.
fn create_device(scene: &Scene, device_key: &str) {
    let mut result = scene.user_pool.issue(true);
    result["NewDeviceMetadata"] = json!({"DeviceKey": device_key, "DeviceGroupKey": "group"});
    scene.world.network.answer("InitiateAuth", Reply::json(json!({"AuthenticationResult": result})));
    scene.world.network.answer(CONFIRM, Reply::json(json!({})));
}

fn plain_input(persistence: &str) -> Value {
    let options = json!({"authFlowType": "USER_PASSWORD_AUTH", "persistence": persistence});
    json!({"username": USERNAME, "password": PASSWORD, "options": options})
}

/// The device that the refresh of a tab names.
fn named_device(scene: &Scene, tab: &Tab) -> Value {
    scene.world.network.forget();
    tab.session_with(json!({"forceRefresh": true}));
    scene.world.network.bodies(REFRESH)[0]["DeviceKey"].clone()
}

#[test]
fn a_session_names_its_own_device_while_another_of_the_user_has_another() {
    for persistence in ["session", "memory"] {
        let scene = Scene::with_config(user_pool_config());
        let other = scene.second_tab_of(user_pool_config());
        create_device(&scene, "device-1");
        scene.tab.sign_in(plain_input(persistence)).unwrap();
        create_device(&scene, "device-2");
        other.sign_in(plain_input("local")).unwrap();
        assert_eq!(named_device(&scene, &scene.tab), "device-1", "{persistence}");
        assert_eq!(named_device(&scene, &other), "device-2", "{persistence}");

        // The tab's own session ends, and it is to use the one that tabs share.
        scene.tab.sign_out();
        create_device(&scene, "device-3");
        other.sign_out();
        other.sign_in(plain_input("local")).unwrap();
        let tab = scene.tab.reload();
        tab.set_current_user(USERNAME).unwrap();
        assert_eq!(named_device(&scene, &tab), "device-3", "{persistence}");
    }
}

#[test]
fn tabs_that_share_a_session_have_its_device() {
    let scene = Scene::with_config(user_pool_config());
    create_device(&scene, "device-1");
    scene.tab.sign_in(plain_input("memory")).unwrap();
    scene.tab.sign_out();
    for item in ["deviceKey", "deviceGroupKey", "randomPasswordKey"] {
        scene.world.local.delete(&key(item));
    }
    // The sign-in names the device that is in memory.
    let reply = json!({"AuthenticationResult": scene.user_pool.issue(true)});
    scene.world.network.answer("InitiateAuth", Reply::json(reply));
    scene.tab.sign_in(plain_input("local")).unwrap();
    assert_eq!(named_device(&scene, &scene.second_tab_of(user_pool_config())), "device-1");
}

#[test]
fn a_session_whose_device_has_no_room_goes_into_memory_with_it() {
    let scene = Scene::with_config(user_pool_config());
    scene.world.local.refuse(&key("deviceKey"));
    create_device(&scene, "device-1");
    scene.tab.sign_in(plain_input("local")).unwrap();
    assert!(scene.world.event_names().contains(&"storageDegraded"));
    assert_eq!(named_device(&scene, &scene.tab), "device-1");
    assert_eq!(scene.stored("accessToken"), None, "other tabs could not refresh it");
}

#[test]
fn a_late_answer_about_a_device_leaves_its_successor() {
    let scene = Scene::with_config(user_pool_config());
    scene.remember_device();
    let refusal = Reply::refusal(400, "ResourceNotFoundException", "Device does not exist.");
    scene.world.network.answer("InitiateAuth", refusal);
    let gate = scene.world.network.hold("InitiateAuth");
    let call = scene.tab.start(calls::sign_in, plain_input("local"));
    scene.world.local.put(key("deviceKey"), "another");
    gate.open();
    assert!(call.finish().is_ok());
    assert_eq!(scene.stored("deviceKey").as_deref(), Some("another"));
}
