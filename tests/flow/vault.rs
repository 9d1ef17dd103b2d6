//! The instance in the worker of a vault: what it stores lasts no longer than the session, and the page has the history.

use cognito_wasm::error::Result;
use cognito_wasm::flow::Persistence;
use serde_json::{Value, json};

use crate::support::seed::{CLIENT_ID, EMAIL, PASSWORD, USERNAME, user_pool_config};
use crate::support::{Reply, Scene, Tab};

const DEVICE: [&str; 3] = ["deviceKey", "deviceGroupKey", "randomPasswordKey"];

fn input(username: &str, persistence: Persistence) -> Value {
    let options = json!({"authFlowType": "USER_PASSWORD_AUTH", "persistence": persistence.name()});
    json!({"username": username, "password": PASSWORD, "options": options})
}

/// A scene and its vault.
fn vault() -> (Scene, Tab) {
    let scene = Scene::with_config(user_pool_config());
    let vault = scene.tab.in_vault();
    (scene, vault)
}

/// Lets the next sign-in create a device.
fn create_device(scene: &Scene, device_key: &str) {
    let mut result = scene.user_pool.issue(true);
    result["NewDeviceMetadata"] = json!({"DeviceKey": device_key, "DeviceGroupKey": "group"});
    scene.world.network.answer("InitiateAuth", Reply::json(json!({"AuthenticationResult": result})));
    scene.world.network.answer("ConfirmDevice", Reply::json(json!({})));
}

/// Lets the next sign-in be one with the device that it names.
fn know_device(scene: &Scene) {
    let reply = json!({"AuthenticationResult": scene.user_pool.issue(true)});
    scene.world.network.answer("InitiateAuth", Reply::json(reply));
}

fn named_device(scene: &Scene, vault: &Tab) -> Value {
    scene.world.network.forget();
    vault.session_with(json!({"forceRefresh": true}));
    scene.world.network.bodies("GetTokensFromRefreshToken")[0]["DeviceKey"].clone()
}

/// How many parts of the device are stored.
fn stored_parts(scene: &Scene) -> usize {
    DEVICE.iter().filter(|item| scene.stored(item).is_some()).count()
}

fn set_persistence(scene: &Scene, vault: &Tab, persistence: Persistence) -> Result<()> {
    let auth = vault.auth();
    scene.world.start(async move { auth.set_persistence(persistence).await }).finish()
}

#[test]
fn a_new_device_is_kept_where_its_session_is() {
    for (persistence, parts) in [(Persistence::Memory, 0), (Persistence::Local, 3)] {
        let (scene, vault) = vault();
        create_device(&scene, "device-1");
        vault.sign_in(input(USERNAME, persistence)).unwrap();
        assert_eq!(stored_parts(&scene), parts, "{persistence:?}");
        assert_eq!(named_device(&scene, &vault), "device-1", "{persistence:?}");
        vault.sign_out();
        assert_eq!(stored_parts(&scene), parts, "{persistence:?}");
        know_device(&scene);
        scene.world.network.forget();
        vault.sign_in(input(USERNAME, persistence)).unwrap();
        let sent = &scene.world.network.bodies("InitiateAuth")[0]["AuthParameters"]["DEVICE_KEY"];
        assert_eq!(sent, "device-1", "{persistence:?}: it is known as long as the worker lives");
    }
}

#[test]
fn with_a_session_in_memory_nothing_is_stored() {
    let (scene, vault) = vault();
    create_device(&scene, "device-1");
    vault.sign_in(input(EMAIL, Persistence::Memory)).unwrap();
    assert!(scene.world.local.items().is_empty(), "{:?}", scene.world.local.items());
    vault.sign_out();
    scene.world.network.forget();
    know_device(&scene);
    vault.sign_in(input(EMAIL, Persistence::Memory)).unwrap();
    let sent = &scene.world.network.bodies("InitiateAuth")[0]["AuthParameters"]["DEVICE_KEY"];
    assert_eq!(sent, "device-1", "the typed name leads to it");
}

