//! One refresh for all tabs where there are no Web Locks: a lease in the storage.

use std::rc::Rc;

use serde_json::{Value, json};

use crate::support::seed::{REFRESH_LOCK, key};
use crate::support::{Call, Reply, Scene, Tab, calls, meanwhile};
use cognito_wasm::error::Result;
use cognito_wasm::flow::AuthSession;

const OPERATION: &str = "GetTokensFromRefreshToken";
/// How long a lease holds without being renewed.
const LIFE_MS: i64 = 90_000;

/// A tab with an expired session, in a browser without Web Locks. Refresh tokens are valid once.
fn scene() -> Scene {
    let scene = Scene::expired_tokens();
    scene.user_pool.rotates.set(true);
    scene.world.locks.take_away();
    scene
}

fn refreshes(scene: &Scene) -> usize {
    scene.operations().iter().filter(|operation| *operation == OPERATION).count()
}

fn lease(scene: &Scene) -> Option<String> {
    scene.world.local.get(REFRESH_LOCK)
}

/// Stores a lease of another tab that was written at this time, relative to now.
fn lease_of_another(scene: &Scene, millis: i64) {
    let time = scene.world.clock.page().plus_millis(millis).millis();
    scene.world.local.put(REFRESH_LOCK, format!("{time} somebody"));
}

fn start(tab: &Tab) -> Call<Result<AuthSession>> {
    tab.start(calls::fetch_auth_session, Value::Null)
}

fn access_token(session: AuthSession) -> String {
    session.tokens.unwrap().access.raw().to_owned()
}

/// Lets time pass in steps, in which everything that is due happens.
fn pass(scene: &Scene, millis: i64) {
    let end = scene.world.clock.page().plus_millis(millis);
    while scene.world.clock.page() < end {
        scene.world.clock.advance(10);
        scene.world.settle();
    }
}

#[test]
fn five_tabs_refresh_once_even_if_they_see_each_others_writes_late() {
    for delay_ms in [0, 1, 30, 100, 124] {
        // They begin at once, or while the first one's lease settles.
        for apart in [0, 10, 60, 200] {
            let scene = scene();
            let tabs: Vec<_> = (0..5).map(|_| scene.second_tab_of(crate::support::seed::user_pool_config())).collect();
            for tab in tabs.iter().filter(|_| delay_ms > 0) {
                tab.write_late(delay_ms);
            }
            let mut calls = Vec::new();
            for tab in &tabs {
                calls.push(start(tab));
                pass(&scene, apart);
            }
            let tokens: Vec<_> = calls.into_iter().map(|call| access_token(call.finish().unwrap())).collect();
            assert!(tokens.iter().all(|token| *token == tokens[0]), "{delay_ms} {apart}");
            assert_eq!(refreshes(&scene), 1, "{delay_ms} {apart}");
            assert_eq!(scene.world.event_names(), ["tokenRefresh"], "{delay_ms} {apart}");
            pass(&scene, 200);
            assert_eq!(lease(&scene), None, "{delay_ms} {apart}");
        }
    }
}

#[test]
fn the_holder_renews_its_lease_while_it_waits_for_the_reply() {
    let scene = scene();
    let other = scene.second_tab();
    let gate = scene.world.network.hold(OPERATION);
    let here = start(&scene.tab);
    pass(&scene, 2 * LIFE_MS);
    let there = other.start(calls::fetch_auth_session, Value::Null);
    assert_eq!(there.finish().unwrap().tokens.unwrap_err().name(), "TimeoutError");
    assert_eq!(refreshes(&scene), 1, "the token is still in use");
    let there = start(&other);
    gate.open();
    assert_eq!(access_token(here.finish().unwrap()), access_token(there.finish().unwrap()));
    assert_eq!(refreshes(&scene), 1);
    assert_eq!(lease(&scene), None);
}

#[test]
fn the_lease_of_a_tab_that_crashed_expires() {
    let scene = scene();
    scene.user_pool.rotates.set(false);
    let other = scene.second_tab();
    let _reply = scene.world.network.hold(OPERATION);
    let _lost = start(&other);
    pass(&scene, 1_000);
    let _gate = other.freeze();
    assert_eq!(refreshes(&scene), 1);
    let session = scene.tab.session();
    assert_eq!((session.is_signed_in, session.tokens.unwrap_err().name()), (true, "TimeoutError"));
    pass(&scene, LIFE_MS);
    assert!(scene.tab.session().tokens.is_ok());
    assert_eq!(refreshes(&scene), 2);
    assert_eq!(lease(&scene), None);
}

