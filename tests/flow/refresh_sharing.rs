//! One refresh for all callers of a page, even if some go away.

use std::rc::Rc;

use cognito_wasm::flow::AuthSession;
use cognito_wasm::secret::Secret;
use serde_json::{Value, json};

use crate::support::seed::key;
use crate::support::{Call, Scene, altered, calls};

const OPERATION: &str = "GetTokensFromRefreshToken";
const REFRESH: [&str; 1] = [OPERATION];

fn access_token(session: AuthSession) -> String {
    session.tokens.unwrap().access.raw().to_owned()
}

#[test]
fn five_callers_share_one_request_one_store_and_one_event() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let calls: Vec<_> = (0..5).map(|_| scene.tab.start(calls::fetch_auth_session, Value::Null)).collect();
    assert!(calls.iter().all(Call::is_pending));
    gate.open();
    let tokens: Vec<_> = calls.into_iter().map(|call| access_token(call.finish().unwrap())).collect();

    assert!(tokens.iter().all(|token| Some(token) == scene.stored("accessToken").as_ref()));
    assert_eq!(scene.operations(), REFRESH);
    assert_eq!(scene.world.trace.count(&["save ", &key("accessToken")].concat()), 1);
    assert_eq!(scene.world.event_names(), ["tokenRefresh"]);
}

#[test]
fn five_callers_share_one_request_of_the_older_operation() {
    let scene = Scene::expired_tokens();
    scene.user_pool.modern.set(false);
    let gate = scene.world.network.hold("InitiateAuth");
    let calls: Vec<_> = (0..5).map(|_| scene.tab.start(calls::fetch_auth_session, Value::Null)).collect();
    assert!(calls.iter().all(Call::is_pending));
    gate.open();
    for call in calls {
        assert_eq!(Some(access_token(call.finish().unwrap())), scene.stored("accessToken"));
    }
    assert_eq!(scene.operations(), [OPERATION, "InitiateAuth"]);
    assert_eq!(scene.world.event_names(), ["tokenRefresh"]);
}

#[test]
fn five_callers_share_one_failure() {
    let scene = Scene::expired_tokens();
    scene.user_pool.revoke();
    let gate = scene.world.network.hold(OPERATION);
    let calls: Vec<_> = (0..5).map(|_| scene.tab.start(calls::fetch_auth_session, Value::Null)).collect();
    gate.open();
    for call in calls {
        assert_eq!(call.finish().unwrap().tokens.unwrap_err().name(), "SessionExpiredException");
    }
    assert_eq!(scene.operations(), REFRESH);
    assert_eq!(scene.world.event_names(), ["tokenRefresh_failure", "sessionExpired"]);
}

#[test]
fn all_kinds_of_callers_share_it() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let session = scene.tab.start(calls::fetch_auth_session, json!({"forceRefresh": true}));
    let user = scene.tab.start(calls::get_current_user, Value::Null);
    gate.open();
    assert!(session.finish().unwrap().is_signed_in);
    assert!(user.finish().is_ok());
    assert_eq!(scene.operations(), REFRESH);
}

#[test]
fn callers_with_other_metadata_do_not_get_each_others_tokens() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let plain = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let special = scene.tab.start(calls::fetch_auth_session, json!({"clientMetadata": {"a": "1"}}));
    gate.open();
    assert_ne!(access_token(plain.finish().unwrap()), access_token(special.finish().unwrap()));
    let bodies = scene.world.network.bodies(OPERATION);
    assert_eq!((bodies.len(), &bodies[1]["ClientMetadata"]), (2, &json!({"a": "1"})));
}

#[test]
fn the_refresh_token_is_used_by_one_at_a_time_whether_or_not_there_are_locks() {
    for without_locks in [false, true] {
        let scene = Scene::expired_tokens();
        scene.user_pool.rotates.set(true);
        if without_locks {
            scene.world.locks.take_away();
        }
        let gate = scene.world.network.hold(OPERATION);
        let plain = scene.tab.start(calls::fetch_auth_session, Value::Null);
        let special = scene.tab.start(calls::fetch_auth_session, json!({"clientMetadata": {"a": "1"}}));
        let sign_out = scene.tab.start(calls::sign_out, json!({"global": true}));
        assert!(plain.is_pending() && special.is_pending());
        gate.open();
        assert!(plain.finish().unwrap().is_signed_in && special.finish().unwrap().is_signed_in);
        assert!(sign_out.finish().unwrap().is_complete());
        let sent = scene.world.network.bodies(OPERATION);
        let sent: Vec<_> = sent.iter().map(|body| body["RefreshToken"].as_str().unwrap()).collect();
        assert_eq!(sent, ["refresh-1", "refresh-2"], "each is used once");
        assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "refresh-3");
    }
}