#[test]
fn a_device_of_an_earlier_session_goes_with_the_later_one() {
    let (scene, vault) = vault();
    create_device(&scene, "device-1");
    vault.sign_in(input(USERNAME, Persistence::Local)).unwrap();
    vault.sign_out();
    know_device(&scene);
    vault.sign_in(input(USERNAME, Persistence::Memory)).unwrap();
    assert_eq!((stored_parts(&scene), named_device(&scene, &vault)), (0, "device-1".into()));
}

#[test]
fn a_session_in_memory_stays_there_whatever_a_script_asks_for() {
    let (scene, vault) = vault();
    create_device(&scene, "device-1");
    vault.sign_in(input(USERNAME, Persistence::Memory)).unwrap();
    let refusal = set_persistence(&scene, &vault, Persistence::Local).unwrap_err();
    assert_eq!(refusal.name(), "InvalidParameterException");
    assert!(scene.world.local.items().is_empty());
    assert!(set_persistence(&scene, &vault, Persistence::Memory).is_ok(), "it is there already");

    let mut exported = vault.export_session(json!({})).unwrap();
    exported["options"] = json!({"persistence": "local", "onExistingSession": "replace"});
    for when in ["while the user is signed in", "after the sign-out"] {
        vault.import_session(exported.clone()).unwrap();
        assert!(scene.stored("accessToken").is_some(), "{when}");
        assert_eq!((scene.stored("refreshToken"), stored_parts(&scene)), (None, 0), "{when}");
        vault.sign_out();
    }
}

#[test]
fn a_session_that_moves_to_memory_leaves_no_device_behind() {
    let (scene, vault) = vault();
    create_device(&scene, "device-1");
    vault.sign_in(input(USERNAME, Persistence::Memory)).unwrap();
    vault.sign_out();
    know_device(&scene);
    vault.sign_in(input(USERNAME, Persistence::Local)).unwrap();
    assert_eq!(stored_parts(&scene), 3);
    set_persistence(&scene, &vault, Persistence::Memory).unwrap();
    assert_eq!((stored_parts(&scene), named_device(&scene, &vault)), (0, "device-1".into()));
}

#[test]
fn a_typed_name_is_stored_with_the_session_although_the_worker_has_it_in_memory() {
    let (scene, vault) = vault();
    create_device(&scene, "device-1");
    vault.sign_in(input(EMAIL, Persistence::Memory)).unwrap();
    vault.sign_out();
    know_device(&scene);
    vault.sign_in(input(EMAIL, Persistence::Local)).unwrap();
    vault.sign_out();
    scene.world.network.forget();
    know_device(&scene);
    scene.tab.in_vault().sign_in(input(EMAIL, Persistence::Local)).unwrap();
    let sent = &scene.world.network.bodies("InitiateAuth")[0]["AuthParameters"]["DEVICE_KEY"];
    assert_eq!(sent, "device-1");
}

#[test]
fn decisions_are_events() {
    let (scene, vault) = vault();
    vault.sign_in(input(USERNAME, Persistence::Memory)).unwrap();
    vault.session_with(json!({"forceRefresh": true}));
    vault.sign_out();
    let decisions: Vec<_> =
        scene.world.events().into_iter().filter(|(name, _)| *name == "decision").map(|(_, data)| data).collect();
    let told = [["signedIn", "USER_PASSWORD_AUTH"], ["refreshed", "forced"], ["signedOut", "user"]];
    assert_eq!(decisions, told.map(|decision| json!(decision)));
}

#[test]
fn elsewhere_decisions_are_no_events() {
    let scene = Scene::signed_in();
    scene.tab.sign_out();
    assert_eq!(scene.world.event_names(), ["signedOut"]);
    assert!(scene.tab.state.session.get(&format!("cognito-wasm.diagnostics.{CLIENT_ID}")).is_some());
}
