//! Signing in at the user pool's own pages beside a session that may be reused.

use serde_json::{Value, json};

use crate::support::Scene;
use crate::support::seed::{EMAIL, USERNAME, input_of};

fn reusing(mut input: Value) -> Value {
    if input["options"].is_null() {
        input["options"] = json!({});
    }
    input["options"]["onExistingSession"] = "reuse".into();
    input
}

#[test]
fn the_current_users_session_is_reused_without_a_request() {
    let scene = Scene::signed_in_at_pages();
    let stored = scene.world.local.items();
    for input in [
        json!({"customState": "cart", "returnTo": "/cart"}),
        json!({"customState": "cart", "returnTo": "/cart", "provider": "Google", "options": {"prompt": "NONE"}}),
        json!({"customState": "cart", "returnTo": "/cart", "options": {"loginHint": USERNAME}}),
    ] {
        let reused = scene.tab.begin_redirect(reusing(input)).unwrap();
        assert_eq!(reused["user"]["username"], USERNAME);
        assert_eq!((&reused["customState"], &reused["returnTo"]), (&"cart".into(), &"/cart".into()));
        assert_eq!(reused["url"], Value::Null);
    }
    assert_eq!(scene.world.local.items(), stored);
    assert!(scene.operations().is_empty() && scene.world.events().is_empty());
}

#[test]
fn a_hint_of_somebody_else_is_refused() {
    let scene = Scene::signed_in_at_pages();
    let other = reusing(json!({"options": {"loginHint": "grace"}}));
    assert_eq!(scene.tab.begin_redirect(other).unwrap_err().name(), "UserAlreadyAuthenticatedException");
}

#[test]
fn a_hint_may_be_the_address_in_the_id_token() {
    let scene = Scene::with_pages();
    scene.pages.claims.borrow_mut()[2] = json!({"email": EMAIL});
    scene.sign_in_at_pages(json!({}));
    let hint = |hint: &str| reusing(json!({"options": {"loginHint": hint}}));
    assert_eq!(scene.tab.begin_redirect(hint(EMAIL)).unwrap()["user"]["username"], USERNAME);
    assert!(scene.tab.begin_redirect(hint("other@email.com")).is_err());
}

#[test]
fn a_parked_user_becomes_current_by_a_hint_alone() {
    let scene = Scene::signed_in_at_pages();
    scene.user_pool.add_user("grace");
    scene.tab.sign_in(input_of("grace", "add")).unwrap();
    let hint = reusing(json!({"options": {"loginHint": USERNAME}}));
    assert_eq!(scene.tab.begin_redirect(hint).unwrap()["user"]["username"], USERNAME);
    assert_eq!(scene.tab.current_name().as_deref(), Some(USERNAME));
    scene.tab.sign_out();
    assert_eq!(scene.tab.current_name(), None);
    let begun = scene.tab.begin_redirect(reusing(json!({}))).unwrap();
    assert!(begun["url"].is_string(), "nobody is the current user");
    assert_eq!(scene.tab.current_name(), None);
}

#[test]
fn without_a_session_or_after_its_end_the_sign_in_begins() {
    let scene = Scene::with_pages();
    assert!(scene.tab.begin_redirect(reusing(json!({}))).unwrap()["url"].is_string());
    let scene = Scene::signed_in_at_pages();
    scene.world.clock.advance(3_600_000);
    scene.user_pool.revoke();
    assert!(scene.tab.begin_redirect(reusing(json!({}))).unwrap()["url"].is_string());
    assert_eq!(scene.tab.current_name(), None);
}
