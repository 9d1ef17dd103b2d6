//! Sign-outs that cannot reach the service: the user is signed out, and the refresh token is revoked later.

use cognito_wasm::flow::{Persistence, SignOutOutput};
use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{REVOCATIONS, password_input, signed_in};
use crate::support::{Reply, START, Scene, Tab};
use crate::users::scene_of;

/// The first pause between attempts.
const PAUSE_MS: i64 = 30_000;
pub(crate) const DAY_MS: i64 = 86_400_000;

/// The network loses the next requests for revocation.
pub(crate) fn lose(scene: &Scene, count: usize) {
    for _ in 0..count {
        scene.world.network.answer("RevokeToken", Reply::lost());
    }
}

/// Lets the pauses between the repetitions of a request pass.
pub(crate) fn repeat_requests(scene: &Scene) {
    for _ in 0..2 {
        scene.world.wait(500);
    }
}

/// Signs out while the service cannot be reached.
pub(crate) fn sign_out_offline(scene: &Scene, tab: &Tab, input: Value) -> SignOutOutput {
    lose(scene, 3);
    let output = tab.start(calls::sign_out, input).finish().unwrap();
    scene.world.network.forget();
    output
}

/// A tab whose user has signed out offline.
pub(crate) fn left_offline() -> Scene {
    let scene = Scene::signed_in();
    assert!(sign_out_offline(&scene, &scene.tab, json!({})).revokes_later);
    scene
}

/// The tokens that were sent to be revoked.
pub(crate) fn revoked(scene: &Scene) -> Vec<String> {
    scene.world.network.bodies("RevokeToken").iter().map(|body| body["Token"].as_str().unwrap().to_owned()).collect()
}

fn keys(scene: &Scene) -> Vec<String> {
    scene.world.local.items().into_keys().collect()
}

pub(crate) fn queued(scene: &Scene) -> Option<Value> {
    Some(serde_json::from_str(&scene.world.local.get(REVOCATIONS)?).unwrap())
}

#[test]
fn the_user_is_signed_out_and_the_token_is_queued() {
    let scene = Scene::signed_in();
    let output = sign_out_offline(&scene, &scene.tab, json!({}));
    let (token, error) = output.revoke_token_error.clone().unwrap();
    assert_eq!((token.expose(), error.name(), output.revokes_later), ("refresh-1", "NetworkError", true));
    assert!(!scene.tab.session().is_signed_in && !scene.tab.reload().session().is_signed_in);
    let seconds = scene.world.clock.seconds();
    assert!(seconds - START < 2, "the pauses between attempts");
    assert_eq!(keys(&scene), [REVOCATIONS]);
    assert_eq!(queued(&scene).unwrap(), json!([["refresh-1", f64::from(i32::try_from(seconds).unwrap())]]));
    assert_eq!(scene.world.events(), [("signedOut", json!({"reason": "user"}))]);
    assert!(!format!("{output:?}").contains("refresh-1"));
}

#[test]
fn the_token_is_revoked_when_the_browser_is_online_again() {
    let scene = left_offline();
    scene.world.go_online();
    assert_eq!(revoked(&scene), ["refresh-1"]);
    assert!(scene.world.local.items().is_empty());
    scene.world.go_online();
    scene.world.wait(DAY_MS);
    assert_eq!(revoked(&scene), ["refresh-1"], "it is done");
    assert_eq!(scene.world.event_names(), ["signedOut"], "nobody hears of it");
}

#[test]
fn the_token_is_revoked_when_a_call_reaches_the_service() {
    let scene = left_offline();
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert_eq!(revoked(&scene), ["refresh-1"]);
    assert_eq!(queued(&scene), None);
    assert!(scene.tab.session().is_signed_in, "the later session stays");
}

#[test]
fn a_call_that_fails_revokes_nothing() {
    let scene = left_offline();
    for _ in 0..3 {
        scene.world.network.answer("InitiateAuth", Reply::lost());
    }
    assert_eq!(scene.tab.sign_in(password_input()).unwrap_err().name(), "NetworkError");
    assert!(revoked(&scene).is_empty());
}

#[test]
fn the_token_is_revoked_by_the_next_page() {
    let scene = left_offline();
    let next = scene.tab.reload();
    next.begin();
    assert_eq!(revoked(&scene), ["refresh-1"]);
    assert!(scene.world.local.items().is_empty());
    next.begin();
    assert_eq!(scene.operations(), ["RevokeToken"]);
}