#[test]
fn a_reply_is_kept_when_its_caller_has_gone() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    scene.tab.start(calls::fetch_auth_session, Value::Null).abandon();
    gate.open();
    scene.world.settle();

    assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-2"), "using the old one would end the session");
    assert!(scene.world.trace.of(&["abort"]).is_empty());
    assert_eq!(scene.world.event_names(), ["tokenRefresh"]);
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(scene.operations(), REFRESH);
}

#[test]
fn those_who_stay_get_the_reply_when_the_first_caller_has_gone() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let first = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let second = scene.tab.start(calls::fetch_auth_session, Value::Null);
    first.abandon();
    gate.open();
    assert!(second.finish().unwrap().is_signed_in);
    assert_eq!(scene.operations(), REFRESH);
}

#[test]
fn a_late_reply_does_not_undo_a_sign_out() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.tab.sign_out();
    gate.open();
    assert!(!call.finish().unwrap().is_signed_in);
    assert!(scene.world.local.items().is_empty());
    assert_eq!(scene.world.event_names(), ["signedOut"]);
}

#[test]
fn a_late_reply_does_not_replace_the_next_users_session() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.tab.sign_out();
    scene.store_session();
    let next = scene.world.local.items();
    gate.open();
    assert_eq!(call.finish().unwrap().tokens.unwrap().refresh.as_ref().map(Secret::expose), Some("refresh-3"));
    assert_eq!(scene.world.local.items(), next);
}

#[test]
fn a_rotated_token_that_nobody_will_use_is_revoked() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.store_session_of("somebody");
    let next = scene.world.local.items();
    gate.open();
    assert_eq!(call.finish().unwrap().tokens.unwrap().username, "somebody");
    assert_eq!(scene.world.local.items(), next);
    scene.world.settle();
    let revoked: Vec<_> = scene.world.network.bodies("RevokeToken").iter().map(|body| body["Token"].clone()).collect();
    assert_eq!(revoked, ["refresh-2"], "the user of the first one is not signed in any more");
}

#[test]
fn a_rotated_token_that_nobody_will_use_is_revoked_even_if_the_next_session_is_not_whole() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    // Another tab has signed out, and is signing somebody else in.
    scene.store_session_of("somebody");
    let access = key("accessToken").replace("username", "somebody");
    let written_last = scene.world.local.get(&access).unwrap();
    scene.world.local.delete(&access);
    gate.open();
    let session = call.finish().unwrap();
    assert_eq!((session.is_signed_in, session.tokens.unwrap_err().name()), (true, "StorageException"));
    scene.world.settle();
    let revoked = scene.world.network.bodies("RevokeToken");
    assert_eq!(revoked.iter().map(|body| &body["Token"]).collect::<Vec<_>>(), [&json!("refresh-2")]);
    scene.world.local.put(access, written_last);
    assert_eq!(scene.tab.session().tokens.unwrap().username, "somebody");
}

#[test]
fn a_reply_waits_until_the_next_session_of_its_user_is_visible() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.world.settle();
    // Another tab has signed out, and is signing the same user in. The access token is written last.
    scene.store_session();
    let access = altered(&scene.stored("accessToken").unwrap().into(), &json!({"origin_jti": "next"}));
    let access = access.as_str().unwrap().to_owned();
    scene.world.local.delete(&key("accessToken"));
    let (world, written_last) = (Rc::clone(&scene.world), access.clone());
    scene.world.local.before_read(4, move || world.local.put(key("accessToken"), written_last));
    gate.open();
    assert_eq!(access_token(call.finish().unwrap()), access);
    scene.world.settle();
    assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "refresh-2", "it is of the earlier sign-in");
}

#[test]
fn a_token_of_the_session_that_goes_on_is_not_revoked() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    // Another program has refreshed it within the pool's grace period.
    scene.store_session();
    gate.open();
    assert!(call.finish().unwrap().is_signed_in);
    scene.world.settle();
    assert_eq!(scene.operations(), REFRESH, "revoking one token of a sign-in revokes all of them");
}

#[test]
fn what_one_user_asked_for_is_not_done_for_the_next() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start_account("updatePassword", json!({"oldPassword": "a", "newPassword": "b"}));
    let user = scene.tab.start(calls::get_current_user, Value::Null);
    scene.tab.sign_out();
    scene.store_session_of("somebody");
    gate.open();
    assert_eq!(call.finish().unwrap_err().name(), "UserUnAuthenticatedException");
    assert_eq!(user.finish().unwrap_err().name(), "UserUnAuthenticatedException");
    assert!(!scene.operations().contains(&"ChangePassword".to_owned()));
}

#[test]
fn a_global_sign_out_waits_for_the_refresh_under_way() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    let refresh = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let sign_out = scene.tab.start(calls::sign_out, json!({"global": true}));
    gate.open();
    assert!(refresh.finish().unwrap().is_signed_in);
    assert!(sign_out.finish().unwrap().is_complete());
    assert_eq!(scene.operations(), [OPERATION, "GlobalSignOut", "RevokeToken"]);
    assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "refresh-2");
    assert!(scene.world.local.items().is_empty());
}
