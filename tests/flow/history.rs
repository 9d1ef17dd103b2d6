//! The history of decisions, with which a developer finds out why a user was signed out.

use serde_json::{Value, json};

use crate::support::seed::{
    AUTH_USER_LIST, CLIENT_ID, EMAIL, PASSWORD, SUB, USERNAME, input_of, key, password_input, user_pool_config,
};
use crate::support::{Reply, START, Scene, Tab, access_claims, calls, jwt};

const REFRESH: &str = "GetTokensFromRefreshToken";

/// The decisions, as people read them.
fn told(tab: &Tab) -> Vec<String> {
    let history = tab.auth().history();
    history.iter().map(|entry| format!("{}: {}", entry.decision, entry.reason)).collect()
}

fn history_key() -> String {
    format!("cognito-wasm.diagnostics.{CLIENT_ID}")
}

/// Sets the reply to the next refresh and its repetitions.
fn answer_all(scene: &Scene, reply: &Reply) {
    for _ in 0..3 {
        scene.world.network.answer(REFRESH, reply.clone());
    }
}

#[test]
fn a_session_that_is_good_needs_no_decision() {
    let scene = Scene::signed_in();
    scene.tab.session();
    scene.tab.get_current_user().unwrap();
    scene.tab.session_with(json!({"allowStale": true}));
    assert_eq!(told(&scene.tab), [""; 0]);
    assert_eq!(scene.tab.state.session.get(&history_key()), None, "nothing is written");
    let nobody = Scene::signed_out();
    nobody.tab.session();
    assert_eq!(told(&nobody.tab), [""; 0]);
}

#[test]
fn the_life_of_a_session_is_told() {
    let scene = Scene::with_config(user_pool_config());
    scene.tab.sign_in(password_input()).unwrap();
    scene.world.clock.advance(3_600_000);
    scene.tab.session();
    scene.tab.session_with(json!({"forceRefresh": true}));
    scene.world.clock.advance(3_600_000);
    answer_all(&scene, &Reply::page(503));
    scene.tab.session();
    scene.tab.sign_out();
    let life =
        ["signedIn: USER_PASSWORD_AUTH", "refreshed: expired", "refreshed: forced", "kept: 503", "signedOut: user"];
    assert_eq!(told(&scene.tab), life);
    assert_eq!(told(&scene.tab.reload()), life, "it survives a reload");
    let stored: Value = serde_json::from_str(&scene.tab.state.session.get(&history_key()).unwrap()).unwrap();
    assert_eq!(stored[0], json!([1_704_164_645_000.0, "signedIn", "USER_PASSWORD_AUTH"]));
    let other = Tab::open(&scene.world, user_pool_config());
    assert_eq!(told(&other), [""; 0], "another tab has its own");
}

#[test]
fn what_keeps_a_session_is_told_by_status_or_name() {
    for (reply, reason) in [
        (Reply::lost(), "NetworkError"),
        (Reply::timed_out(), "TimeoutError"),
        (Reply::page(200), "UnknownError"),
        (Reply::page(502), "502"),
        (Reply::refusal(429, "TooManyRequestsException", ""), "429"),
        (Reply::error("TooManyRequestsException"), "TooManyRequestsException"),
        (Reply::error("RequestLimitExceeded"), "RequestLimitExceeded"),
        (Reply::error("SomethingNewException"), "SomethingNewException"),
        // What may be anything is not told.
        (Reply::error("alice"), "Unknown"),
        (Reply::error("alice@example.com Exception"), "Unknown"),
        (Reply::error(&["x".repeat(80), "Exception".to_owned()].concat()), "Unknown"),
    ] {
        let scene = Scene::expired_tokens();
        answer_all(&scene, &reply);
        scene.tab.session();
        assert_eq!(told(&scene.tab), [format!("kept: {reason}")]);
    }
}

#[test]
fn what_ends_a_session_is_told() {
    for (name, message, reason) in [
        ("NotAuthorizedException", "Refresh Token has been revoked", "revoked"),
        ("NotAuthorizedException", "User is disabled.", "userDisabled"),
        ("RefreshTokenReuseException", "", "reused"),
    ] {
        let scene = Scene::expired_tokens();
        scene.world.network.answer(REFRESH, Reply::refusal(400, name, message));
        scene.tab.session();
        assert_eq!(told(&scene.tab), [format!("ended: {reason}")]);
    }
    let scene = Scene::signed_in();
    scene.world.network.answer("DeleteUser", Reply::empty());
    scene.tab.account("deleteUser", Value::Null).unwrap();
    assert_eq!(told(&scene.tab), ["signedOut: userDeleted"]);
}

