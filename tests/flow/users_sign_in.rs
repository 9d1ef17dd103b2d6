//! `signIn` while a user is signed in: `onExistingSession`.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{
    AUTH_USER_LIST, EMAIL, LAST_AUTH_USER, PASSWORD, USERNAME, input_of, key_of, password_input, signed_in,
    user_pool_config,
};
use crate::support::{Challenge, Reply, Scene};
use crate::users::{scene_of, shown};

fn refresh_token(scene: &Scene, username: &str) -> Option<String> {
    scene.world.local.get(&key_of(username, "refreshToken"))
}

fn revoked(scene: &Scene) -> Vec<Value> {
    scene.world.settle();
    scene.world.network.bodies("RevokeToken").iter().map(|body| body["Token"].clone()).collect()
}

/// A tab of `ada`, in a pool that `grace` may sign in to.
fn ada() -> Scene {
    let scene = scene_of(&["ada"]);
    scene.user_pool.add_user("grace");
    scene
}

#[test]
fn by_default_it_is_an_error() {
    let scene = ada();
    let stored = scene.world.local.items();
    for input in [input_of("grace", "error"), password_input(), input_of("ada", "error")] {
        let error = scene.tab.sign_in(input).unwrap_err();
        assert_eq!(error.name(), "UserAlreadyAuthenticatedException");
        let recovery = calls::value(&error.to_json())["recoverySuggestion"].clone();
        assert!(recovery.as_str().unwrap().contains("onExistingSession"));
    }
    assert_eq!(scene.world.local.items(), stored);
    assert!(scene.operations().is_empty() && scene.world.events().is_empty());
}

#[test]
fn other_choices_are_refused() {
    for choice in [json!("Add"), json!(""), json!(true), json!(["add"])] {
        let mut input = input_of("ada", "add");
        input["options"]["onExistingSession"] = choice.clone();
        let error = Scene::signed_out().tab.sign_in(input).unwrap_err();
        assert_eq!(error.name(), "InvalidParameterException", "{choice}");
        assert!(error.message().contains("onExistingSession"));
    }
}

#[test]
fn add_parks_the_earlier_user() {
    let scene = ada();
    let before = refresh_token(&scene, "ada");
    assert_eq!(scene.tab.sign_in(input_of("grace", "add")).unwrap(), signed_in());
    assert_eq!(scene.world.events(), [("userSignedIn", shown("grace")), ("switchActiveUser", shown("grace"))]);
    assert_eq!(scene.tab.users(), ["grace", "ada"]);
    assert_eq!((refresh_token(&scene, "ada"), revoked(&scene)), (before, Vec::new()));
}

#[test]
fn add_without_anybody_signs_in_as_ever() {
    let scene = Scene::with_config(user_pool_config());
    scene.user_pool.add_user("ada");
    scene.tab.sign_in(input_of("ada", "add")).unwrap();
    assert_eq!(scene.world.events(), [("userSignedIn", shown("ada")), ("signedIn", shown("ada"))]);
    assert_eq!(scene.world.local.get(AUTH_USER_LIST), None);
}

#[test]
fn add_replaces_an_earlier_session_of_the_same_user() {
    let scene = scene_of(&["ada", "grace"]);
    for username in ["ada", "ada", "grace"] {
        let earlier = refresh_token(&scene, username).unwrap();
        scene.world.forget_past();
        scene.tab.sign_in(input_of(username, "add")).unwrap();
        assert_eq!(revoked(&scene), [earlier]);
        assert!(!scene.world.event_names().contains(&"userSignedIn"), "the user had been signed in");
    }
    assert_eq!(scene.tab.users(), ["grace", "ada"]);
    assert_eq!(scene.world.local.get(AUTH_USER_LIST).as_deref(), Some("grace,ada"));
}

#[test]
fn add_does_not_refresh_the_earlier_session() {
    let scene = ada();
    scene.world.clock.advance(3_600_000);
    scene.tab.sign_in(input_of("grace", "add")).unwrap();
    assert_eq!(scene.operations(), ["InitiateAuth"]);
    assert_eq!(scene.tab.users(), ["grace", "ada"]);
}

#[test]
fn replace_ends_the_earlier_session_when_the_sign_in_has_succeeded() {
    let scene = ada();
    let stored = scene.world.local.items();
    let mut wrong = input_of("grace", "replace");
    wrong["password"] = "wrong".into();
    assert_eq!(scene.tab.sign_in(wrong).unwrap_err().name(), "NotAuthorizedException");
    assert_eq!(scene.world.local.items(), stored, "a failed sign-in ends nothing");

    let earlier = refresh_token(&scene, "ada").unwrap();
    scene.tab.sign_in(input_of("grace", "replace")).unwrap();
    assert_eq!(
        scene.world.events(),
        [("userSignedOut", shown("ada")), ("userSignedIn", shown("grace")), ("signedIn", shown("grace"))]
    );
    assert_eq!(revoked(&scene), [earlier]);
    assert_eq!(scene.tab.users(), ["grace"]);
    assert!(scene.world.local.items().keys().all(|key| !key.contains(".ada.")));
    assert_eq!(scene.world.local.get(AUTH_USER_LIST), None, "there was one user at a time");
}

