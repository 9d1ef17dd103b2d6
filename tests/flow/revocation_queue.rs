//! The refresh tokens that wait to be revoked: how many, how long, and which of them are left out.

use serde_json::json;

use crate::sign_out_offline::{DAY_MS, left_offline, lose, queued, repeat_requests, revoked, sign_out_offline};
use crate::support::seed::{LAST_AUTH_USER, REVOCATIONS, USERNAME, input_of, key, key_of};
use crate::support::{Reply, START, Scene, calls};
use crate::users::scene_of;

fn queue(tokens: &[(&str, i64)]) -> String {
    serde_json::to_string(&tokens).unwrap()
}

#[test]
fn tokens_that_have_waited_for_too_long_are_dropped() {
    let scene = left_offline();
    let next = scene.tab.reload();
    scene.world.local.put(
        REVOCATIONS,
        queue(&[("old", START - 30 * 86_400), ("future", START + 31 * 86_400), ("young", START - 29 * 86_400)]),
    );
    next.begin();
    assert_eq!(revoked(&scene), ["young"]);
    assert_eq!(queued(&scene), None);
}

#[test]
fn ten_tokens_are_kept_at_most() {
    let scene = Scene::signed_in();
    let many: Vec<_> = (0..10).map(|number| (format!("t{number}"), START)).collect();
    scene.world.local.put(REVOCATIONS, serde_json::to_string(&many).unwrap());
    sign_out_offline(&scene, &scene.tab, json!({}));
    let tokens: Vec<_> = queued(&scene).unwrap().as_array().unwrap().iter().map(|item| item[0].clone()).collect();
    assert_eq!(tokens.len(), 10);
    assert_eq!((&tokens[0], &tokens[9]), (&json!("t1"), &json!("refresh-1")), "the oldest is dropped");
}

#[test]
fn whatever_else_the_item_holds_is_removed() {
    for text in
        ["", "no JSON", "{}", "null", "7", r#"["refresh-1"]"#, r#"[[1,2],["",1],["a"],["a","b"],["a",1,2],null]"#]
    {
        let scene = Scene::signed_out();
        scene.world.local.put(REVOCATIONS, text);
        scene.tab.begin();
        assert!(scene.operations().is_empty() && scene.world.local.items().is_empty(), "{text}");
    }
}

#[test]
fn a_token_whose_session_is_stored_again_is_not_revoked() {
    let scene = left_offline();
    let kept = scene.tab.reload();
    scene.world.local.put(key("refreshToken"), "refresh-1");
    scene.store_session();
    scene.world.local.put(REVOCATIONS, queue(&[(&scene.stored("refreshToken").unwrap(), START), ("other", START)]));
    kept.begin();
    assert_eq!(revoked(&scene), ["other"]);
    assert!(queued(&scene).is_none() && scene.tab.session().is_signed_in);
}

#[test]
fn an_imported_session_is_not_revoked_even_if_its_token_was_rotated() {
    for rotates in [false, true] {
        let scene = Scene::signed_in();
        scene.user_pool.rotates.set(rotates);
        let session = scene.tab.export_session(json!({"includeRefreshToken": true})).unwrap();
        scene.world.clock.advance(3_600_000);
        sign_out_offline(&scene, &scene.tab, json!({}));
        scene.tab.import_session(session).unwrap();
        scene.world.go_online();
        scene.world.wait(DAY_MS);
        assert!(revoked(&scene).is_empty(), "rotates: {rotates}");
        assert_eq!(queued(&scene), None);
    }
}

#[test]
fn a_session_that_cannot_be_imported_is_still_to_be_revoked() {
    let scene = Scene::signed_in();
    let session = scene.tab.export_session(json!({"includeRefreshToken": true})).unwrap();
    scene.world.clock.advance(3_600_000);
    sign_out_offline(&scene, &scene.tab, json!({}));
    for _ in 0..3 {
        scene.world.network.answer("GetTokensFromRefreshToken", Reply::lost());
    }
    assert_eq!(scene.tab.import_session(session).unwrap_err().name(), "NetworkError");
    assert_eq!(queued(&scene).unwrap()[0][0], "refresh-1");
    assert!(scene.world.local.get(REVOCATIONS).is_some(), "where it was");
    scene.world.go_online();
    assert_eq!((revoked(&scene), queued(&scene)), (vec!["refresh-1".to_owned()], None));
}

#[test]
fn a_replaced_sessions_token_is_revoked_later() {
    let scene = scene_of(&["ada"]);
    let token = scene.world.local.get(&key_of("ada", "refreshToken")).unwrap();
    scene.user_pool.add_user("grace");
    lose(&scene, 3);
    scene.tab.sign_in(input_of("grace", "replace")).unwrap();
    repeat_requests(&scene);
    assert_eq!(queued(&scene).unwrap()[0][0], token);
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some("grace"));
    scene.world.network.forget();
    scene.world.go_online();
    assert_eq!((revoked(&scene), queued(&scene)), (vec![token], None));
}

#[test]
fn tokens_that_nobody_took_are_revoked_later_and_stay_in_the_tab() {
    let scene = Scene::waiting_for_code();
    lose(&scene, 3);
    let gate = scene.world.network.hold("RespondToAuthChallenge");
    let answer = scene.tab.start(calls::confirm_sign_in, json!({"challengeResponse": "123456"}));
    scene.tab.sign_out();
    gate.open();
    answer.finish().unwrap_err();
    repeat_requests(&scene);
    assert_eq!(queued(&scene), None);
    assert!(scene.tab.state.session.get(&["cognito-wasm.local.", REVOCATIONS].concat()).is_some());
    scene.world.network.forget();
    scene.world.go_online();
    assert_eq!(revoked(&scene).len(), 1);
}

#[test]
fn the_queue_is_no_user() {
    let scene = left_offline();
    assert_eq!((scene.tab.users(), scene.tab.current_name()), (vec![], None));
    assert!(scene.tab.sign_out().is_complete());
    assert!(!scene.world.local.items().keys().any(|key| key.contains(USERNAME)));
}