#[test]
fn a_call_in_another_page_revokes_it_too() {
    let scene = left_offline();
    let other = scene.second_tab();
    other.sign_in(password_input()).unwrap();
    assert_eq!(revoked(&scene), ["refresh-1"]);
}

#[test]
fn attempts_become_rarer() {
    let scene = left_offline();
    lose(&scene, 9);
    for (pause, count) in [(PAUSE_MS, 0), (2 * PAUSE_MS, 3), (4 * PAUSE_MS, 6)] {
        scene.world.wait(pause - 1);
        assert_eq!(revoked(&scene).len(), count, "{pause}");
        scene.world.wait(1);
        repeat_requests(&scene);
        assert_eq!(revoked(&scene).len(), count + 3, "{pause}");
    }
    scene.world.wait(8 * PAUSE_MS);
    assert_eq!((revoked(&scene).len(), queued(&scene)), (10, None));
}

#[test]
fn a_service_that_throttles_is_left_alone_for_a_while() {
    let (throttled, unavailable) = (Reply::error("TooManyRequestsException"), Reply::page(503));
    for (reply, count) in [(throttled, 3), (unavailable, 3), (Reply::page(403), 1), (Reply::page(200), 1)] {
        let scene = left_offline();
        for _ in 0..count {
            scene.world.network.answer("RevokeToken", reply.clone());
        }
        scene.tab.sign_in(password_input()).unwrap();
        repeat_requests(&scene);
        assert_eq!(revoked(&scene), vec!["refresh-1"; count], "{reply:?}");
        // The next requests reach the service.
        assert!(scene.tab.sign_out().is_complete());
        assert_eq!(revoked(&scene)[count..], ["refresh-2"], "{reply:?}");
        scene.world.wait(2 * PAUSE_MS);
        assert_eq!(revoked(&scene)[count + 1..], ["refresh-1"], "{reply:?}");
        assert_eq!(queued(&scene), None);
    }
}

#[test]
fn an_answer_for_good_ends_it() {
    for name in [
        "NotAuthorizedException",
        "InvalidParameterException",
        "UnsupportedTokenTypeException",
        "UnauthorizedException",
    ] {
        let scene = left_offline();
        scene.world.network.answer("RevokeToken", Reply::error(name));
        scene.world.go_online();
        assert_eq!((revoked(&scene).len(), queued(&scene)), (1, None), "{name}");

        let scene = Scene::signed_in();
        scene.world.network.answer("RevokeToken", Reply::error(name));
        let output = scene.tab.sign_out();
        assert_eq!(output.revoke_token_error.unwrap().1.name(), name);
        assert!(!output.revokes_later && queued(&scene).is_none(), "{name}");
    }
}

#[test]
fn a_revocation_that_fails_otherwise_is_tried_again() {
    for reply in [
        Reply::timed_out(),
        Reply::page(502),
        Reply::page(200),
        Reply::refusal(429, "X", ""),
        Reply::error("LimitExceededException"),
    ] {
        let scene = Scene::signed_in();
        for _ in 0..3 {
            scene.world.network.answer("RevokeToken", reply.clone());
        }
        assert!(scene.tab.sign_out().revokes_later, "{reply:?}");
        assert!(queued(&scene).is_some(), "{reply:?}");
    }
}

#[test]
fn the_application_may_want_nothing_to_be_kept() {
    let scene = Scene::signed_in();
    let output = sign_out_offline(&scene, &scene.tab, json!({"revokeLater": false}));
    assert_eq!(output.revoke_token_error.as_ref().unwrap().0.expose(), "refresh-1");
    assert!(!output.revokes_later && scene.world.local.items().is_empty());
    scene.world.go_online();
    scene.world.wait(DAY_MS);
    assert!(revoked(&scene).is_empty());

    let error = scene.tab.start(calls::sign_out, json!({"revokeLater": 1})).finish().unwrap_err();
    assert_eq!(error.name(), "InvalidParameterException");
}

#[test]
fn a_global_sign_out_offline_ends_this_session_later() {
    let scene = Scene::signed_in();
    for _ in 0..3 {
        scene.world.network.answer("GlobalSignOut", Reply::lost());
    }
    let output = sign_out_offline(&scene, &scene.tab, json!({"global": true}));
    assert_eq!(output.global_sign_out_error.as_ref().unwrap().1.name(), "NetworkError");
    assert!(output.revokes_later);
    scene.world.go_online();
    assert_eq!(scene.operations(), ["RevokeToken"]);
}