#[test]
fn replace_leaves_parked_users_alone() {
    let scene = scene_of(&["ada", "grace"]);
    scene.user_pool.add_user("mary");
    let parked = refresh_token(&scene, "ada");
    scene.tab.sign_in(input_of("mary", "replace")).unwrap();
    assert_eq!(scene.tab.users(), ["mary", "ada"]);
    assert_eq!(scene.world.local.get(AUTH_USER_LIST).as_deref(), Some("mary,ada"));
    assert_eq!(refresh_token(&scene, "ada"), parked);
    // With nobody to replace, a parked user stays, too.
    scene.tab.sign_out();
    scene.user_pool.add_user("grace");
    scene.tab.sign_in(input_of("grace", "error")).unwrap();
    assert_eq!(scene.tab.users(), ["grace", "ada"]);
}

#[test]
fn a_user_who_cannot_be_stored_is_current_until_the_page_is_left() {
    for choice in ["replace", "add"] {
        let scene = ada();
        scene.world.local.refuse("grace.idToken");
        assert_eq!(scene.tab.sign_in(input_of("grace", choice)).unwrap(), signed_in());
        assert_eq!(scene.tab.current_name().as_deref(), Some("grace"), "{choice}");
        assert!(
            scene.world.local.items().keys().all(|key| !key.contains("grace")),
            "{choice}: nothing of her is stored"
        );
        let left = (choice == "add").then_some("ada");
        assert_eq!(scene.tab.reload().current_name().as_deref(), left, "{choice}");
    }
}

#[test]
fn reuse_answers_for_the_same_user_without_a_request() {
    let scene = Scene::with_config(user_pool_config());
    scene.user_pool.add_user("ada");
    let input = json!({"username": EMAIL, "password": PASSWORD, "options": {"authFlowType": "USER_PASSWORD_AUTH"}});
    scene.tab.sign_in(input).unwrap();
    scene.world.forget_past();
    let stored = scene.world.local.items();
    for name in [USERNAME, EMAIL] {
        assert_eq!(scene.tab.sign_in(input_of(name, "reuse")).unwrap(), signed_in());
    }
    assert_eq!(scene.world.local.items(), stored);
    assert!(scene.operations().is_empty() && scene.world.events().is_empty());
    let error = scene.tab.sign_in(input_of("ada", "reuse")).unwrap_err();
    assert_eq!(error.name(), "UserAlreadyAuthenticatedException", "another user is signed in");
    assert_eq!(scene.world.local.items(), stored);
    scene.tab.sign_out();
    assert_eq!(scene.tab.sign_in(input_of("ada", "reuse")).unwrap(), signed_in());
    assert_eq!(scene.tab.users(), ["ada"]);
}

#[test]
fn reuse_makes_a_parked_user_the_current_one() {
    let scene = scene_of(&["ada", "grace"]);
    assert_eq!(scene.tab.sign_in(input_of("ada", "reuse")).unwrap(), signed_in());
    assert_eq!(scene.world.events(), [("switchActiveUser", shown("ada"))]);
    assert!(scene.operations().is_empty());
    assert_eq!(scene.tab.users(), ["ada", "grace"]);
}

#[test]
fn reuse_of_a_session_that_has_ended_signs_in() {
    let scene = ada();
    scene.world.clock.advance(3_600_000);
    scene.user_pool.revoke();
    assert_eq!(scene.tab.sign_in(input_of("ada", "reuse")).unwrap(), signed_in());
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken", "InitiateAuth"]);
    assert_eq!(scene.tab.users(), ["ada"]);
}

#[test]
fn the_choice_holds_through_every_step_and_a_reload() {
    for (choice, users) in [("add", &["grace", "ada"][..]), ("replace", &["grace"])] {
        for reloads in [false, true] {
            let scene = ada();
            let earlier = refresh_token(&scene, "ada").unwrap();
            scene.user_pool.challenge.replace(Some(Challenge::sms()));
            scene.tab.sign_in(input_of("grace", choice)).unwrap();
            assert_eq!(scene.tab.current_name().as_deref(), Some("ada"), "until then, nothing changes");
            assert!(scene.world.events().is_empty());
            let page = if reloads { Some(scene.tab.reload()) } else { None };
            let tab = page.as_ref().unwrap_or(&scene.tab);
            let wrong = tab.confirm_sign_in(json!({"challengeResponse": "000000"})).unwrap_err();
            assert_eq!(wrong.name(), "CodeMismatchException");
            assert_eq!(tab.confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap(), signed_in());
            assert_eq!(tab.users(), users, "{choice}, {reloads}");
            assert_eq!(revoked(&scene).len(), usize::from(choice == "replace"));
            assert_eq!(refresh_token(&scene, "ada").is_some_and(|token| token == earlier), choice == "add");
            assert!(tab.state.session.items().is_empty(), "nothing of the sign-in stays");
        }
    }
}

