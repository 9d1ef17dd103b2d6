//! `deleteUser`.

use serde_json::{Value, json};

use crate::support::seed::{GUEST_KEY, IDENTITY, LAST_AUTH_USER, key};
use crate::support::{Reply, Scene};

fn scene() -> Scene {
    let scene = Scene::signed_in();
    for item in ["deviceKey", "deviceGroupKey", "randomPasswordKey"] {
        scene.world.local.put(key(item), "kept");
    }
    scene
}

#[test]
fn deletes_the_user_at_the_service_and_then_all_data_here() {
    let scene = scene();
    scene.world.local.put(GUEST_KEY, IDENTITY);
    scene.world.local.put("theme", "dark");
    let token = scene.stored("accessToken").unwrap();
    scene.world.network.answer("DeleteUser", Reply::empty());
    assert!(scene.tab.account("deleteUser", json!(null)).unwrap().is_null());
    assert_eq!(scene.world.network.bodies("DeleteUser"), [json!({"AccessToken": token})]);
    assert_eq!(scene.operations(), ["DeleteUser"]);
    assert_eq!(scene.world.local.items().into_keys().collect::<Vec<_>>(), ["theme"]);
    assert_eq!(scene.world.events(), [("userDeleted", Value::Null), ("signedOut", json!({"reason": "userDeleted"}))]);
    let trace = scene.world.trace.of(&["reply", "remove", "event"]);
    assert_eq!(
        trace.first().map(String::as_str),
        Some("reply DeleteUser"),
        "nothing is removed before the service has deleted the user"
    );
    assert!(trace[trace.len() - 2..].iter().all(|line| line.starts_with("event ")), "{trace:?}");
    assert!(!scene.tab.session().is_signed_in);
}

#[test]
fn a_deletion_is_told_even_if_an_identity_cannot_be_removed() {
    let scene = scene();
    scene.world.local.put(GUEST_KEY, IDENTITY);
    scene.world.local.hold_fast("identityId");
    scene.world.network.answer("DeleteUser", Reply::empty());
    assert_eq!(scene.tab.account("deleteUser", json!(null)).unwrap_err().name(), "StorageException");
    assert_eq!(scene.world.event_names(), ["userDeleted", "signedOut"]);
    assert!(!scene.tab.session().is_signed_in);
}

#[test]
fn a_refusal_leaves_everything_as_it_was() {
    for (reply, name) in [
        (Reply::error("NotAuthorizedException"), "NotAuthorizedException"),
        (Reply::lost(), "NetworkError"),
        (Reply::page(502), "UnknownError"),
    ] {
        let scene = scene();
        let before = scene.world.local.items();
        scene.world.network.answer("DeleteUser", reply);
        assert_eq!(scene.tab.account("deleteUser", json!({})).unwrap_err().name(), name);
        assert_eq!(scene.operations(), ["DeleteUser"], "a second attempt could only fail");
        assert_eq!(scene.world.local.items(), before);
        assert!(scene.world.events().is_empty());
    }
}

#[test]
fn completes_without_its_caller() {
    let scene = scene();
    let gate = scene.world.network.hold("DeleteUser");
    scene.world.network.answer("DeleteUser", Reply::empty());
    scene.tab.start_account("deleteUser", json!({})).abandon();
    assert!(!scene.world.local.items().is_empty());
    gate.open();
    scene.world.settle();
    assert!(scene.world.local.items().is_empty());
    assert_eq!(scene.world.event_names(), ["userDeleted", "signedOut"]);
}

#[test]
fn keeps_the_session_of_a_user_who_signed_in_meanwhile() {
    let scene = scene();
    let gate = scene.world.network.hold("DeleteUser");
    scene.world.network.answer("DeleteUser", Reply::empty());
    let call = scene.tab.start_account("deleteUser", json!({}));
    let other = key("accessToken").replace("username", "other");
    scene.world.local.put(LAST_AUTH_USER, "other");
    scene.world.local.put(other.clone(), scene.stored("accessToken").unwrap());
    gate.open();
    call.finish().unwrap();
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some("other"));
    assert!(scene.world.local.get(&other).is_some());
    assert!(scene.stored("deviceKey").is_none());
    assert_eq!(scene.world.event_names(), ["userDeleted"]);
}

#[test]
fn a_refresh_under_way_does_not_bring_the_session_back() {
    let scene = scene();
    scene.world.network.answer("DeleteUser", Reply::empty());
    let gate = scene.world.network.hold("GetTokensFromRefreshToken");
    let refresh = scene.tab.start(crate::support::calls::fetch_auth_session, json!({"forceRefresh": true}));
    scene.tab.account("deleteUser", json!({})).unwrap();
    gate.open();
    assert!(!refresh.finish().unwrap().is_signed_in);
    assert!(scene.world.local.items().is_empty());
}
