//! Wrong clocks, clocks that jump, and sleep: at most one refresh for each call, and nobody is signed out.

use serde_json::Value;

use crate::support::seed::{key, password_input, user_pool_config};
use crate::support::{Reply, Scene, calls};

const OPERATION: &str = "GetTokensFromRefreshToken";
const HOUR: i64 = 3_600_000;

/// A tab whose user has just signed in, without an identity pool.
fn scene() -> Scene {
    let scene = Scene::with_config(user_pool_config());
    scene.store_session();
    scene
}

fn refreshes(scene: &Scene) -> usize {
    scene.operations().iter().filter(|operation| *operation == OPERATION).count()
}

fn drift(scene: &Scene) -> i64 {
    scene.stored("clockDrift").unwrap().parse().unwrap()
}

#[test]
fn a_clock_that_jumps_between_calls_costs_one_refresh() {
    for jump in [HOUR, 5 * HOUR, -HOUR, -5 * HOUR, 400 * 24 * HOUR, -400 * 24 * HOUR] {
        let scene = scene();
        scene.world.clock.advance(600_000);
        scene.world.clock.set_page_error(jump);
        for _ in 0..5 {
            assert!(scene.tab.session().tokens.is_ok(), "{jump}");
        }
        assert_eq!(refreshes(&scene), 1, "{jump}");
        assert_eq!(drift(&scene), -jump, "the drift is measured again");
        // It jumps back.
        scene.world.clock.set_page_error(0);
        for _ in 0..5 {
            assert!(scene.tab.session().tokens.is_ok(), "{jump}");
        }
        assert_eq!(refreshes(&scene), 2, "{jump}");
        assert_eq!(drift(&scene), 0);
    }
}

#[test]
fn a_clock_that_is_put_back_does_not_prolong_tokens() {
    let scene = scene();
    scene.world.clock.set_page_error(-2 * HOUR);
    scene.world.clock.advance(HOUR);
    let token = scene.tab.session().tokens.unwrap();
    assert!(token.access.expires_at().millis() > scene.world.clock.seconds().saturating_mul(1_000));
    assert_eq!(refreshes(&scene), 1);
}

#[test]
fn without_a_refresh_token_tokens_are_used_whatever_the_clock_says() {
    let scene = scene();
    scene.world.local.delete(&key("refreshToken"));
    scene.world.clock.set_page_error(-2 * HOUR);
    assert!(scene.tab.session().tokens.is_ok());
    assert!(scene.operations().is_empty());
}

#[test]
fn a_clock_that_jumps_during_a_refresh_costs_one_more() {
    for jump in [3 * HOUR, -3 * HOUR] {
        let scene = Scene::expired_tokens();
        let gate = scene.world.network.hold(OPERATION);
        let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
        scene.world.settle();
        scene.world.clock.set_page_error(jump);
        gate.open();
        assert!(call.finish().unwrap().tokens.is_ok());
        // A clock that is set ahead looks like one that has run on while the machine slept, so the tokens may have expired.
        let (measured, more) = if jump > 0 { (0, 1) } else { (-jump, 0) };
        assert_eq!((refreshes(&scene), drift(&scene)), (1, measured), "{jump}");
        for _ in 0..3 {
            scene.tab.session();
        }
        assert_eq!((refreshes(&scene), drift(&scene)), (1 + more, -jump), "{jump}");
        scene.world.clock.set_page_error(0);
        scene.tab.session();
        scene.tab.session();
        assert_eq!(refreshes(&scene), 2 + more, "{jump}");
    }
}

#[test]
fn a_reply_that_comes_after_a_sleep_does_not_prolong_its_tokens() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.world.settle();
    // The service has answered before the machine sleeps.
    scene.world.clock.advance(HOUR);
    gate.open();
    assert!(call.finish().unwrap().is_signed_in);
    scene.world.clock.advance(1_800_000);
    let token = scene.tab.session().tokens.unwrap();
    assert!(token.access.expires_at() > scene.world.clock.page(), "the tokens that came with the reply have expired");
    assert_eq!(refreshes(&scene), 2);
}

