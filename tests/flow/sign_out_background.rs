//! Sign-outs that do not wait for the service.

use serde_json::{Value, json};

use crate::sign_out_offline::{lose, queued, repeat_requests, revoked};
use crate::support::seed::{key_of, password_input, signed_in};
use crate::support::{Scene, calls};
use crate::users::scene_of;

fn in_background() -> Value {
    json!({"reason": "idle", "inBackground": true})
}

#[test]
fn it_is_complete_while_the_service_has_not_answered() {
    let scene = Scene::signed_in();
    let gate = scene.world.network.hold("RevokeToken");
    assert!(scene.tab.start(calls::sign_out, in_background()).finish().unwrap().is_complete());
    assert_eq!(scene.world.events(), [("signedOut", json!({"reason": "idle"}))]);
    assert!(!scene.tab.session().is_signed_in);
    assert_eq!((revoked(&scene).len(), queued(&scene).unwrap()[0][0].clone()), (1, json!("refresh-1")));
    gate.open();
    scene.world.wait(1);
    assert_eq!((revoked(&scene).len(), queued(&scene)), (1, None));
    assert_eq!(scene.world.event_names(), ["signedOut"]);
}

#[test]
fn the_token_is_queued_before_anything_is_sent() {
    let scene = Scene::signed_in();
    scene.tab.start(calls::sign_out, in_background()).finish().unwrap();
    let trace = scene.world.trace.of(&["save", "send"]);
    let sent = trace.iter().position(|line| line == "send RevokeToken").unwrap();
    let stored = trace.iter().position(|line| line.contains("revocations")).unwrap();
    assert!(stored < sent, "{trace:?}");
}

#[test]
fn the_next_page_revokes_what_this_one_could_not() {
    let scene = Scene::signed_in();
    let _gate = scene.world.network.hold("RevokeToken");
    scene.tab.start(calls::sign_out, in_background()).finish().unwrap();
    // With the page, its lock and its request are gone.
    scene.world.locks.take_away();
    scene.world.network.forget();
    scene.tab.reload().begin();
    assert_eq!((revoked(&scene), queued(&scene)), (vec!["refresh-1".to_owned()], None));
}

#[test]
fn a_sign_in_meanwhile_is_not_followed_by_the_event_of_the_sign_out() {
    let scene = Scene::signed_in();
    let gate = scene.world.network.hold("RevokeToken");
    scene.tab.start(calls::sign_out, in_background()).finish().unwrap();
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    gate.open();
    scene.world.wait(1);
    assert_eq!(scene.world.event_names(), ["signedOut", "signedIn"]);
    assert_eq!((revoked(&scene), queued(&scene)), (vec!["refresh-1".to_owned()], None));
    assert!(scene.tab.session().is_signed_in);
}

#[test]
fn it_is_tried_again_at_once_while_earlier_revocations_pause() {
    let scene = scene_of(&["ada", "grace"]);
    let tokens = ["grace", "ada"].map(|name| scene.world.local.get(&key_of(name, "refreshToken")).unwrap());
    lose(&scene, 3);
    scene.tab.start(calls::sign_out, in_background()).finish().unwrap();
    repeat_requests(&scene);
    assert!(queued(&scene).is_some());
    scene.world.network.forget();
    scene.tab.start(calls::sign_out, json!({"allUsers": true, "inBackground": true})).finish().unwrap();
    assert_eq!((revoked(&scene), queued(&scene)), (tokens.to_vec(), None));
}

#[test]
fn nothing_is_kept_if_the_application_wants_that() {
    let scene = Scene::signed_in();
    let _gate = scene.world.network.hold("RevokeToken");
    let input = json!({"inBackground": true, "revokeLater": false});
    assert!(scene.tab.start(calls::sign_out, input).finish().unwrap().is_complete());
    assert_eq!((revoked(&scene).len(), queued(&scene)), (1, None));
}

#[test]
fn a_sign_out_everywhere_waits_for_the_service() {
    let scene = Scene::signed_in();
    lose(&scene, 3);
    let output = scene.tab.start(calls::sign_out, json!({"global": true, "inBackground": true})).finish().unwrap();
    assert!(output.revokes_later && output.revoke_token_error.is_some());
}
