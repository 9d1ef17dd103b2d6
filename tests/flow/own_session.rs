//! Sessions of a tab's own, beside those that tabs share.

use cognito_wasm::flow::Persistence;
use serde_json::json;

use crate::persistence::{kept_in, of_tab};
use crate::support::seed::{LAST_AUTH_USER, PASSWORD, USERNAME, key, password_input, signed_in, user_pool_config};
use crate::support::{Scene, calls};

#[test]
fn a_tabs_own_session_comes_before_the_shared_one() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(kept_in(Persistence::Session)).unwrap();
    let own = scene.tab.state.session.get(&of_tab(&key("accessToken")));
    let other = scene.second_tab();
    other.sign_in(password_input()).unwrap();
    let tokens = scene.tab.session().tokens.unwrap();
    assert_eq!(Some(tokens.access.raw().to_owned()), own);

    scene.tab.sign_out();
    assert!(!other.session().is_signed_in, "the same user's: nobody is left signed in here");
    assert!(scene.world.local.items().keys().all(|key| !key.ends_with("Token")));
}

#[test]
fn what_an_earlier_session_of_the_tab_left_hides_nobody() {
    let scene = Scene::signed_out();
    scene.tab.state.session.put(of_tab(LAST_AUTH_USER), "somebody who has left");
    assert_eq!(scene.tab.sign_in(kept_in(Persistence::Local)).unwrap(), signed_in());
    assert_eq!(scene.tab.session().tokens.unwrap().username, USERNAME);
    assert_eq!(scene.tab.state.session.get(&of_tab(LAST_AUTH_USER)), None);

    // Whom other tabs take for the current user is not this tab's business.
    let scene = Scene::signed_out();
    scene.world.local.put(LAST_AUTH_USER, "somebody else");
    scene.tab.sign_in(kept_in(Persistence::Session)).unwrap();
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some("somebody else"));
}

#[test]
fn a_sign_out_from_a_tabs_own_session_lets_nobody_else_in() {
    for persistence in [Persistence::Session, Persistence::Memory] {
        let scene = Scene::with_config(user_pool_config());
        for name in ["ada", "grace"] {
            scene.user_pool.add_user(name);
        }
        let input = |username: &str, persistence: Persistence| {
            json!({"username": username, "password": PASSWORD, "options": {
                "authFlowType": "USER_PASSWORD_AUTH", "onExistingSession": "add", "persistence": persistence.name(),
            }})
        };
        scene.tab.sign_in(input("ada", Persistence::Local)).unwrap();
        scene.tab.sign_in(input("grace", persistence)).unwrap();
        scene.tab.sign_out();
        assert_eq!(scene.tab.current_name(), None, "{persistence:?}");
        assert_eq!(scene.tab.users(), ["ada"], "{persistence:?}");
        assert_eq!(scene.second_tab_of(user_pool_config()).current_name().as_deref(), Some("ada"), "{persistence:?}");
        scene.tab.set_current_user("ada").unwrap();
        assert_eq!(scene.tab.current_name().as_deref(), Some("ada"), "{persistence:?}");
    }
}

#[test]
fn after_a_tabs_own_session_a_sign_out_ends_nobody_elses() {
    for (persistence, ends_at_service) in
        [(Persistence::Session, false), (Persistence::Memory, false), (Persistence::Session, true)]
    {
        let scene = Scene::with_config(user_pool_config());
        let other = scene.second_tab_of(user_pool_config());
        for name in ["ada", "bob"] {
            scene.user_pool.add_user(name);
        }
        let input = |username: &str, persistence: Persistence| {
            let options = json!({"authFlowType": "USER_PASSWORD_AUTH", "persistence": persistence.name()});
            json!({"username": username, "password": PASSWORD, "options": options})
        };
        scene.tab.sign_in(input("bob", persistence)).unwrap();
        other.sign_in(input("ada", Persistence::Local)).unwrap();
        if ends_at_service {
            scene.user_pool.revoke();
            scene.world.clock.advance(3_600_000);
            assert_eq!(scene.tab.session().tokens.unwrap_err().name(), "SessionExpiredException");
        } else {
            assert!(scene.tab.sign_out().is_complete());
        }
        let before = scene.world.local.items();
        scene.world.forget_past();
        for _ in 0..2 {
            assert!(scene.tab.sign_out().is_complete());
        }
        assert_eq!(scene.world.local.items(), before, "{persistence:?} {ends_at_service}");
        assert!(scene.operations().is_empty(), "nothing is revoked");
        assert_eq!(scene.tab.current_name(), None);

        let all = scene.tab.start(calls::sign_out, json!({"allUsers": true}));
        assert!(all.finish().unwrap().is_complete());
        let left = scene.world.local.items();
        assert!(left.keys().all(|key| !key.ends_with("Token")), "{persistence:?} {ends_at_service}: that was wanted");
    }
}

#[test]
fn after_a_tabs_own_session_a_session_without_a_known_name_is_not_the_tabs() {
    let scene = Scene::signed_in();
    scene.world.local.delete(LAST_AUTH_USER);
    assert!(scene.tab.session().is_signed_in);
    scene.tab.state.session.put(of_tab(LAST_AUTH_USER), "");
    let before = scene.world.local.items();
    assert!(!scene.tab.session().is_signed_in);
    assert!(scene.tab.sign_out().is_complete());
    assert_eq!(scene.world.local.items(), before);

    // Some storages have an empty text for what is missing.
    scene.tab.state.session.delete(&of_tab(LAST_AUTH_USER));
    scene.world.local.put(LAST_AUTH_USER, "");
    assert!(scene.tab.session().is_signed_in);
}

#[test]
fn tabs_own_sessions_of_different_instances_are_apart() {
    let scene = Scene::signed_out();
    scene.tab.sign_in(kept_in(Persistence::Session)).unwrap();
    let other = scene.tab.keeping(Persistence::Session);
    assert!(!other.session().is_signed_in);
    other.sign_in(password_input()).unwrap();
    other.sign_out();
    assert!(scene.tab.session().is_signed_in);
}