#[test]
fn a_sign_in_that_is_answered_during_a_sleep_does_not_prolong_its_tokens() {
    let scene = Scene::with_config(user_pool_config());
    let gate = scene.world.network.hold("InitiateAuth");
    let call = scene.tab.start(calls::sign_in, password_input());
    scene.world.settle();
    scene.world.clock.advance(HOUR);
    gate.open();
    call.finish().unwrap();
    scene.world.clock.advance(1_800_000);
    let token = scene.tab.session().tokens.unwrap();
    assert!(token.access.expires_at() > scene.world.clock.page());
    assert_eq!(refreshes(&scene), 1);
}

#[test]
fn pauses_between_attempts_are_no_drift() {
    let scene = Scene::expired_tokens();
    scene.world.network.answer(OPERATION, Reply::page(503));
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.world.settle();
    scene.world.clock.advance(20_000);
    gate.open();
    assert!(call.finish().unwrap().tokens.is_ok());
    assert_eq!((refreshes(&scene), drift(&scene)), (2, 0));
}

#[test]
fn fresh_tokens_that_look_expired_are_used() {
    for life_s in [-HOUR, 0, 4] {
        let scene = Scene::expired_tokens();
        scene.user_pool.token_life_s.set(life_s);
        for call in 1..=3 {
            assert!(scene.tab.session().tokens.is_ok());
            assert!(scene.tab.get_current_user().is_ok());
            assert_eq!(refreshes(&scene), 2 * call, "one for each call");
        }
    }
}

#[test]
fn a_page_that_sleeps_during_a_request_goes_on_when_it_wakes() {
    // The reply never comes, and the timer of the time limit does not run while the machine sleeps.
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(false);
    let other = scene.second_tab_of(user_pool_config());
    scene.world.network.answer(OPERATION, Reply::timed_out());
    let reply = scene.world.network.hold(OPERATION);
    let here = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.world.clock.advance(8 * HOUR);
    scene.world.settle();
    assert!(here.is_pending());
    // Another tab wakes first, and does not use the refresh token.
    let there = other.session();
    assert_eq!((there.is_signed_in, there.tokens.unwrap_err().name()), (true, "TimeoutError"));
    assert_eq!(refreshes(&scene), 1);
    reply.open();
    let session = here.finish().unwrap();
    assert_eq!((session.is_signed_in, session.tokens.unwrap_err().name()), (true, "TimeoutError"));
    assert!(scene.tab.session().tokens.is_ok());
    assert!(other.session().tokens.is_ok());
    assert_eq!(refreshes(&scene), 2);
}

#[test]
fn a_component_that_mounts_twice_refreshes_once() {
    // As in React's strict mode: the first call is aborted at once, and the second comes in the same moment.
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let first = scene.tab.start(calls::fetch_auth_session, Value::Null);
    first.abandon();
    let second = scene.tab.start(calls::fetch_auth_session, Value::Null);
    gate.open();
    assert!(second.finish().unwrap().tokens.is_ok());
    assert_eq!(refreshes(&scene), 1);
    assert_eq!(scene.world.event_names(), ["tokenRefresh"]);
}

#[test]
fn a_storage_that_is_cleared_during_a_request_stays_clear() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    for key in scene.world.local.items().into_keys() {
        scene.world.local.delete(&key);
    }
    gate.open();
    assert!(!call.finish().unwrap().is_signed_in);
    assert!(scene.world.local.items().is_empty());
    assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "refresh-2", "nobody has it");
    assert!(scene.world.events().is_empty());
}

#[test]
fn a_storage_that_is_filled_during_a_request_keeps_the_newest_refresh_token() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let gate = scene.world.network.hold(OPERATION);
    let call = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.world.local.limit(0);
    gate.open();
    assert!(call.finish().unwrap().tokens.is_ok());
    assert_eq!(scene.stored("refreshToken").as_deref(), Some("refresh-2"));
    assert!(scene.second_tab_of(user_pool_config()).session().tokens.is_ok());
}
