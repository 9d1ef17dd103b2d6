//! One refresh for all tabs of an origin: the lock, and changes by other tabs.

use std::collections::BTreeMap;
use std::rc::Rc;

use cognito_wasm::flow::AuthSession;
use serde_json::{Value, json};

use crate::support::seed::{REFRESH_LOCK, key};
use crate::support::{Reply, Scene, calls, meanwhile};

const OPERATION: &str = "GetTokensFromRefreshToken";
const REFRESH: [&str; 1] = [OPERATION];

fn access_token(session: AuthSession) -> String {
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
    assert_eq!(refreshes(&scene), 1, "a second refresh would use a token that is no longer valid");
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
fn if_another_tabs_refresh_fails_this_one_refreshes() {
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
fn the_lock_is_held_during_the_request_only() {
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
fn failures_emit_events_after_the_lock_is_released() {
    for reply in [Reply::timed_out(), Reply::error("NotAuthorizedException")] {
        let scene = Scene::expired_tokens();
        scene.world.network.answer(OPERATION, reply);
        scene.tab.session();
        let trace = scene.world.trace.of(&["unlock", "event"]);
        assert!(trace[0].starts_with("unlock") && trace[1] == "event tokenRefresh_failure", "{trace:?}");
    }
}

#[test]
fn no_lock_is_taken_for_valid_tokens() {
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
fn without_the_lock_the_refresh_token_is_not_used() {
    let scene = Scene::expired_tokens();
    let before = scene.world.local.items();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let session = scene.tab.session();
    assert!(session.is_signed_in);
    let error = session.tokens.unwrap_err();
    assert_eq!((error.name(), error.retryable()), ("TimeoutError", true));
    let told = json!({"error": "NetworkError"});
    assert_eq!(scene.world.events(), [("tokenRefresh_failure", told)], "Amplify UI signs the user out after any other");
    assert!(scene.operations().is_empty(), "the other tab may be using it");
    assert_eq!(scene.world.local.items(), before);
    drop(held);
    assert!(scene.tab.session().tokens.is_ok());
}

#[test]
fn tokens_that_another_tab_wrote_before_hanging_are_used_without_the_lock() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.store_session();
    assert_eq!(Some(access_token(call.finish().unwrap())), scene.stored("accessToken"));
    assert!(scene.operations().is_empty() && scene.world.events().is_empty(), "the other tab emits the event");
    drop(held);
}

/// Lets another tab refresh the session. Returns what it wrote and announced.
fn refreshed_elsewhere(scene: &Scene) -> (BTreeMap<String, String>, String) {
    scene.world.trace.clear();
    assert!(scene.second_tab().session_with(json!({"forceRefresh": true})).tokens.is_ok());
    let trace = scene.world.trace.of(&["announce"]);
    let [line] = trace.as_slice() else { panic!("{trace:?}") };
    (scene.world.local.items(), line.strip_prefix("announce ").unwrap().to_owned())
}

fn write(scene: &Scene, items: &BTreeMap<String, String>) {
    scene.world.local.put_all(items);
}

#[test]
fn waits_longer_for_an_announced_write() {
    let scene = Rc::new(Scene::expired_tokens());
    let before = scene.world.local.items();
    let (after, mark) = refreshed_elsewhere(&scene);
    write(&scene, &before);
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    held.announce(&mark);
    let late = Rc::clone(&scene);
    let expected = after.get(&key("accessToken")).cloned();
    meanwhile(&scene.world, 150, move || write(&late, &after));
    drop(held);
    assert_eq!(Some(access_token(call.finish().unwrap())), expected);
    assert_eq!(refreshes(&scene), 1, "the refresh token is used once");
}

#[test]
fn waits_for_the_whole_announced_write() {
    let scene = Rc::new(Scene::expired_tokens());
    scene.user_pool.rotates.set(true);
    let before = scene.world.local.items();
    let (first, first_mark) = refreshed_elsewhere(&scene);
    let (second, second_mark) = refreshed_elsewhere(&scene);
    write(&scene, &before);
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, json!({"clientMetadata": {"a": "1"}}));
    held.announce(&first_mark);
    held.announce(&second_mark);
    // The writes become visible one after the other, the refresh token last.
    let expected = second.get(&key("refreshToken")).cloned();
    let (here, there, later) = (Rc::clone(&scene), Rc::clone(&scene), Rc::clone(&scene));
    meanwhile(&scene.world, 20, move || {
        write(&here, &first);
        meanwhile(&here.world, 20, move || {
            there.world.local.put(key("accessToken"), &second[&key("accessToken")]);
            meanwhile(&there.world, 20, move || write(&later, &second));
        });
    });
    drop(held);
    assert!(call.finish().unwrap().tokens.is_ok());
    assert_eq!(scene.world.network.bodies(OPERATION)[2]["RefreshToken"].as_str(), expected.as_deref());
    assert_eq!(refreshes(&scene), 3, "no refresh token is used twice");
}

#[test]
fn a_refresh_announces_its_write_before_releasing_the_lock() {
    for (revoked, is_signed_in) in [(false, true), (true, false)] {
        let scene = Scene::expired_tokens();
        if revoked {
            scene.user_pool.revoke();
        }
        assert_eq!(scene.tab.session().is_signed_in, is_signed_in);
        let trace = scene.world.trace.of(&["save", "remove", "announce", "unlock"]);
        let [.., write, announce, unlock] = trace.as_slice() else { panic!("{trace:?}") };
        assert!(write.starts_with("save") || write.starts_with("remove"), "{trace:?}");
        assert!(announce.starts_with("announce") && unlock.starts_with("unlock"), "{trace:?}");
    }
    let scene = Scene::expired_tokens();
    scene.world.network.answer(OPERATION, Reply::timed_out());
    scene.tab.session();
    assert!(scene.world.trace.of(&["announce"]).is_empty(), "nothing was written");
}

#[test]
fn a_refused_token_does_not_end_a_session_that_another_tab_refreshed() {
    for without_locks in [false, true] {
        let scene = Rc::new(Scene::expired_tokens());
        if without_locks {
            scene.world.locks.take_away();
        }
        scene.world.network.answer(OPERATION, Reply::error("RefreshTokenReuseException"));
        let late = Rc::clone(&scene);
        meanwhile(&scene.world, 60, move || late.store_session());
        let session = scene.tab.session();
        assert_eq!(Some(access_token(session)), scene.stored("accessToken"));
        assert!(scene.world.events().is_empty(), "the other tab emits the event");
    }
}

#[test]
fn tokens_of_a_session_that_was_signed_out_meanwhile_are_revoked() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.second_tab().sign_out();
    gate.open();
    assert!(!call.finish().unwrap().is_signed_in);
    let revoked: Vec<_> = scene.world.network.bodies("RevokeToken").iter().map(|body| body["Token"].clone()).collect();
    assert_eq!(revoked, ["refresh-1", "refresh-2"]);
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn tokens_that_another_tab_refreshed_are_used() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.store_session();
    drop(held);
    assert_eq!(Some(access_token(call.finish().unwrap())), scene.stored("accessToken"));
    assert!(scene.operations().is_empty() && scene.world.events().is_empty(), "the other tab emits the event");
}

#[test]
fn tokens_that_another_tab_refreshed_are_used_even_if_they_become_visible_after_the_lock() {
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
fn does_not_wait_long_for_a_tab_that_did_not_refresh() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    drop(held);
    assert!(call.finish().unwrap().tokens.is_ok());
    assert_eq!(scene.operations(), REFRESH);
    assert_eq!(scene.world.trace.of(&["sleep"]).len(), 80);
}

#[test]
fn tokens_that_another_tab_refreshed_long_ago_are_refreshed_again() {
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
fn a_session_that_another_tab_ended_stays_ended() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.second_tab().sign_out();
    scene.world.forget_past();
    drop(held);
    assert!(!call.finish().unwrap().is_signed_in);
    assert!(scene.operations().is_empty() && scene.world.events().is_empty());
}

#[test]
fn waits_for_the_whole_write_without_an_announcement() {
    let scene = Rc::new(Scene::expired_tokens());
    let before = scene.world.local.items();
    let (after, _) = refreshed_elsewhere(&scene);
    write(&scene, &before);
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let expected = after.get(&key("accessToken")).cloned();
    let (here, later) = (Rc::clone(&scene), Rc::clone(&scene));
    meanwhile(&scene.world, 5, move || {
        here.world.local.put(key("accessToken"), &after[&key("accessToken")]);
        meanwhile(&here.world, 20, move || write(&later, &after));
    });
    drop(held);
    assert_eq!(Some(access_token(call.finish().unwrap())), expected);
    assert_eq!(refreshes(&scene), 1, "the ID token was not visible yet");
}

#[test]
fn an_announcement_covers_all_that_a_refresh_writes() {
    for late_item in ["idToken", "clockDrift"] {
        let scene = Rc::new(Scene::expired_tokens());
        // By this clock, tokens expire at once unless the drift is known.
        scene.world.clock.set_page_error(7_200_000);
        let before = scene.world.local.items();
        let (after, mark) = refreshed_elsewhere(&scene);
        write(&scene, &before);
        let held = scene.world.locks.seize(REFRESH_LOCK);
        let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
        held.announce(&mark);
        let (here, later) = (Rc::clone(&scene), Rc::clone(&scene));
        meanwhile(&scene.world, 5, move || {
            write(&here, &after);
            here.world.local.put(key(late_item), &before[&key(late_item)]);
            meanwhile(&here.world, 20, move || write(&later, &after));
        });
        drop(held);
        assert!(call.finish().unwrap().tokens.is_ok());
        assert_eq!(refreshes(&scene), 1, "{late_item}");
    }
}

#[test]
fn a_refused_token_does_not_end_a_session_whose_refresh_token_is_not_visible_yet() {
    let scene = Rc::new(Scene::expired_tokens());
    scene.world.network.answer(OPERATION, Reply::error("NotAuthorizedException"));
    let late = Rc::clone(&scene);
    meanwhile(&scene.world, 20, move || {
        let spent = late.stored("refreshToken").unwrap();
        late.store_session();
        late.world.local.put(key("refreshToken"), spent);
    });
    let session = scene.tab.session();
    assert_eq!(Some(access_token(session)), scene.stored("accessToken"));
    assert!(!scene.world.event_names().contains(&"sessionExpired"));
}
