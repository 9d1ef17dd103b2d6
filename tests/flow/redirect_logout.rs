//! Signing out of sessions that have begun at the pages.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{PAGE, USERNAME, input_of, key_of, pages_config, password_input, redirect_key};
use crate::support::{Reply, Scene};

const LOGOUT: &str =
    "https://seed.auth.us-east-1.amazoncognito.com/logout?client_id=native00000000000000000001&logout_uri=";

fn at_page() -> String {
    [LOGOUT, "http%3A%2F%2Flocalhost%3A8080%2F"].concat()
}

#[test]
fn the_user_signs_out_here_first_and_then_at_the_pages() {
    for input in [json!({}), json!({"global": true})] {
        let scene = Scene::signed_in_at_pages();
        assert_eq!(scene.tab.sign_out_and_leave(input).unwrap(), Some(at_page()));
        assert!(scene.world.local.items().is_empty());
        assert_eq!(scene.world.event_names(), ["signedOut"]);
        assert_eq!(scene.tab.sign_out_and_leave(json!({})).unwrap(), None, "a second time");
    }
}

#[test]
fn the_address_afterwards_has_to_be_configured() {
    let scene = Scene::signed_in_at_pages();
    let input = json!({"oauth": {"redirectUrl": "https://evil.example/"}});
    assert_eq!(scene.tab.sign_out_and_leave(input).unwrap_err().name(), "InvalidPreferredRedirectUrlException");
    assert!(scene.world.local.items().is_empty(), "the user is signed out here");
    assert_eq!(scene.world.event_names(), ["signedOut"]);
    let scene = Scene::signed_in_at_pages();
    let input = json!({"oauth": {"redirectUrl": "http://localhost:8080/bye"}});
    assert_eq!(scene.tab.sign_out_and_leave(input).unwrap(), Some(at_page() + "bye"));
    for wrong in [json!("https://evil.example/"), json!({"authSessionOpener": 5})] {
        let error = scene.tab.sign_out_and_leave(json!({ "oauth": wrong })).unwrap_err();
        assert_eq!(error.name(), "InvalidParameterException");
    }
}

#[test]
fn a_session_that_began_with_a_password_ends_here() {
    let scene = Scene::with_pages();
    scene.tab.sign_in(password_input()).unwrap();
    assert_eq!(scene.tab.sign_out_and_leave(json!({})).unwrap(), None);
    let scene = Scene::signed_in_at_pages();
    scene.tab.sign_in(input_of(USERNAME, "replace")).unwrap();
    assert_eq!(scene.tab.sign_out_and_leave(json!({})).unwrap(), None, "after one of the pages");
}

