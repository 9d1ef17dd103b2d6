//! A sign-in or sign-out that ends a session of which only a part is visible, since another tab is writing it.

use serde_json::json;

use crate::support::seed::{LAST_AUTH_USER, input_of, key_of, signed_in};
use crate::support::{Scene, calls};
use crate::users::scene_of;

/// What the other tab writes last.
const LATE: [&str; 2] = ["idToken", "accessToken"];

/// A tab that sees a part of `ada`'s session.
fn torn() -> (Scene, Vec<(String, String)>) {
    let scene = scene_of(&["ada"]);
    for user in ["ada", "grace"] {
        scene.user_pool.add_user(user);
    }
    let late: Vec<_> =
        LATE.map(|item| key_of("ada", item)).map(|key| (key.clone(), scene.world.local.get(&key).unwrap())).into();
    for (key, _) in &late {
        scene.world.local.delete(key);
    }
    (scene, late)
}

/// The rest becomes visible, and time passes.
fn write_rest(scene: &Scene, late: Vec<(String, String)>) {
    scene.world.local.put_all(late);
    for _ in 0..30 {
        scene.world.clock.advance(25);
        scene.world.settle();
    }
}

fn is_stored(scene: &Scene, username: &str) -> bool {
    LATE.into_iter().any(|item| scene.world.local.get(&key_of(username, item)).is_some())
}

#[test]
fn the_rest_of_another_users_session_is_removed() {
    let (scene, late) = torn();
    assert_eq!(scene.tab.sign_in(input_of("grace", "replace")).unwrap(), signed_in());
    write_rest(&scene, late);
    assert!(!is_stored(&scene, "ada"));
    assert!(is_stored(&scene, "grace"));
    assert_eq!(scene.tab.get_current_user().unwrap()["username"], "grace");
}

#[test]
fn the_rest_of_the_users_session_in_another_place_is_removed() {
    let (scene, late) = torn();
    let mut input = input_of("ada", "replace");
    input["options"]["persistence"] = json!("session");
    assert_eq!(scene.tab.sign_in(input).unwrap(), signed_in());
    write_rest(&scene, late);
    assert!(!is_stored(&scene, "ada"));
    assert!(scene.tab.session().is_signed_in, "its own session is in this tab");
    assert!(!scene.second_tab().session().is_signed_in);
}

#[test]
fn a_second_sign_out_does_not_keep_the_first_from_removing_the_rest() {
    let (scene, late) = torn();
    let first = scene.tab.start(calls::sign_out, json!(null));
    let second = scene.tab.start(calls::sign_out, json!(null));
    scene.world.settle();
    write_rest(&scene, late);
    first.finish().unwrap();
    second.finish().unwrap();
    assert!(!is_stored(&scene, "ada"));
}

#[test]
fn the_rest_of_a_session_that_another_one_hides_is_removed() {
    let (scene, late) = torn();
    for (item, value) in [("refreshToken", "refresh-9"), ("accessToken", late[1].1.as_str())] {
        scene.tab.state.session.put(["cognito-wasm.local.", &key_of("ada", item)].concat(), value);
    }
    let mut input = input_of("ada", "replace");
    input["options"]["persistence"] = json!("memory");
    assert_eq!(scene.tab.sign_in(input).unwrap(), signed_in());
    write_rest(&scene, late);
    assert!(!is_stored(&scene, "ada"));
}

#[test]
fn a_new_session_in_the_same_place_stays() {
    let (scene, _) = torn();
    assert_eq!(scene.tab.sign_in(input_of("ada", "replace")).unwrap(), signed_in());
    // Not every session has a refresh token.
    scene.world.local.delete(&key_of("ada", "refreshToken"));
    write_rest(&scene, Vec::new());
    assert!(is_stored(&scene, "ada"));
}

#[test]
fn the_rest_is_removed_if_the_storage_refuses_the_new_session() {
    let (scene, late) = torn();
    scene.world.local.delete(&key_of("ada", "refreshToken"));
    scene.world.local.delete(LAST_AUTH_USER);
    scene.world.local.refuse(&key_of("ada", "accessToken"));
    assert_eq!(scene.tab.sign_in(input_of("ada", "add")).unwrap(), signed_in());
    write_rest(&scene, late);
    assert!(!is_stored(&scene, "ada"));
    assert!(scene.tab.session().is_signed_in, "it is in memory");
}
