//! Refreshing the tokens: when it happens, what is sent, and what is kept.

use cognito_wasm::secret::Secret;
use cognito_wasm::token::Jwt;
use serde_json::{Value, json};

use crate::support::seed::{CLIENT_ID, LAST_AUTH_USER, SUB, USERNAME, key, password_input, user_pool_config};
use crate::support::{Reply, START, Scene, jwt};

const REFRESH: [&str; 1] = ["GetTokensFromRefreshToken"];

/// A client without an identity pool, with a session of one hour.
fn signed_in() -> Scene {
    let scene = Scene::with_config(user_pool_config());
    scene.store_session();
    scene
}

fn answer_refresh(scene: &Scene, result: &Value) {
    let reply = json!({ "AuthenticationResult": result });
    scene.world.network.answer("GetTokensFromRefreshToken", Reply::json(reply));
}

#[test]
fn begins_when_less_than_five_seconds_are_left() {
    let scene = signed_in();
    scene.world.clock.advance(3_595_000);
    assert!(scene.tab.session().is_signed_in);
    assert!(scene.operations().is_empty(), "exactly five seconds are left");

    scene.world.clock.advance(1);
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(scene.operations(), REFRESH);
}

#[test]
fn begins_when_the_id_token_is_about_to_expire() {
    let scene = signed_in();
    scene.world.local.put(key("idToken"), jwt(&json!({"sub": SUB, "exp": START + 4})));
    scene.tab.session();
    assert_eq!(scene.operations(), REFRESH);
}

#[test]
fn a_token_without_an_end_counts_as_expired() {
    let scene = signed_in();
    scene.world.local.put(key("accessToken"), jwt(&json!({"sub": SUB})));
    scene.tab.session();
    assert_eq!(scene.operations(), REFRESH);
}

#[test]
fn sends_exactly_the_documented_request() {
    let scene = Scene::expired_tokens();
    scene.tab.session();
    let requests = scene.world.network.requests();
    assert_eq!(requests[0].body, json!({"ClientId": CLIENT_ID, "RefreshToken": "refresh-1"}));
    assert!(!requests[0].header("x-amz-user-agent").contains(" auth/"), "no public function sends it");
}

#[test]
fn stores_the_new_tokens_and_emits_one_event() {
    let scene = Scene::expired_tokens();
    let before = scene.world.local.items();
    let tokens = scene.tab.session().tokens.unwrap();

    assert_eq!(scene.stored("accessToken").as_deref(), Some(tokens.access.raw()));
    assert_eq!(scene.stored("idToken").as_deref(), tokens.id.as_ref().map(Jwt::raw));
    for item in ["accessToken", "idToken"] {
        assert_ne!(scene.stored(item).as_ref(), before.get(&key(item)), "{item}");
    }
    assert_eq!(scene.stored("signInDetails").as_ref(), before.get(&key("signInDetails")));
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some(USERNAME));
    assert_eq!(scene.world.events(), [("tokenRefresh", Value::Null)]);

    scene.world.forget_past();
    assert!(scene.tab.session().is_signed_in);
    assert!(scene.operations().is_empty() && scene.world.events().is_empty(), "the new tokens are valid");
}

#[test]
fn keeps_the_refresh_token_when_none_comes() {
    for none in [Value::Null, json!(""), json!(7)] {
        let scene = Scene::expired_tokens();
        let mut result = scene.user_pool.issue(false);
        result["RefreshToken"] = none.clone();
        answer_refresh(&scene, &result);
        assert_eq!(
            scene.tab.session().tokens.unwrap().refresh.as_ref().map(Secret::expose),
            Some("refresh-1"),
            "{none}"
        );
        assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-1"), "{none}");
    }
}

#[test]
fn replaces_the_refresh_token_when_it_rotates() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    scene.tab.session();
    assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-2"));

    scene.world.clock.advance(3_600_000);
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(scene.world.network.bodies("GetTokensFromRefreshToken")[1]["RefreshToken"], "refresh-2");
}

#[test]
fn removes_the_id_token_when_none_comes() {
    let scene = Scene::expired_tokens();
    scene.user_pool.with_id_token.set(false);
    assert!(scene.tab.session().tokens.unwrap().id.is_none());
    assert_eq!(scene.stored("idToken"), None);
}