#[test]
fn the_choice_does_not_outlive_its_sign_in() {
    let scene = ada();
    scene.user_pool.challenge.replace(Some(Challenge::sms()));
    scene.tab.sign_in(input_of("grace", "add")).unwrap();
    scene.tab.sign_in(input_of("grace", "replace")).unwrap();
    scene.tab.reload().confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap();
    assert_eq!(scene.tab.users(), ["grace"]);
}

#[test]
fn one_user_at_a_time_leaves_the_waiting_sign_in_as_amplify_stores_it() {
    let scene = Scene::waiting_for_code();
    assert_eq!(scene.tab.state.session.items().len(), 5);
    assert!(scene.tab.state.session.items().keys().all(|key| !key.contains("onExistingSession")));
}

#[test]
fn other_steps_keep_the_choice() {
    let new_password = json!({
        "ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "session-1",
        "ChallengeParameters": {"requiredAttributes": "[]", "userAttributes": "{}"},
    });
    let choice = json!({
        "ChallengeName": "SELECT_CHALLENGE", "Session": "session-1", "ChallengeParameters": {},
        "AvailableChallenges": ["PASSWORD", "EMAIL_OTP"],
    });
    for (first, flow, answers) in
        [(new_password, "USER_PASSWORD_AUTH", &["NewPassword123"][..]), (choice, "USER_AUTH", &["PASSWORD", PASSWORD])]
    {
        let scene = ada();
        scene.world.network.answer("InitiateAuth", Reply::json(first));
        let mut input = input_of("grace", "add");
        input["options"]["authFlowType"] = flow.into();
        scene.tab.sign_in(input).unwrap();
        scene.tab.reload();
        let result = {
            // The new password is accepted, whatever it is.
            scene.user_pool.challenge.replace(Some(Challenge {
                name: "NEW_PASSWORD_REQUIRED",
                parameters: json!({}),
                answer: ("NEW_PASSWORD", "NewPassword123"),
            }));
            if flow == "USER_AUTH" {
                scene.user_pool.challenge.take();
            }
            let mut result = Value::Null;
            for answer in answers {
                result = scene.tab.reload().confirm_sign_in(json!({"challengeResponse": answer})).unwrap();
            }
            result
        };
        assert_eq!(result, signed_in(), "{flow}");
        assert_eq!(scene.tab.users(), ["grace", "ada"], "{flow}");
    }
}

#[test]
fn an_automatic_sign_in_takes_the_choice() {
    let scene = ada();
    let confirmed = json!({"UserConfirmed": true, "UserSub": "sub"});
    scene.world.network.answer("SignUp", Reply::json(confirmed));
    let sign_in = json!({"authFlowType": "USER_PASSWORD_AUTH", "onExistingSession": "add"});
    let input = json!({"username": "grace", "password": PASSWORD, "options": {"autoSignIn": sign_in}});
    scene.tab.sign_up(input).unwrap();
    assert_eq!(scene.tab.auto_sign_in().unwrap(), signed_in());
    assert_eq!(scene.tab.users(), ["grace", "ada"]);
}

#[test]
fn a_switch_during_a_sign_in_does_not_end_it() {
    let scene = scene_of(&["ada", "grace"]);
    scene.user_pool.add_user("mary");
    let gate = scene.world.network.hold("InitiateAuth");
    let signing_in = scene.tab.start(calls::sign_in, input_of("mary", "add"));
    scene.world.settle();
    scene.tab.set_current_user("ada").unwrap();
    gate.open();
    assert_eq!(signing_in.finish().unwrap(), signed_in());
    assert_eq!(scene.tab.users(), ["mary", "ada", "grace"]);
}

#[test]
fn storage_that_drops_what_is_written_keeps_the_earlier_user() {
    let scene = ada();
    scene.world.local.forget("LastAuthUser");
    assert_eq!(scene.tab.sign_in(input_of("grace", "add")).unwrap(), signed_in());
    assert_eq!(scene.tab.current_name().as_deref(), Some("grace"), "in memory");
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some("ada"));
    assert_eq!(scene.tab.reload().current_name().as_deref(), Some("ada"));
}
