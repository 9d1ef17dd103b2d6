//! `signOut` and `deleteUser` with several users: they apply to the current one, and promote nobody.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{AUTH_USER_LIST, LAST_AUTH_USER, input_of, key_of, user_pool_config};
use crate::support::{Reply, Scene};
use crate::users::{scene_of, shown};

fn tokens_of(scene: &Scene, username: &str) -> usize {
    let items = ["accessToken", "idToken", "refreshToken"];
    items.iter().filter(|item| scene.world.local.get(&key_of(username, item)).is_some()).count()
}

#[test]
fn a_sign_out_ends_the_current_users_session_only() {
    for input in [Value::Null, json!({"global": true})] {
        let scene = scene_of(&["ada", "grace"]);
        let refresh_token = scene.world.local.get(&key_of("grace", "refreshToken")).unwrap();
        scene.world.local.put(key_of("ada", "deviceKey"), "kept");
        scene.tab.start(calls::sign_out, input).finish().unwrap();
        let revoked = scene.world.network.bodies("RevokeToken");
        assert_eq!(revoked.iter().map(|body| &body["Token"]).collect::<Vec<_>>(), [&json!(refresh_token)]);
        assert_eq!(scene.world.events(), [("userSignedOut", shown("grace")), ("signedOut", json!({"reason": "user"}))]);
        assert_eq!((tokens_of(&scene, "ada"), tokens_of(&scene, "grace")), (3, 0));
        assert_eq!(scene.world.local.get(LAST_AUTH_USER), None, "nobody is promoted");
        assert_eq!(scene.world.local.get(AUTH_USER_LIST).as_deref(), Some("ada"));
        assert_eq!((scene.tab.current_name(), scene.tab.users()), (None, vec!["ada".to_owned()]));
        assert!(!scene.tab.reload().session().is_signed_in);
        assert_eq!(scene.world.local.get(&key_of("ada", "deviceKey")).as_deref(), Some("kept"));
    }
}

#[test]
fn a_user_with_a_session_of_the_tab_beside_the_shared_one_leaves_once() {
    let scene = scene_of(&["ada", "grace"]);
    let mut own = input_of("grace", "add");
    own["options"]["persistence"] = "session".into();
    let other = scene.second_tab_of(user_pool_config());
    scene.tab.sign_in(own).unwrap();
    other.sign_in(input_of("grace", "add")).unwrap();
    scene.world.forget_past();
    scene.tab.sign_out();
    assert_eq!(scene.world.network.bodies("RevokeToken").len(), 2);
    assert_eq!(scene.world.event_names(), ["userSignedOut", "signedOut"]);
}

#[test]
fn a_sign_out_of_nobody_leaves_parked_users_alone() {
    let scene = scene_of(&["ada", "grace"]);
    scene.tab.sign_out();
    // Tokens of somebody who is not in the list, as after a broken sign-in.
    scene.world.local.put(key_of("mary", "refreshToken"), "left behind");
    scene.world.forget_past();
    scene.tab.sign_out();
    assert_eq!(scene.world.network.bodies("RevokeToken")[0]["Token"], "left behind");
    assert_eq!(scene.tab.users(), ["ada"]);
}

#[test]
fn all_users_can_be_signed_out() {
    let scene = scene_of(&["ada", "grace", "mary"]);
    scene.world.local.put(key_of("other", "refreshToken"), "left behind");
    scene.world.local.put(key_of("ada", "deviceKey"), "kept");
    scene.world.local.put("theme", "dark");
    let call = scene.tab.start(calls::sign_out, json!({"allUsers": true}));
    assert!(call.finish().unwrap().is_complete());
    assert_eq!(scene.world.network.bodies("RevokeToken").len(), 4);
    let left = scene.world.local.items();
    assert_eq!(left.into_keys().collect::<Vec<_>>(), [key_of("ada", "deviceKey"), "theme".to_owned()]);
    let mut events = scene.world.event_names();
    assert_eq!(events.pop(), Some("signedOut"), "it comes last");
    assert_eq!(events, ["userSignedOut"; 3]);
    assert_eq!(scene.tab.users(), [""; 0]);

    let error = scene.tab.start(calls::sign_out, json!({"allUsers": "yes"})).finish().unwrap_err();
    assert_eq!(error.name(), "InvalidParameterException");
}

#[test]
fn a_late_write_of_another_tab_for_any_of_them_is_removed() {
    let scene = scene_of(&["ada", "grace"]);
    let before = scene.world.local.items();
    let current = scene.tab.users()[0].clone();
    let other = if current == "ada" { "grace" } else { "ada" };
    let held = scene.world.locks.seize(&key_of(other, "refresh"));
    let sign_out = scene.tab.start(calls::sign_out, json!({"global": true, "allUsers": true}));
    scene.world.settle();
    drop(held);
    scene.world.settle();
    scene.world.local.put_all(before.into_iter().filter(|(key, _)| key.contains(other)));
    sign_out.finish().unwrap();
    assert!(scene.world.local.get(&key_of(other, "accessToken")).is_none());
}

#[test]
fn all_users_are_signed_out_everywhere() {
    let scene = scene_of(&["ada", "grace"]);
    scene.tab.set_current_user("ada").unwrap();
    let call = scene.tab.start(calls::sign_out, json!({"allUsers": true, "global": true}));
    assert!(call.finish().unwrap().is_complete());
    assert_eq!(scene.world.network.bodies("GlobalSignOut").len(), 2);
}

#[test]
fn the_last_user_who_leaves_takes_the_list_along() {
    let scene = scene_of(&["ada", "grace"]);
    scene.tab.sign_out();
    scene.tab.set_current_user("ada").unwrap();
    scene.tab.sign_out();
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn a_deleted_user_leaves_the_others() {
    let scene = scene_of(&["ada", "grace"]);
    scene.world.network.answer("DeleteUser", Reply::empty());
    scene.tab.account("deleteUser", Value::Null).unwrap();
    let reason = json!({"reason": "userDeleted"});
    let events = [("userDeleted", Value::Null), ("userSignedOut", shown("grace")), ("signedOut", reason)];
    assert_eq!(scene.world.events(), events);
    assert_eq!((scene.tab.current_name(), scene.tab.users()), (None, vec!["ada".to_owned()]));
}

#[test]
fn a_deletion_during_a_switch_deletes_the_user_who_asked() {
    let scene = scene_of(&["ada", "grace"]);
    let access_token = scene.world.local.get(&key_of("grace", "accessToken")).unwrap();
    scene.world.network.answer("DeleteUser", Reply::empty());
    let gate = scene.world.network.hold("DeleteUser");
    let deleting = scene.tab.start_account("deleteUser", Value::Null);
    scene.world.settle();
    scene.tab.set_current_user("ada").unwrap();
    scene.world.forget_past();
    gate.open();
    deleting.finish().unwrap();
    assert_eq!(scene.world.events(), [("userDeleted", Value::Null), ("userSignedOut", shown("grace"))]);
    assert_eq!((scene.tab.current_name().as_deref(), scene.tab.users()), (Some("ada"), vec!["ada".to_owned()]));
    assert_eq!(tokens_of(&scene, "grace"), 0);
    assert!(!access_token.is_empty());
}

#[test]
fn everybody_leaves_a_storage_that_cannot_list_its_keys() {
    let scene = scene_of(&["ada", "grace", "mary"]);
    scene.world.local.hide_keys();
    let call = scene.tab.start(calls::sign_out, json!({"allUsers": true}));
    assert!(call.finish().unwrap().is_complete());
    assert!(scene.world.local.items().is_empty());
}
