//! `signOut`.

use std::rc::Rc;

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{
    CLIENT_ID, GUEST_KEY, IDENTITY, LAST_AUTH_USER, REFRESH_LOCK, REVOCATIONS, identity_pool_config, key,
    password_input, signed_in,
};
use crate::support::{Reply, Scene, altered, meanwhile};

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
    assert_eq!(scene.world.events(), [("signedOut", json!({"reason": "user"}))]);
    assert!(!scene.tab.session().is_signed_in);
    assert_eq!(scene.tab.get_current_user().unwrap_err().name(), "UserUnAuthenticatedException");
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
fn the_page_is_signed_out_first_and_the_event_comes_last() {
    let scene = Scene::signed_in();
    scene.tab.start(calls::sign_out, global()).finish().unwrap();
    let trace = scene.world.trace.of(&["remove", "send", "event"]);
    let [removals @ .., global, revoke, event] = trace.as_slice() else { panic!("{trace:?}") };
    assert_eq!([global, revoke, event], ["send GlobalSignOut", "send RevokeToken", "event signedOut"]);
    assert_eq!(removals.len(), 6, "{trace:?}");
    assert!(removals.iter().all(|line| line.starts_with("remove ")), "{trace:?}");
}

#[test]
fn a_failed_revocation_returns_the_token_to_the_caller() {
    let scene = Scene::signed_in();
    let refresh_token = scene.stored("refreshToken").unwrap();
    for _ in 0..3 {
        scene.world.network.answer("RevokeToken", Reply::refusal(500, "InternalErrorException", "down"));
    }
    let output = scene.tab.sign_out();
    let (token, error) = output.revoke_token_error.clone().unwrap();
    assert_eq!((token.expose(), error.name()), (&*refresh_token, "InternalErrorException"));
    assert!(!output.is_complete() && output.global_sign_out_error.is_none());
    assert!(output.revokes_later);
    assert_eq!(scene.world.local.items().into_keys().collect::<Vec<_>>(), [REVOCATIONS]);
    assert_eq!(scene.world.event_names(), ["signedOut"]);
}

#[test]
fn revokes_any_refresh_token_and_ignores_clients_without_revocation() {
    for unsupported in [false, true] {
        let scene = Scene::signed_out();
        scene.user_pool.revocable.set(false);
        scene.store_session();
        if unsupported {
            scene.world.network.answer("RevokeToken", Reply::error("UnsupportedOperationException"));
        }
        assert!(scene.tab.sign_out().is_complete());
        assert_eq!(scene.operations(), ["RevokeToken"]);
    }
    for access in ["no.token.here", ""] {
        let scene = Scene::signed_in();
        scene.world.local.put(key("accessToken"), access);
        scene.tab.sign_out();
        assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "refresh-1", "{access}");
    }
}

#[test]
fn a_session_restored_by_another_tabs_refresh_is_removed_again() {
    for (origin, stays) in [(None, false), (Some("a later sign-in's"), true)] {
        let scene = Rc::new(Scene::signed_in());
        let mut before = scene.world.local.items();
        let held = scene.world.locks.seize(REFRESH_LOCK);
        let sign_out = scene.tab.start(calls::sign_out, Value::Null);
        scene.world.settle();
        assert!(scene.world.local.items().is_empty(), "the page is signed out at once");
        assert_eq!(scene.operations(), ["RevokeToken"]);
        assert!(sign_out.is_pending());
        if let Some(origin) = origin {
            let token = altered(&json!(before[&key("accessToken")]), &json!({"origin_jti": origin}));
            before.insert(key("accessToken"), token.as_str().unwrap().to_owned());
        }
        let late = Rc::clone(&scene);
        let items = before.clone();
        meanwhile(&scene.world, 5, move || {
            late.world.local.put_all(items);
        });
        drop(held);
        assert!(sign_out.finish().unwrap().is_complete());
        assert_eq!(scene.world.local.items().is_empty(), !stays, "{origin:?}");
        assert_eq!(scene.world.network.bodies("RevokeToken").len(), if stays { 1 } else { 2 });
        assert_eq!(scene.world.event_names().last(), Some(&"signedOut"));
    }
}

#[test]
fn a_session_restored_before_the_service_has_answered_is_removed_again() {
    let scene = Scene::signed_in();
    let before = scene.world.local.items();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let revocation = scene.world.network.hold("RevokeToken");
    let sign_out = scene.tab.start(calls::sign_out, Value::Null);
    scene.world.settle();
    // The refresh of the other tab ends now, and its write is seen here a moment later.
    drop(held);
    scene.world.settle();
    scene.world.local.put_all(before);
    revocation.open();
    assert!(sign_out.finish().unwrap().is_complete());
    assert!(scene.world.local.items().is_empty());
    assert_eq!(scene.world.network.bodies("RevokeToken").len(), 2);
}

