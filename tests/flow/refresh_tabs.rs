//! One refresh for all tabs of an origin: the lock, and what other tabs do meanwhile.

use cognito_wasm::flow::Session;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::support::seed::REFRESH_LOCK;
use crate::support::{Reply, Scene, calls};

const OPERATION: &str = "GetTokensFromRefreshToken";
const REFRESH: [&str; 1] = [OPERATION];

fn access_token(session: Session) -> String {
    session.tokens.unwrap().access.raw().to_owned()
}

fn refreshes(scene: &Scene) -> usize {
    scene.operations().iter().filter(|operation| *operation == OPERATION).count()
}

#[test]
fn a_late_reply_does_not_undo_a_sign_out_in_another_tab() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.second_tab().sign_out();
    gate.open();
    assert!(!call.finish().unwrap().is_signed_in);
    assert!(scene.world.local.items().is_empty());
    assert!(!scene.world.event_names().contains(&"tokenRefresh"));
}

#[test]
fn two_tabs_share_one_request() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let other = scene.second_tab();
    let gate = scene.world.network.hold(OPERATION);
    let here = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let there = other.start(calls::fetch_auth_session, Value::Null);
    assert!(here.is_pending() && there.is_pending());
    gate.open();

    assert_eq!(access_token(here.finish().unwrap()), access_token(there.finish().unwrap()));
    assert_eq!(refreshes(&scene), 1, "the second would have spent a token that was spent");
    assert_eq!(scene.world.event_names(), ["tokenRefresh"]);
}

#[test]
fn a_sign_out_in_another_tab_is_seen_after_waiting() {
    let scene = Scene::expired_tokens();
    let other = scene.second_tab();
    let gate = scene.world.network.hold(OPERATION);
    let there = other.start(calls::fetch_auth_session, Value::Null);
    let here = scene.tab.start(calls::fetch_auth_session, Value::Null);
    other.sign_out();
    gate.open();
    assert!(!there.finish().unwrap().is_signed_in);
    assert!(!here.finish().unwrap().is_signed_in);
    assert_eq!(refreshes(&scene), 1);
}

#[test]
fn another_tab_that_fails_leaves_the_refresh_to_this_one() {
    let scene = Scene::expired_tokens();
    let other = scene.second_tab();
    let gate = scene.world.network.hold(OPERATION);
    scene.world.network.answer(OPERATION, Reply::timed_out());
    let there = other.start(calls::fetch_auth_session, Value::Null);
    let here = scene.tab.start(calls::fetch_auth_session, Value::Null);
    gate.open();
    assert_eq!(there.finish().unwrap().tokens.unwrap_err().name(), "TimeoutError");
    assert!(here.finish().unwrap().tokens.is_ok());
    assert_eq!(refreshes(&scene), 2);
}

#[test]
fn the_lock_is_held_around_the_request_only() {
    let scene = Scene::expired_tokens();
    scene.tab.session();
    let lock = ["lock ", REFRESH_LOCK].concat();
    let unlock = ["unlock ", REFRESH_LOCK].concat();
    let expected =
        [&*lock, "send GetTokensFromRefreshToken", "reply GetTokensFromRefreshToken", &*unlock, "event tokenRefresh"];
    assert_eq!(scene.world.trace.of(&["lock", "unlock", "send", "reply", "event"]), expected);
    let trace = scene.world.trace.of(&["save", "unlock"]);
    assert_eq!(trace.last(), Some(&unlock), "the next tab finds everything stored");
}

#[test]
fn failures_are_told_after_the_lock_is_released() {
    for reply in [Reply::timed_out(), Reply::error("NotAuthorizedException")] {
        let scene = Scene::expired_tokens();
        scene.world.network.answer(OPERATION, reply);
        scene.tab.session();
        let trace = scene.world.trace.of(&["unlock", "event"]);
        assert!(trace[0].starts_with("unlock") && trace[1] == "event tokenRefresh_failure", "{trace:?}");
    }
}

#[test]
fn no_lock_is_taken_for_tokens_that_are_good() {
    let scene = Scene::signed_in();
    scene.tab.session();
    assert!(scene.world.trace.of(&["lock"]).is_empty());
}

#[test]
fn goes_on_without_locks() {
    let scene = Scene::expired_tokens();
    scene.world.locks.take_away();
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(scene.operations(), REFRESH);
}

#[test]
fn goes_on_when_another_tab_does_not_let_go() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    assert!(call.is_pending() && scene.operations().is_empty());
    assert_eq!(scene.world.locks.run_out_of_patience(), 1);
    assert!(call.finish().unwrap().tokens.is_ok());
    drop(held);
}

#[test]
fn what_another_tab_refreshed_meanwhile_is_adopted() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.store_session();
    drop(held);
    assert_eq!(Some(access_token(call.finish().unwrap())), scene.stored("accessToken"));
    assert!(scene.operations().is_empty() && scene.world.events().is_empty(), "the other tab has told of it");
}

#[test]
fn what_another_tab_refreshed_is_adopted_even_if_the_storage_lags_behind_the_lock() {
    let scene = Rc::new(Scene::expired_tokens());
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let late = Rc::clone(&scene);
    *scene.world.meanwhile.borrow_mut() = Some(Box::new(move || late.store_session()));
    drop(held);
    assert!(call.finish().unwrap().tokens.is_ok());
    assert!(scene.operations().is_empty(), "the refresh token is used once");
}

#[test]
fn a_tab_that_had_the_lock_without_refreshing_is_not_waited_for_long() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    drop(held);
    assert!(call.finish().unwrap().tokens.is_ok());
    assert_eq!(scene.operations(), REFRESH);
    assert_eq!(scene.world.trace.of(&["sleep"]).len(), 10);
}

#[test]
fn what_another_tab_refreshed_long_ago_is_refreshed_again() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.store_session();
    scene.world.clock.advance(3_600_000);
    drop(held);
    assert!(call.finish().unwrap().tokens.is_ok());
    assert_eq!(scene.world.network.bodies(OPERATION)[0]["RefreshToken"], "refresh-2");
}

#[test]
fn metadata_is_sent_even_if_another_tab_has_refreshed() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, json!({"clientMetadata": {"a": "1"}}));
    scene.store_session();
    drop(held);
    assert!(call.finish().unwrap().tokens.is_ok());
    assert_eq!(scene.world.network.bodies(OPERATION)[0]["ClientMetadata"], json!({"a": "1"}));
}

#[test]
fn a_session_that_another_tab_ended_meanwhile_is_over() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.second_tab().sign_out();
    scene.world.forget_past();
    drop(held);
    assert!(!call.finish().unwrap().is_signed_in);
    assert!(scene.operations().is_empty() && scene.world.events().is_empty());
}