#[test]
fn what_other_tabs_did_is_told() {
    let scene = Scene::expired_tokens();
    let other = Tab::open(&scene.world, user_pool_config());
    let gate = scene.world.network.hold(REFRESH);
    let first = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let second = other.start(calls::fetch_auth_session, Value::Null);
    gate.open();
    assert!(first.finish().unwrap().is_signed_in && second.finish().unwrap().is_signed_in);
    assert_eq!(told(&scene.tab), ["refreshed: expired"]);
    assert_eq!(told(&other), ["waited: otherTab", "adopted: otherTab"]);

    scene.world.clock.advance(3_600_000);
    let gate = scene.world.network.hold(REFRESH);
    let refresh = scene.tab.start(calls::fetch_auth_session, Value::Null);
    other.sign_out();
    gate.open();
    assert!(!refresh.finish().unwrap().is_signed_in);
    assert_eq!(told(&scene.tab).last().unwrap(), "adopted: signedOut");
}

#[test]
fn a_sign_in_during_a_refresh_is_told() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(REFRESH);
    let refresh = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.tab.sign_out();
    gate.open();
    assert!(!refresh.finish().unwrap().is_signed_in);
    assert_eq!(told(&scene.tab), ["signedOut: user", "overtaken: signedOut"]);
}

#[test]
fn what_was_refused_is_told() {
    let scene = Scene::expired_tokens();
    let foreign = jwt(&access_claims(&json!({"exp": START + 9_999, "iat": START, "sub": "somebody else"})));
    scene.world.network.answer(REFRESH, Reply::json(json!({"AuthenticationResult": {"AccessToken": foreign}})));
    scene.tab.session();
    assert_eq!(told(&scene.tab), ["refused: foreignTokens", "kept: InvalidTokens"]);

    for item in ["accessToken", "idToken"] {
        let scene = Scene::signed_in();
        scene.world.local.put(key(item), "no token");
        scene.world.local.delete(&key("refreshToken"));
        assert!(!scene.tab.session().is_signed_in);
        assert_eq!(told(&scene.tab), ["refused: unreadableTokens"], "{item}");
    }
    let half = Scene::signed_in();
    half.world.local.delete(&key("accessToken"));
    half.world.local.delete(&key("refreshToken"));
    assert!(!half.tab.session().is_signed_in);
    assert_eq!(told(&half.tab), ["refused: unreadableTokens"]);

    let repaired = Scene::signed_in();
    repaired.world.local.delete(&key("accessToken"));
    assert!(repaired.tab.session().is_signed_in);
    assert_eq!(told(&repaired.tab), ["refreshed: unreadableTokens"]);
}

#[test]
fn what_was_not_stored_or_revoked_is_told() {
    let scene = Scene::expired_tokens();
    scene.world.local.refuse("accessToken");
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(told(&scene.tab), ["notStored: StorageException", "refreshed: expired"]);
    scene.world.network.answer("RevokeToken", Reply::refusal(400, "UnauthorizedException", ""));
    assert!(!scene.tab.sign_out().is_complete());
    assert_eq!(told(&scene.tab)[2..], ["notRevoked: UnauthorizedException", "signedOut: user"]);

    let full = Scene::with_config(user_pool_config());
    full.world.local.refuse("accessToken");
    full.tab.sign_in(password_input()).unwrap();
    assert_eq!(told(&full.tab), ["signedIn: USER_PASSWORD_AUTH", "degraded: storage"]);
}

#[test]
fn repetitions_of_a_refresh_are_told() {
    let scene = Scene::expired_tokens();
    scene.remember_device();
    scene.world.network.answer(REFRESH, Reply::refusal(400, "ResourceNotFoundException", "Device does not exist."));
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(told(&scene.tab), ["repeated: deviceForgotten", "refreshed: expired"]);
}

#[test]
fn what_several_users_do_is_told() {
    let scene = Scene::with_config(user_pool_config());
    scene.user_pool.add_user("ada");
    scene.user_pool.add_user("grace");
    scene.tab.sign_in(input_of("ada", "add")).unwrap();
    scene.tab.sign_in(input_of("grace", "add")).unwrap();
    scene.tab.set_current_user("ada").unwrap();
    scene.tab.sign_in(input_of("grace", "replace")).unwrap();
    assert_eq!(scene.world.local.get(AUTH_USER_LIST).as_deref(), Some("grace"));
    let flow = "signedIn: USER_PASSWORD_AUTH";
    assert_eq!(told(&scene.tab), [flow, flow, "switched: user", flow, "replaced: otherUser"]);
}