#[test]
fn a_tab_that_was_frozen_before_its_request_sends_none() {
    let scene = scene();
    let other = scene.second_tab();
    let frozen = start(&other);
    let gate = other.freeze();
    // It has written its lease, but not seen it settle.
    assert!(lease(&scene).is_some());
    pass(&scene, LIFE_MS);
    let token = access_token(scene.tab.session());
    gate.open();
    assert_eq!(access_token(frozen.finish().unwrap()), token);
    assert_eq!(refreshes(&scene), 1);
    assert_eq!(lease(&scene), None);
}

#[test]
fn a_tab_that_wakes_up_with_a_late_reply_loses_nobodys_session() {
    let scene = scene();
    scene.user_pool.rotates.set(false);
    let other = scene.second_tab();
    let reply = scene.world.network.hold(OPERATION);
    let frozen = start(&other);
    pass(&scene, 1_000);
    let gate = other.freeze();
    pass(&scene, LIFE_MS);
    assert!(scene.tab.session().tokens.is_ok());
    reply.open();
    gate.open();
    assert!(frozen.finish().unwrap().tokens.is_ok());
    assert_eq!(refreshes(&scene), 2);
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(lease(&scene), None);
}

#[test]
fn a_lease_from_another_time_is_ignored() {
    for (millis, holds) in
        [(0, true), (1 - LIFE_MS, true), (-LIFE_MS, false), (-7_200_000, false), (7_200_000, false), (5_000, true)]
    {
        let scene = scene();
        lease_of_another(&scene, millis);
        // By the first look its time has not passed yet.
        let call = start(&scene.tab);
        assert_eq!(lease(&scene).unwrap().ends_with("somebody"), holds, "{millis}");
        assert!(call.is_pending());
    }
}

#[test]
fn garbage_in_place_of_a_lease_is_ignored() {
    for garbage in ["", "x", "x y", " ", "99999999999999999999 a", "-1 a", "1e3 a"] {
        let scene = scene();
        scene.world.local.put(REFRESH_LOCK, garbage);
        assert!(scene.tab.session().tokens.is_ok(), "{garbage}");
        assert_eq!(lease(&scene), None);
    }
}

#[test]
fn a_storage_that_takes_no_lease_is_used_without() {
    for silently in [false, true] {
        let scene = scene();
        if silently {
            scene.world.local.forget(".refresh");
        } else {
            scene.world.local.refuse(".refresh");
        }
        assert!(scene.tab.session().tokens.is_ok());
        assert_eq!(refreshes(&scene), 1);
        assert_eq!(scene.world.event_names(), ["tokenRefresh"]);
    }
}

#[test]
fn a_lease_that_is_cleared_with_the_storage_brings_nothing_back() {
    let scene = Rc::new(scene());
    let gate = scene.world.network.hold(OPERATION);
    let call = start(&scene.tab);
    pass(&scene, 1_000);
    for key in scene.world.local.items().into_keys() {
        scene.world.local.delete(&key);
    }
    pass(&scene, 30_000);
    gate.open();
    assert!(!call.finish().unwrap().is_signed_in);
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn nothing_is_leased_with_web_locks_or_for_a_session_of_the_tab() {
    for persistence in [None, Some("session"), Some("memory")] {
        let scene = Scene::signed_out();
        match persistence {
            None => scene.store_session(),
            Some(persistence) => {
                scene.world.locks.take_away();
                let mut input = crate::support::seed::password_input();
                input["options"]["persistence"] = persistence.into();
                scene.tab.sign_in(input).unwrap();
            }
        }
        scene.world.clock.advance(3_600_000);
        scene.world.forget_past();
        assert!(scene.tab.session().tokens.is_ok(), "{persistence:?}");
        let saved = scene.world.trace.of(&["save", "sleep"]);
        assert!(saved.iter().all(|line| !line.ends_with(".refresh") && !line.starts_with("sleep")), "{saved:?}");
    }
}

#[test]
fn a_global_sign_out_takes_the_lease_and_leaves_none() {
    let scene = Rc::new(scene());
    let call = scene.tab.start(calls::sign_out, json!({"global": true}));
    scene.world.network.answer("GlobalSignOut", Reply::empty());
    let looks = Rc::clone(&scene);
    meanwhile(&scene.world, 1, move || assert!(looks.world.local.get(REFRESH_LOCK).is_some()));
    assert!(call.finish().unwrap().is_complete());
    assert!(scene.world.local.items().is_empty(), "{:?}", scene.world.local.items().keys());
    assert_eq!(scene.world.local.get(&key("refreshToken")), None);
}
