//! `signOut`.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{
    CLIENT_ID, GUEST_KEY, IDENTITY, LAST_AUTH_USER, identity_pool_config, key, password_input, signed_in,
};
use crate::support::{Reply, Scene};

const DEVICE: [&str; 3] = ["deviceKey", "deviceGroupKey", "randomPasswordKey"];

fn global() -> Value {
    json!({"global": true})
}

#[test]
fn removes_the_session_and_revokes_the_refresh_token() {
    let scene = Scene::signed_in();
    let refresh_token = scene.stored("refreshToken").unwrap();
    assert!(scene.tab.sign_out().is_complete());

    assert_eq!(scene.operations(), ["RevokeToken"]);
    assert_eq!(scene.world.network.bodies("RevokeToken"), [json!({"ClientId": CLIENT_ID, "Token": refresh_token})]);
    assert!(scene.world.local.items().is_empty());
    assert_eq!(scene.world.events(), [("signedOut", Value::Null)]);
    assert!(!scene.tab.session().is_signed_in);
    assert!(scene.tab.get_current_user().is_err());
}

#[test]
fn a_remembered_device_stays() {
    let scene = Scene::signed_in();
    for item in DEVICE {
        scene.world.local.put(key(item), "kept");
    }
    scene.world.local.put(key("oauthMetadata"), r#"{"oauthSignIn":true}"#);
    scene.world.local.put("theme", "dark");
    scene.tab.sign_out();
    let left: Vec<_> = scene.world.local.items().into_keys().collect();
    let mut expected: Vec<_> = DEVICE.into_iter().map(key).chain(["theme".to_owned()]).collect();
    expected.sort();
    assert_eq!(left, expected);
}

#[test]
fn the_page_is_signed_out_before_the_service_is_asked_and_told_last() {
    let scene = Scene::signed_in();
    scene.tab.start(calls::sign_out, global()).finish().unwrap();
    let trace = scene.world.trace.of(&["remove", "send", "event"]);
    let [removals @ .., global, revoke, event] = trace.as_slice() else { panic!("{trace:?}") };
    assert_eq!([global, revoke, event], ["send GlobalSignOut", "send RevokeToken", "event signedOut"]);
    assert_eq!(removals.len(), 6, "{trace:?}");
    assert!(removals.iter().all(|line| line.starts_with("remove ")), "{trace:?}");
}

#[test]
fn everywhere_is_the_access_tokens_doing() {
    let scene = Scene::signed_in();
    let access_token = scene.stored("accessToken").unwrap();
    let output = scene.tab.start(calls::sign_out, global()).finish().unwrap();
    assert!(output.is_complete());
    assert_eq!(scene.operations(), ["GlobalSignOut", "RevokeToken"]);
    assert_eq!(scene.world.network.bodies("GlobalSignOut"), [json!({"AccessToken": access_token})]);
}

#[test]
fn a_revocation_that_fails_leaves_the_token_with_the_caller() {
    let scene = Scene::signed_in();
    let refresh_token = scene.stored("refreshToken").unwrap();
    for _ in 0..3 {
        scene.world.network.answer("RevokeToken", Reply::refusal(500, "InternalErrorException", "down"));
    }
    let output = scene.tab.sign_out();
    let (token, error) = output.revoke_token_error.clone().unwrap();
    assert_eq!((token, error.name()), (refresh_token, "InternalErrorException"));
    assert!(!output.is_complete() && output.global_sign_out_error.is_none());
    assert!(scene.world.local.items().is_empty());
    assert_eq!(scene.world.event_names(), ["signedOut"]);
}

#[test]
fn a_global_sign_out_that_fails_leaves_both_tokens_with_the_caller() {
    let scene = Scene::signed_in();
    let (access_token, refresh_token) = (scene.stored("accessToken").unwrap(), scene.stored("refreshToken").unwrap());
    scene.world.network.answer("GlobalSignOut", Reply::error("NotAuthorizedException"));
    let output = scene.tab.start(calls::sign_out, global()).finish().unwrap();

    assert_eq!(scene.operations(), ["GlobalSignOut"], "the refresh token may still be of use to try again");
    let (token, error) = output.global_sign_out_error.unwrap();
    assert_eq!((token, error.name()), (access_token, "NotAuthorizedException"));
    let (token, error) = output.revoke_token_error.unwrap();
    assert_eq!((token, error.origin().unwrap().name()), (refresh_token, "NotAuthorizedException"));
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn a_token_that_cannot_be_revoked_is_not() {
    let scene = Scene::signed_out();
    scene.user_pool.revocable.set(false);
    scene.store_session();
    assert!(scene.tab.sign_out().is_complete());
    assert!(scene.operations().is_empty(), "without origin_jti the client has no revocation");

    scene.store_session();
    scene.tab.start(calls::sign_out, global()).finish().unwrap();
    assert_eq!(scene.operations(), ["GlobalSignOut"]);
}

#[test]
fn an_expired_session_is_not_refreshed_to_be_ended() {
    let scene = Scene::expired();
    assert!(scene.tab.sign_out().is_complete());
    assert_eq!(scene.operations(), ["RevokeToken"]);
}

#[test]
fn nobody_can_sign_out_too() {
    let scene = Scene::signed_out();
    assert!(scene.tab.sign_out().is_complete());
    assert!(scene.operations().is_empty());
    assert_eq!(scene.world.event_names(), ["signedOut"]);
}

#[test]
fn tokens_that_cannot_be_read_are_removed_as_well() {
    for item in ["accessToken", "idToken"] {
        let scene = Scene::signed_in();
        scene.world.local.put(key(item), "no.token.here");
        scene.tab.sign_out();
        let left = scene.world.local.items();
        assert!(left.is_empty(), "{item}: {:?}", left.keys());
    }
}

#[test]
fn a_guests_identity_is_forgotten() {
    let scene = Scene::signed_in();
    scene.world.local.put(GUEST_KEY, IDENTITY);
    scene.tab.sign_out();
    assert_eq!(scene.world.local.get(GUEST_KEY), None);
}

#[test]
fn a_sign_out_that_has_begun_ends_without_its_caller() {
    for operation in ["GlobalSignOut", "RevokeToken"] {
        let scene = Scene::signed_in();
        let gate = scene.world.network.hold(operation);
        scene.tab.start(calls::sign_out, global()).abandon();
        assert!(scene.world.local.items().is_empty());
        gate.open();
        scene.world.settle();
        assert_eq!(scene.operations(), ["GlobalSignOut", "RevokeToken"]);
        assert_eq!(scene.world.event_names(), ["signedOut"], "{operation}");
        assert!(scene.world.trace.of(&["abort"]).is_empty());
    }
}

#[test]
fn other_tabs_are_signed_out_too() {
    let scene = Scene::signed_in();
    let other = scene.second_tab();
    assert!(other.session().is_signed_in);
    scene.tab.sign_out();
    assert!(!other.session().is_signed_in);
    assert!(other.get_current_user().is_err());
}

#[test]
fn the_next_user_can_sign_in() {
    let scene = Scene::signed_in();
    scene.tab.sign_out();
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert!(scene.world.local.get(LAST_AUTH_USER).is_some());
}

#[test]
fn a_storage_that_fails_is_an_error_and_no_sign_out() {
    let scene = Scene::signed_in();
    scene.world.local.block();
    let error = scene.tab.start(calls::sign_out, json!({})).finish().unwrap_err();
    assert_eq!(error.name(), "StorageException");
    assert!(scene.world.events().is_empty() && scene.operations().is_empty());
}

#[test]
fn refuses_input_of_another_shape_and_stays_signed_in() {
    let scene = Scene::signed_in();
    for input in [json!("global"), json!({"global": "yes"})] {
        let error = scene.tab.start(calls::sign_out, input).finish().unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "validation"));
    }
    assert!(scene.tab.session().is_signed_in);
}

#[test]
fn needs_a_user_pool() {
    let scene = Scene::with_config(identity_pool_config());
    let error = scene.tab.start(calls::sign_out, json!({})).finish().unwrap_err();
    assert_eq!(error.name(), "AuthUserPoolException");
}