#[test]
fn of_equal_decisions_in_a_row_the_first_and_the_last_are_kept() {
    let scene = Scene::expired_tokens();
    for _ in 0..5 {
        answer_all(&scene, &Reply::lost());
        scene.tab.session();
        scene.world.clock.advance(60_000);
    }
    assert_eq!(told(&scene.tab), ["kept: NetworkError"; 2]);
    let times: Vec<_> = scene.tab.auth().history().iter().map(|entry| entry.time.millis()).collect();
    assert!(times[1] - times[0] > 4 * 60_000, "{times:?}");
}

#[test]
fn a_hundred_decisions_are_kept() {
    let scene = Scene::expired_tokens();
    for is_offline in [true, false].repeat(30) {
        scene.world.clock.advance(3_600_000);
        if is_offline {
            answer_all(&scene, &Reply::lost());
        }
        scene.tab.session();
        scene.tab.session_with(json!({"forceRefresh": true}));
    }
    assert_eq!(scene.tab.auth().history().len(), 100);
    assert_eq!(told(&scene.tab).last().unwrap(), "refreshed: forced");
}

#[test]
fn a_storage_that_does_not_work_costs_the_history_alone() {
    let withhold: fn(&Scene) = |scene| scene.tab.state.session.withhold();
    for prepare in
        [withhold, |scene| scene.tab.state.session.limit(0), |scene| scene.tab.state.session.refuse(CLIENT_ID)]
    {
        let scene = Scene::expired_tokens();
        prepare(&scene);
        assert!(scene.tab.session().tokens.is_ok());
        assert_eq!(told(&scene.tab), [""; 0]);
        assert_eq!(scene.world.event_names(), ["tokenRefresh"]);
    }
}

#[test]
fn what_others_have_written_is_read_with_care() {
    let good = json!([1_000, "kept", "503"]);
    for (stored, kept) in [
        ("", 0),
        ("no JSON", 0),
        ("{}", 0),
        ("[1, null, [], {}]", 0),
        (r#"[[1, "a"], ["1", "a", "b"], [1, 2, 3], [1, "a", "b", "c"]]"#, 0),
        (&*json!([good, [1, "x".repeat(65), "y"], good]).to_string(), 2),
        (&*json!(vec![good; 5_000]).to_string(), 99),
    ] {
        let scene = Scene::expired_tokens();
        scene.tab.state.session.put(history_key(), stored);
        assert!(scene.tab.session().tokens.is_ok());
        assert_eq!(told(&scene.tab).len(), kept + 1, "{stored:.40}");
        assert_eq!(told(&scene.tab).last().unwrap(), "refreshed: expired");
    }
}

/// A text that is a secret or names a user, wherever it turns up.
const MARK: &str = "MARKED";

#[test]
fn no_decision_and_no_reason_contains_a_secret_or_a_name() {
    let scene = Scene::with_config(user_pool_config());
    let forbidden = [USERNAME, SUB, EMAIL, PASSWORD, MARK];
    let marked = format!("{MARK} {USERNAME} {SUB}");
    for name in [MARK, USERNAME, SUB, &*format!("{SUB}Exception"), "NotAuthorizedException", "InternalErrorException"] {
        for status in [400, 401, 429, 500] {
            scene.tab.sign_in(password_input()).unwrap();
            scene.world.clock.advance(3_600_000);
            answer_all(&scene, &Reply::refusal(status, name, &marked));
            scene.tab.session();
            let foreign = jwt(&access_claims(&json!({"exp": START + 9_999, "username": MARK, "sub": MARK})));
            scene.world.network.answer(REFRESH, Reply::json(json!({"AuthenticationResult": {"AccessToken": foreign}})));
            scene.tab.session();
            for _ in 0..3 {
                scene.world.network.answer("RevokeToken", Reply::refusal(status, name, &marked));
            }
            scene.tab.sign_out();
        }
    }
    scene.store_session();
    scene.world.local.put(key("accessToken"), MARK);
    scene.tab.session();
    scene.tab.sign_out();
    scene.user_pool.add_user(MARK);
    scene.user_pool.add_user("grace");
    scene.tab.sign_in(input_of(MARK, "add")).unwrap();
    scene.tab.sign_in(input_of("grace", "add")).unwrap();
    scene.tab.set_current_user(MARK).unwrap();
    scene.tab.start(calls::sign_out, json!({"allUsers": true})).finish().unwrap();

    let stored = scene.tab.state.session.get(&history_key()).unwrap();
    for text in forbidden {
        assert!(!stored.replace(CLIENT_ID, "").contains(text), "{text}: {stored}");
    }
    let reasons = scene.world.events().into_iter().filter(|(name, _)| ["signedOut", "sessionExpired"].contains(name));
    let reasons: Vec<_> = reasons.map(|(_, data)| data["reason"].as_str().unwrap().to_owned()).collect();
    assert!(reasons.len() > 20);
    assert!(reasons.iter().all(|reason| ["user", "revoked"].contains(&&**reason)), "{reasons:?}");
}