#[test]
fn a_session_restored_while_a_refresh_here_waited_for_the_lock_is_removed_again() {
    let scene = Scene::expired_tokens();
    let before = scene.world.local.items();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let refresh = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let sign_out = scene.tab.start(calls::sign_out, Value::Null);
    scene.world.settle();
    // The refresh here gets the lock first, and finds nobody signed in. The sign-out finds the lock free.
    drop(held);
    scene.world.settle();
    scene.world.local.put_all(before);
    assert!(sign_out.finish().unwrap().is_complete());
    assert!(!refresh.finish().unwrap().is_signed_in);
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn a_refresh_that_begins_before_the_removal_is_visible_does_not_restore_the_session() {
    for input in [Value::Null, global()] {
        let scene = Scene::signed_in();
        let other = scene.second_tab();
        scene.tab.write_late(300);
        scene.tab.start(calls::sign_out, input.clone()).finish().unwrap();
        let forced = json!({"forceRefresh": true});
        let session = other.start(calls::fetch_auth_session, forced).finish().unwrap();
        assert!(!session.is_signed_in, "{input}");
        assert!(scene.world.local.items().is_empty(), "{input}");
        assert!(!scene.operations().contains(&"GetTokensFromRefreshToken".to_owned()), "{input}");
    }
}

#[test]
fn a_refresh_token_that_could_not_be_stored_is_revoked() {
    let scene = Scene::expired();
    scene.user_pool.rotates.set(true);
    scene.world.local.refuse("oken");
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-1"));
    scene.tab.sign_out();
    assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "refresh-2");
}

#[test]
fn a_sign_in_in_progress_is_ended() {
    let scene = Scene::waiting_for_code();
    scene.tab.sign_out();
    assert!(scene.tab.state.session.items().is_empty());
    let error = scene.tab.confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap_err();
    assert_eq!(error.name(), "SignInException");
}

#[test]
fn a_sign_out_during_a_sign_in_is_complete() {
    let scene = Scene::waiting_for_code();
    assert!(scene.tab.sign_out().is_complete());
    assert!(scene.operations().is_empty());
    assert_eq!(scene.world.event_names(), ["signedOut"], "as in Amplify");
}

#[test]
fn an_answer_in_progress_does_not_sign_in() {
    let scene = Scene::waiting_for_code();
    let gate = scene.world.network.hold("RespondToAuthChallenge");
    let answer = scene.tab.start(calls::confirm_sign_in, json!({"challengeResponse": "123456"}));
    scene.tab.sign_out();
    gate.open();
    assert_eq!(answer.finish().unwrap_err().name(), "SignInException");
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn tokens_are_found_if_the_last_user_is_not_recorded() {
    let scene = Scene::signed_in();
    let local = &scene.world.local;
    local.delete(LAST_AUTH_USER);
    let of_another = |item: &str| ["CognitoIdentityServiceProvider", CLIENT_ID, "an.other@x.org", item].join(".");
    local.put(of_another("refreshToken"), "refresh-of-another");
    let of_another_client = "CognitoIdentityServiceProvider.another.username.refreshToken";
    local.put(of_another_client, "kept");
    assert!(scene.tab.sign_out().is_complete());

    assert_eq!(local.items().into_keys().collect::<Vec<_>>(), [of_another_client]);
    let mut revoked: Vec<_> =
        scene.world.network.bodies("RevokeToken").iter().map(|body| body["Token"].to_string()).collect();
    revoked.sort();
    assert_eq!(revoked, [r#""refresh-1""#, r#""refresh-of-another""#]);
}

#[test]
fn sessions_are_revoked_even_if_they_cannot_be_removed() {
    let scene = Scene::signed_in();
    let local = &scene.world.local;
    local.delete(LAST_AUTH_USER);
    let of_another = ["CognitoIdentityServiceProvider", CLIENT_ID, "another", "refreshToken"].join(".");
    local.put(&of_another, "refresh-of-another");
    local.hold_fast(".another.");
    let error = scene.tab.start(calls::sign_out, json!({})).finish().unwrap_err();
    assert_eq!(error.name(), "StorageException");
    assert_eq!(local.items().into_keys().collect::<Vec<_>>(), [of_another]);
    let mut revoked: Vec<_> =
        scene.world.network.bodies("RevokeToken").iter().map(|body| body["Token"].to_string()).collect();
    revoked.sort();
    assert_eq!(revoked, [r#""refresh-1""#, r#""refresh-of-another""#]);
    assert_eq!(scene.operations(), ["RevokeToken"; 2]);
}

#[test]
fn an_expired_session_is_not_refreshed_for_a_local_sign_out() {
    let scene = Scene::expired();
    assert!(scene.tab.sign_out().is_complete());
    assert_eq!(scene.operations(), ["RevokeToken"]);
}

#[test]
fn a_sign_out_without_a_session_succeeds() {
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
fn a_sign_out_completes_without_its_caller() {
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
    assert_eq!(other.get_current_user().unwrap_err().name(), "UserUnAuthenticatedException");
}

#[test]
fn the_next_user_can_sign_in() {
    let scene = Scene::signed_in();
    scene.tab.sign_out();
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert!(scene.world.local.get(LAST_AUTH_USER).is_some());
}

#[test]
fn a_failing_storage_is_an_error_and_not_a_sign_out() {
    let scene = Scene::signed_in();
    scene.world.local.block();
    let error = scene.tab.start(calls::sign_out, json!({})).finish().unwrap_err();
    assert_eq!(error.name(), "StorageException");
    assert!(scene.world.events().is_empty() && scene.operations().is_empty());
}

#[test]
fn refuses_invalid_input_and_stays_signed_in() {
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