#[test]
fn the_tokens_of_all_users_are_queued() {
    let scene = scene_of(&["ada", "grace", "mary"]);
    lose(&scene, 9);
    let output = scene.tab.start(calls::sign_out, json!({"allUsers": true})).finish().unwrap();
    assert!(output.revokes_later);
    scene.world.network.forget();
    assert_eq!(keys(&scene), [REVOCATIONS]);
    scene.world.go_online();
    assert_eq!(revoked(&scene).len(), 3);
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn each_token_waits_where_its_session_was() {
    for (persistence, in_local, after_reload) in
        [(Persistence::Local, true, true), (Persistence::Session, false, true), (Persistence::Memory, false, false)]
    {
        let scene = Scene::signed_out();
        let mut input = password_input();
        input["options"]["persistence"] = persistence.name().into();
        scene.tab.sign_in(input).unwrap();
        assert!(sign_out_offline(&scene, &scene.tab, json!({})).revokes_later);
        assert_eq!(queued(&scene).is_some(), in_local, "{persistence:?}");
        let in_tab = scene.tab.state.session.get(&["cognito-wasm.local.", REVOCATIONS].concat());
        assert_eq!(in_tab.is_some(), persistence == Persistence::Session, "{persistence:?}");
        assert!(scene.tab.auth().is_memory_empty(), "it belongs to no session");
        scene.second_tab().begin();
        assert_eq!(revoked(&scene).len(), usize::from(in_local), "{persistence:?}");
        if !in_local {
            scene.tab.reload().begin();
            assert_eq!(revoked(&scene).len(), usize::from(after_reload), "{persistence:?}");
        }
        scene.world.network.forget();
        scene.world.go_online();
        assert_eq!(revoked(&scene).len(), usize::from(persistence == Persistence::Memory), "{persistence:?}");
    }
}

#[test]
fn a_full_storage_leaves_the_token_in_memory() {
    let scene = Scene::signed_in();
    scene.world.local.refuse(".revocations");
    assert!(sign_out_offline(&scene, &scene.tab, json!({})).revokes_later);
    assert_eq!(queued(&scene), None);
    scene.world.go_online();
    assert_eq!(revoked(&scene), ["refresh-1"]);
    assert_eq!(scene.world.event_names(), ["signedOut"]);
}

#[test]
fn one_tab_at_a_time_works_on_the_queue() {
    let scene = left_offline();
    let (other, third) = (scene.second_tab(), scene.second_tab());
    let gate = scene.world.network.hold("RevokeToken");
    other.begin();
    third.begin();
    scene.world.go_online();
    scene.world.wait(1);
    assert_eq!(revoked(&scene).len(), 1);
    gate.open();
    scene.world.settle();
    assert_eq!(queued(&scene), None);
    scene.world.wait(PAUSE_MS);
    scene.world.wait(2 * PAUSE_MS);
    scene.world.go_online();
    assert_eq!(revoked(&scene).len(), 1, "the others find nothing to do");
}

#[test]
fn a_tab_that_has_waited_for_another_sees_what_that_has_revoked() {
    let scene = left_offline();
    let other = scene.second_tab();
    scene.tab.write_late(300);
    let gate = scene.world.network.hold("RevokeToken");
    scene.world.go_online();
    other.begin();
    scene.world.settle();
    gate.open();
    scene.world.settle();
    scene.world.wait(300);
    scene.world.wait(1_000);
    assert_eq!((revoked(&scene).len(), queued(&scene)), (1, None));
}

#[test]
fn without_locks_it_is_revoked_all_the_same() {
    let scene = left_offline();
    scene.world.locks.take_away();
    scene.world.go_online();
    assert_eq!((revoked(&scene).len(), queued(&scene)), (1, None));
}

#[test]
fn the_applications_headers_are_asked_for_outside_of_the_lock() {
    let scene = left_offline();
    let world = std::rc::Rc::clone(&scene.world);
    scene.tab.give(cognito_wasm::host::Hook::Headers, move |_| {
        drop(world.locks.seize(REVOCATIONS));
        Ok(json!({"x-app": "1"}))
    });
    scene.world.go_online();
    assert_eq!(revoked(&scene).len(), 1);
    let request = scene.world.network.requests().pop().unwrap();
    assert_eq!(request.header("x-app"), "1");
}
