//! How long a call waits for a refresh in another tab or call, which it never does at the same time.

use core::future::Future;

use cognito_wasm::flow::Persistence;
use cognito_wasm::host::RequestLimits;
use serde_json::{Value, json};

use crate::support::seed::{REFRESH_LOCK, key_of};
use crate::support::{Call, Reply, Scene, SimulatedAuth, Tab, calls, sub_of};
use crate::users::scene_of;

const OPERATION: &str = "GetTokensFromRefreshToken";

/// Starts a call with a time limit of its own.
fn start_limited<T, F>(tab: &Tab, timeout_ms: u32, function: fn(SimulatedAuth, Value) -> F, input: Value) -> Call<T>
where
    T: 'static,
    F: Future<Output = T> + 'static,
{
    let (auth, limits) = (tab.auth(), RequestLimits { timeout_ms, ..RequestLimits::default() });
    tab.state.world.start(async move { auth.with_limits(limits, function(SimulatedAuth::clone(&auth), input)).await })
}

fn refreshes(scene: &Scene) -> usize {
    scene.operations().iter().filter(|operation| *operation == OPERATION).count()
}

fn lock_of(username: &str) -> String {
    key_of(username, "refresh")
}

#[test]
fn another_tabs_refresh_is_waited_for_as_long_as_a_reply() {
    for timeout_ms in [1_000, 30_000, 300_000] {
        let scene = Scene::expired_tokens();
        let tab = scene.tab.limited(RequestLimits { timeout_ms, ..RequestLimits::default() });
        let before = scene.world.local.items();
        let held = scene.world.locks.seize(REFRESH_LOCK);
        let start = scene.world.clock.page();
        let session = tab.session();
        assert_eq!(scene.world.clock.page().millis_since(start), i64::from(timeout_ms));
        assert!(session.is_signed_in, "the session is kept");
        let error = session.tokens.unwrap_err();
        assert_eq!((error.name(), error.retryable()), ("TimeoutError", true));
        assert_eq!(scene.world.local.items(), before);
        assert!(scene.operations().is_empty(), "the other tab may be using the refresh token");
        drop(held);
        assert!(tab.session().tokens.is_ok());
        assert_eq!(refreshes(&scene), 1);
    }
}

#[test]
fn a_reply_that_takes_almost_the_whole_time_is_shared() {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    let other = scene.second_tab();
    let gate = scene.world.network.hold(OPERATION);
    let there = other.start(calls::fetch_auth_session, Value::Null);
    let here = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.world.clock.advance(29_999);
    scene.world.settle();
    assert!(here.is_pending());
    gate.open();
    let tokens = [here, there].map(|call| call.finish().unwrap().tokens.unwrap().access.raw().to_owned());
    assert_eq!(tokens[0], tokens[1]);
    assert_eq!(refreshes(&scene), 1);
    assert_eq!(scene.world.event_names(), ["tokenRefresh"]);
}

#[test]
fn a_calls_own_limit_bounds_its_waiting_and_no_others() {
    let scene = Scene::expired_tokens();
    let held = scene.world.locks.seize(REFRESH_LOCK);
    let patient = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let hasty = start_limited(&scene.tab, 4_000, calls::fetch_auth_session, Value::Null);
    let user = start_limited(&scene.tab, 4_000, calls::get_current_user, Value::Null);
    let start = scene.world.clock.page();
    assert_eq!(hasty.finish().unwrap().tokens.unwrap_err().name(), "TimeoutError");
    assert_eq!(user.finish().unwrap_err().name(), "TimeoutError");
    assert_eq!(scene.world.clock.page().millis_since(start), 4_000);
    assert!(patient.is_pending());
    drop(held);
    assert!(patient.finish().unwrap().tokens.is_ok());
    assert_eq!(refreshes(&scene), 1);
}

#[test]
fn a_calls_own_limit_does_not_cut_the_shared_request_short() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let call = start_limited(&scene.tab, 4_000, calls::fetch_auth_session, Value::Null);
    scene.world.clock.advance(5_000);
    scene.world.settle();
    assert!(call.is_pending(), "it is not waiting for anybody else");
    gate.open();
    assert!(call.finish().unwrap().tokens.is_ok());
}

#[test]
fn a_call_with_other_metadata_does_not_wait_longer_for_the_one_before() {
    let scene = Scene::expired_tokens();
    let gate = scene.world.network.hold(OPERATION);
    let first = scene.tab.start(calls::fetch_auth_session, Value::Null);
    let second = scene.tab.start(calls::fetch_auth_session, json!({"clientMetadata": {"a": "1"}}));
    assert_eq!(second.finish().unwrap().tokens.unwrap_err().name(), "TimeoutError");
    gate.open();
    assert!(first.finish().unwrap().tokens.is_ok());
    assert_eq!(refreshes(&scene), 1);
}

#[test]
fn nobody_waits_for_another_users_refresh() {
    let scene = scene_of(&["ada", "grace"]);
    scene.world.clock.advance(3_600_000);
    let held = scene.world.locks.seize(&lock_of("ada"));
    let start = scene.world.clock.page();
    assert_eq!(scene.tab.session().user_sub.unwrap(), sub_of("grace"));
    assert_eq!(scene.world.clock.page(), start);
    scene.tab.set_current_user("ada").unwrap();
    assert_eq!(scene.tab.session().tokens.unwrap_err().name(), "TimeoutError");
    drop(held);
}

#[test]
fn nobody_waits_for_another_users_refresh_in_the_same_page() {
    let scene = scene_of(&["ada", "grace"]);
    scene.world.clock.advance(3_600_000);
    let gate = scene.world.network.hold(OPERATION);
    let grace = scene.tab.start(calls::fetch_auth_session, Value::Null);
    scene.tab.set_current_user("ada").unwrap();
    let start = scene.world.clock.page();
    assert_eq!(scene.tab.session().user_sub.unwrap(), sub_of("ada"));
    assert_eq!(scene.world.clock.page(), start);
    gate.open();
    assert_eq!(grace.finish().unwrap().user_sub.unwrap(), sub_of("grace"));
}

#[test]
fn what_ends_or_moves_a_session_waits_for_its_user_alone() {
    for (username, waits) in [("ada", false), ("grace", true)] {
        let scene = scene_of(&["ada", "grace"]);
        let held = scene.world.locks.seize(&lock_of(username));
        let auth = scene.tab.auth();
        let start = scene.world.clock.page();
        let moved = scene.world.start(async move { auth.set_persistence(Persistence::Memory).await }).finish();
        assert_eq!(moved.is_err(), waits, "{username}");
        assert_eq!(scene.world.clock.page() != start, waits, "{username}");
        drop(held);

        let scene = scene_of(&["ada", "grace"]);
        let held = scene.world.locks.seize(&lock_of(username));
        let start = scene.world.clock.page();
        scene.world.network.answer("GlobalSignOut", Reply::empty());
        let left = scene.tab.start(calls::sign_out, json!({"global": true})).finish().unwrap();
        assert!(left.is_complete(), "{username}");
        assert_eq!(scene.world.clock.page() != start, waits, "{username}");
        drop(held);
    }
}