#[test]
fn amplifys_notes_count_too() {
    for (name, value, is_of_pages) in [
        (redirect_key("oauthSignIn"), "true,false", true),
        (redirect_key("oauthSignIn"), "true", true),
        (redirect_key("oauthSignIn"), "false,true", false),
        ("amplify-signin-with-hostedUI".to_owned(), "true", true),
        ("amplify-signin-with-hostedUI".to_owned(), "false", false),
        (key_of(USERNAME, "oauthMetadata"), r#"{"oauthSignIn":true}"#, true),
        (key_of(USERNAME, "oauthMetadata"), r#"{"oauthSignIn":"true"}"#, false),
        (key_of(USERNAME, "oauthMetadata"), "{", false),
    ] {
        let scene = Scene::with_pages();
        scene.store_session();
        scene.world.local.put(&*name, value);
        let expected = is_of_pages.then(at_page);
        assert_eq!(scene.tab.sign_out_and_leave(json!({})).unwrap(), expected, "{name} {value}");
        assert!(scene.world.local.items().is_empty(), "{name}");
    }
}

#[test]
fn a_sign_out_forgets_what_amplify_waits_for() {
    let scene = Scene::signed_in_at_pages();
    scene.tab.begin_redirect(json!({"options": {"prompt": "LOGIN"}})).unwrap();
    scene.tab.sign_out();
    for item in ["inflightOAuth", "inflightOAuthDeadline", "oauthState", "oauthPKCE", "oauthSignIn"] {
        assert!(scene.world.local.get(&redirect_key(item)).is_none(), "{item}");
    }
}

#[test]
fn without_the_address_of_the_page_the_user_stays_signed_in_at_the_pages() {
    let scene = Scene::signed_in_at_pages();
    assert_eq!(scene.tab.sign_out().logout_url, None);
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn what_an_opener_shows_needs_no_page() {
    for (oauth, end) in [(json!({}), ""), (json!({"redirectUrl": "http://localhost:8080/bye"}), "bye")] {
        let scene = Scene::signed_in_at_pages();
        let input = json!({"page": "", "oauth": oauth});
        let output = scene.tab.start(calls::sign_out, input).finish().unwrap();
        assert_eq!(output.logout_url, Some(at_page() + end));
    }
}

#[test]
fn of_several_users_each_signs_out_where_they_signed_in() {
    let scene = || {
        let scene = Scene::signed_in_at_pages();
        scene.user_pool.add_user("grace");
        scene.tab.sign_in(input_of("grace", "add")).unwrap();
        scene
    };
    let first = scene();
    assert_eq!(first.tab.current_name().as_deref(), Some("grace"));
    assert_eq!(first.tab.sign_out_and_leave(json!({})).unwrap(), None);
    first.tab.set_current_user(USERNAME).unwrap();
    assert_eq!(first.tab.sign_out_and_leave(json!({})).unwrap(), Some(at_page()));
    assert_eq!(scene().tab.sign_out_and_leave(json!({"allUsers": true})).unwrap(), Some(at_page()));
}

#[test]
fn amplifys_note_is_not_about_a_user_beside_another() {
    let scene = Scene::with_pages();
    scene.user_pool.add_user("grace");
    scene.tab.sign_in(input_of("grace", "replace")).unwrap();
    scene.user_pool.turn_to_first_user();
    scene.sign_in_at_pages(json!({"options": {"onExistingSession": "add"}}));
    scene.tab.set_current_user("grace").unwrap();
    assert!(scene.world.local.get(&redirect_key("oauthSignIn")).is_some());
    assert_eq!(scene.tab.sign_out_and_leave(json!({})).unwrap(), None);
}

#[test]
fn a_deleted_user_signs_out_at_the_pages() {
    let deleted = |scene: &Scene| {
        scene.world.network.answer("DeleteUser", Reply::empty());
        scene.tab.account("deleteUser", json!({ "page": PAGE })).unwrap()
    };
    let scene = Scene::signed_in_at_pages();
    assert_eq!(deleted(&scene), json!({"logoutUrl": at_page()}));
    assert!(scene.world.local.items().is_empty(), "{:?}", scene.world.local.items());
    // Amplify's note is about the last sign-in in any tab.
    let scene = Scene::signed_in_at_pages();
    scene.world.local.delete(&redirect_key("oauthSignIn"));
    assert_eq!(deleted(&scene), json!({"logoutUrl": at_page()}));
    let scene = Scene::with_pages();
    scene.tab.sign_in(password_input()).unwrap();
    assert_eq!(deleted(&scene), Value::Null);
    // Nothing can be done about the address any more.
    let mut config = pages_config();
    config["Auth"]["Cognito"]["loginWith"]["oauth"]["redirectSignOut"] = json!(["https://other.example/"]);
    let scene = Scene::with_config(config);
    scene.sign_in_at_pages(json!({}));
    assert_eq!(deleted(&scene), Value::Null);
}

#[test]
fn imported_tokens_go_on_with_a_session_of_the_pages() {
    let scene = Scene::signed_in_at_pages();
    let exported = scene.tab.export_session(json!({"includeRefreshToken": true})).unwrap();
    let mut input = exported;
    input["options"] = json!({"onExistingSession": "replace"});
    scene.tab.import_session(input.clone()).unwrap();
    assert_eq!(scene.tab.sign_out_and_leave(json!({})).unwrap(), Some(at_page()));
    scene.tab.import_session(input).unwrap();
    assert_eq!(scene.tab.start(calls::sign_out, json!({ "page": PAGE })).finish().unwrap().logout_url, None);
}