#[test]
fn leaves_a_remembered_device_alone() {
    let scene = Scene::expired_tokens();
    for item in ["deviceKey", "deviceGroupKey", "randomPasswordKey"] {
        scene.world.local.put(key(item), "kept");
    }
    scene.tab.session();
    for item in ["deviceKey", "deviceGroupKey", "randomPasswordKey"] {
        assert_eq!(scene.stored(item).as_deref(), Some("kept"), "{item}");
    }
}

#[test]
fn can_be_forced_with_metadata() {
    let scene = signed_in();
    let session = scene.tab.session_with(json!({"forceRefresh": true, "clientMetadata": {"a": "1"}}));
    assert!(session.is_signed_in);
    let body = json!({"ClientId": CLIENT_ID, "RefreshToken": "refresh-1", "ClientMetadata": {"a": "1"}});
    assert_eq!(scene.world.network.bodies("GetTokensFromRefreshToken"), [body]);
    assert_eq!(scene.world.event_names(), ["tokenRefresh"]);

    scene.tab.session_with(json!({"forceRefresh": false}));
    assert_eq!(scene.operations(), REFRESH);
}

#[test]
fn falls_back_to_the_older_operation() {
    let scene = Scene::expired_tokens();
    scene.user_pool.modern.set(false);
    let session = scene.tab.session_with(json!({"clientMetadata": {"a": "1"}}));
    assert!(session.is_signed_in);
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken", "InitiateAuth"]);
    let body = json!({
        "AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": CLIENT_ID, "ClientMetadata": {"a": "1"},
        "AuthParameters": {"REFRESH_TOKEN": "refresh-1"},
    });
    assert_eq!(scene.world.network.bodies("InitiateAuth"), [body]);
    assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-1"));
}

#[test]
fn a_server_that_lacks_the_newer_operation_is_asked_for_it_once() {
    for reply in [
        Reply::error("UnknownOperationException"),
        Reply::error("InvalidAction"),
        Reply::error("UnsupportedOperation"),
        Reply::refusal(501, "InternalFailure", "not yet implemented"),
        Reply::refusal(500, "CognitoLocal#Unsupported", "unsupported"),
    ] {
        let scene = Scene::expired_tokens();
        scene.world.network.answer("GetTokensFromRefreshToken", reply);
        assert!(scene.tab.session().is_signed_in);
        scene.world.clock.advance(3_600_000);
        assert!(scene.tab.session().is_signed_in);
        assert_eq!(scene.operations(), ["GetTokensFromRefreshToken", "InitiateAuth", "InitiateAuth"]);
    }
}

#[test]
fn measures_the_clock_anew() {
    let scene = Scene::expired_tokens();
    scene.world.clock.set_page_error(-90_000);
    // The page's clock is 90 seconds slow. Wait until the tokens have expired by that clock too.
    scene.world.clock.advance(90_000);
    scene.tab.session();
    assert_eq!(scene.stored("clockDrift").as_deref(), Some("90000"));
}

#[test]
fn a_clock_that_is_hours_wrong_starts_no_loop() {
    for error_ms in [7_200_000, -7_200_000] {
        let scene = Scene::signed_out();
        scene.world.clock.set_page_error(error_ms);
        scene.tab.sign_in(password_input()).unwrap();
        scene.world.clock.advance(3_590_000);
        scene.world.forget_past();
        for _ in 0..3 {
            assert!(scene.tab.session().is_signed_in);
        }
        assert!(!scene.operations().contains(&REFRESH[0].to_owned()), "{error_ms}");

        scene.world.clock.advance(10_000);
        for _ in 0..3 {
            assert!(scene.tab.session().is_signed_in);
        }
        let refreshes = scene.operations().iter().filter(|operation| *operation == REFRESH[0]).count();
        assert_eq!(refreshes, 1, "{error_ms}");
    }
}

#[test]
fn reads_a_session_that_amplify_kept() {
    let scene = Scene::expired_tokens();
    scene.world.local.delete(&key("clockDrift"));
    scene.world.local.delete(&key("signInDetails"));
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(scene.operations(), REFRESH);
    assert!(scene.tab.get_current_user().unwrap().get("signInDetails").is_none());
}

#[test]
fn serves_a_user_whose_name_is_not_known() {
    let scene = Scene::expired_tokens();
    scene.world.local.delete(LAST_AUTH_USER);
    assert!(scene.tab.session().is_signed_in, "in this case Amplify stores the items under `username`");
}
