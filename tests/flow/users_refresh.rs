//! Refreshing the session of one user while others are parked, or become the current one.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{LAST_AUTH_USER, key_of};
use crate::support::{Call, Gate, Reply, Scene, sub_of};
use crate::users::{scene_of, shown};
use cognito_wasm::error::Result;
use cognito_wasm::flow::AuthSession;

const OPERATION: &str = "GetTokensFromRefreshToken";

fn stored(scene: &Scene, username: &str, item: &str) -> Option<String> {
    scene.world.local.get(&key_of(username, item))
}

/// A refresh of `grace`, the current user, whose reply is held back.
fn refreshing(rotates: bool) -> (Scene, Gate, Call<Result<AuthSession>>) {
    let scene = scene_of(&["ada", "grace"]);
    scene.user_pool.rotates.set(rotates);
    scene.world.clock.advance(3_600_000);
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.world.settle();
    (scene, gate, call)
}

#[test]
fn a_refresh_does_not_touch_parked_users() {
    let scene = scene_of(&["ada", "grace"]);
    let ada = ["accessToken", "idToken", "refreshToken"].map(|item| stored(&scene, "ada", item));
    scene.world.clock.advance(3_600_000);
    assert_eq!(scene.tab.session().user_sub.unwrap(), sub_of("grace"));
    assert_eq!(scene.operations(), [OPERATION]);
    assert_eq!(["accessToken", "idToken", "refreshToken"].map(|item| stored(&scene, "ada", item)), ada);
    // A parked user's expired tokens are refreshed when they are needed.
    scene.tab.set_current_user("ada").unwrap();
    assert_eq!(scene.operations(), [OPERATION]);
    assert_eq!(scene.tab.session().user_sub.unwrap(), sub_of("ada"));
    assert_eq!(scene.operations(), [OPERATION, OPERATION]);
}

#[test]
fn rotated_tokens_of_a_user_who_was_parked_meanwhile_are_kept() {
    let (scene, gate, call) = refreshing(true);
    let before = stored(&scene, "grace", "refreshToken");
    scene.tab.set_current_user("ada").unwrap();
    gate.open();
    let session = call.finish().unwrap();
    assert_eq!(session.user_sub.unwrap(), sub_of("grace"), "the call answers for the user who asked");
    assert_ne!(stored(&scene, "grace", "refreshToken"), before);
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some("ada"), "nobody is promoted");
    assert!(!scene.operations().contains(&"RevokeToken".to_owned()));
    scene.tab.set_current_user("grace").unwrap();
    assert!(scene.tab.session_with(json!({"forceRefresh": true})).is_signed_in, "the session goes on");
}

#[test]
fn a_sign_out_of_another_user_does_not_lose_rotated_tokens() {
    let (scene, gate, call) = refreshing(true);
    let before = stored(&scene, "grace", "refreshToken");
    scene.tab.set_current_user("ada").unwrap();
    let signing_out = scene.tab.start(calls::sign_out, Value::Null);
    gate.open();
    assert_eq!(call.finish().unwrap().user_sub.unwrap(), sub_of("grace"));
    signing_out.finish().unwrap();
    assert_ne!(stored(&scene, "grace", "refreshToken"), before);
    assert_eq!((scene.tab.current_name(), scene.tab.users()), (None, vec!["grace".to_owned()]));
}

#[test]
fn after_a_sign_out_the_next_users_expired_tokens_are_refreshed_too() {
    let (scene, gate, call) = refreshing(true);
    let signing_out = scene.tab.start(calls::sign_out, Value::Null);
    scene.world.settle();
    scene.tab.set_current_user("ada").unwrap();
    gate.open();
    let session = call.finish().unwrap();
    signing_out.finish().unwrap();
    assert_eq!(session.user_sub.unwrap(), sub_of("ada"));
    assert_eq!(Some(session.tokens.unwrap().access.raw().to_owned()), stored(&scene, "ada", "accessToken"));
    let sent = scene.operations();
    assert_eq!(sent.iter().filter(|name| *name == OPERATION).count(), 2, "one for each user: {sent:?}");
}

#[test]
fn the_end_of_a_parked_session_is_not_the_current_users() {
    let scene = scene_of(&["ada", "grace"]);
    scene.world.clock.advance(3_600_000);
    scene.world.network.answer(OPERATION, Reply::error("NotAuthorizedException"));
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.world.settle();
    scene.tab.set_current_user("ada").unwrap();
    scene.world.forget_past();
    gate.open();
    let session = call.finish().unwrap();
    assert_eq!(session.tokens.unwrap_err().name(), "SessionExpiredException");
    assert_eq!(scene.world.events(), [("userSignedOut", shown("grace"))]);
    assert_eq!(scene.tab.users(), ["ada"]);
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some("ada"));
}

#[test]
fn the_end_of_the_current_session_leaves_parked_users() {
    let scene = scene_of(&["ada", "grace"]);
    scene.world.clock.advance(3_600_000);
    scene.world.network.answer(OPERATION, Reply::error("NotAuthorizedException"));
    assert!(!scene.tab.session().is_signed_in);
    assert_eq!(scene.world.event_names(), ["tokenRefresh_failure", "sessionExpired", "userSignedOut"]);
    assert_eq!((scene.tab.current_name(), scene.tab.users()), (None, vec!["ada".to_owned()]));
}

#[test]
fn a_failed_refresh_ends_nobodys_session() {
    let scene = scene_of(&["ada", "grace"]);
    scene.world.clock.advance(3_600_000);
    for _ in 0..3 {
        scene.world.network.answer(OPERATION, Reply::lost());
    }
    let stored = scene.world.local.items();
    assert_eq!(scene.tab.session().tokens.unwrap_err().name(), "NetworkError");
    assert_eq!(scene.world.local.items(), stored);
}

#[test]
fn a_newer_token_without_room_is_kept_for_each_user() {
    let scene = scene_of(&["ada", "grace"]);
    scene.user_pool.rotates.set(true);
    scene.world.clock.advance(3_600_000);
    // Neither the tokens nor the rotated refresh token can be stored.
    scene.world.local.refuse("grace.refreshToken");
    assert!(scene.tab.session().is_signed_in);
    scene.tab.set_current_user("ada").unwrap();
    assert!(scene.tab.session().is_signed_in, "another user's refresh is stored");
    scene.world.local.refuse("nothing");
    scene.tab.set_current_user("grace").unwrap();
    assert!(scene.tab.session().is_signed_in, "the newest refresh token is used");
}

#[test]
fn an_account_function_acts_for_the_user_who_called_it() {
    let (scene, gate, call) = refreshing(false);
    let attributes = scene.tab.start_account("fetchUserAttributes", Value::Null);
    scene.world.settle();
    scene.tab.set_current_user("ada").unwrap();
    scene.world.network.answer("GetUser", Reply::json(json!({"UserAttributes": []})));
    gate.open();
    let _ = call.finish().unwrap();
    let _ = attributes.finish().unwrap();
    let sent = scene.world.network.bodies("GetUser");
    assert_eq!(sent[0]["AccessToken"].as_str(), stored(&scene, "grace", "accessToken").as_deref());
}
