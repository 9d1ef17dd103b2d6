//! `signIn` in any flow: when it is allowed, its input, and that a session is stored as a whole or not at all.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{
    PASSWORD, SUB, USERNAME, identity_pool_config, key, password_input, signed_in, srp_input, user_pool_config,
};
use crate::support::{Reply, START, Scene, Tab, access_claims, jwt};

#[test]
fn refuses_a_second_sign_in_without_a_request() {
    let scene = Scene::signed_in();
    let before = scene.world.local.items();
    let error = scene.tab.sign_in(password_input()).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("UserAlreadyAuthenticatedException", "invalidState"));
    assert!(scene.operations().is_empty());
    assert_eq!(scene.world.local.items(), before);
}

#[test]
fn signs_in_after_a_session_that_has_ended() {
    let scene = Scene::expired();
    scene.user_pool.revoke();
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken", "InitiateAuth"]);
}

#[test]
fn does_not_sign_in_over_a_session_that_cannot_be_checked() {
    let scene = Scene::expired();
    scene.world.network.serve(|_| Reply::lost());
    let before = scene.world.local.items();
    assert_eq!(scene.tab.sign_in(password_input()).unwrap_err().name(), "NetworkError");
    assert!(!scene.operations().contains(&"InitiateAuth".to_owned()));
    assert_eq!(scene.world.local.items(), before);
}

#[test]
fn refuses_empty_and_misshapen_input_without_a_request() {
    let scene = Scene::signed_out();
    for (input, name) in [
        (json!({"username": "", "password": PASSWORD}), "EmptySignInUsername"),
        (Value::Null, "EmptySignInUsername"),
        (json!({"username": USERNAME}), "EmptySignInPassword"),
        (json!({"username": USERNAME, "password": ""}), "EmptySignInPassword"),
        (json!({"username": 7, "password": PASSWORD}), "InvalidParameterException"),
        (json!({"username": USERNAME, "password": 7}), "InvalidParameterException"),
        (
            json!({"username": USERNAME, "password": PASSWORD, "options": {"authFlowType": 7}}),
            "InvalidParameterException",
        ),
        (json!({"username": USERNAME, "password": PASSWORD, "options": []}), "InvalidParameterException"),
        (json!("username"), "InvalidParameterException"),
    ] {
        let error = scene.tab.sign_in(input.clone()).unwrap_err();
        assert_eq!((error.name(), error.category().name()), (name, "validation"), "{input}");
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn a_sign_out_in_between_is_not_undone() {
    for operation in ["InitiateAuth", "RespondToAuthChallenge"] {
        let scene = Scene::signed_out();
        let gate = scene.world.network.hold(operation);
        let sign_in = scene.tab.start(calls::sign_in, srp_input());
        scene.tab.sign_out();
        gate.open();

        assert_eq!(sign_in.finish().unwrap_err().name(), "SignInException", "{operation}");
        assert!(scene.world.local.items().is_empty() && scene.tab.state.session.items().is_empty());
        assert_eq!(scene.world.event_names(), ["signedOut"]);
    }
}

#[test]
fn a_session_that_cannot_be_stored_whole_is_not_stored_in_part() {
    for item in ["LastAuthUser", "accessToken", "idToken", "refreshToken", "signInDetails", "clockDrift"] {
        let scene = Scene::signed_out();
        scene.world.local.refuse(item);
        assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in(), "{item}");
        assert_eq!(scene.world.event_names(), ["storageDegraded", "signedIn"]);
        assert!(scene.world.local.items().is_empty(), "{item}: {:?}", scene.world.local.items().keys());
        assert!(scene.tab.session().is_signed_in, "{item}: in memory");

        scene.world.local.repair();
        let reloaded = scene.tab.reload();
        assert!(!reloaded.session().is_signed_in, "{item}");
        assert_eq!(reloaded.sign_in(password_input()).unwrap(), signed_in(), "{item}");
    }
}

#[test]
fn a_session_without_an_id_token_removes_the_one_of_an_earlier_session() {
    let scene = Scene::signed_out();
    scene.world.local.put(key("idToken"), "left behind");
    scene.user_pool.with_id_token.set(false);
    assert_eq!(scene.tab.sign_in(password_input()).unwrap(), signed_in());
    assert_eq!(scene.stored("idToken"), None);
}

#[test]
fn a_result_without_an_access_token_is_an_error() {
    for result in [json!({}), json!({"AccessToken": ""}), json!({"AccessToken": "a.b.c"}), json!("x"), json!(7)] {
        let scene = Scene::signed_out();
        let reply = json!({"AuthenticationResult": result});
        scene.world.network.answer("InitiateAuth", Reply::json(reply));
        assert_eq!(scene.tab.sign_in(password_input()).unwrap_err().name(), "InvalidTokens", "{result}");
        assert!(scene.world.local.items().is_empty());
    }
}

#[test]
fn a_result_with_an_id_token_that_cannot_be_read_is_an_error() {
    let scene = Scene::signed_out();
    let mut result = scene.user_pool.issue(true);
    result["IdToken"] = "no.token.here".into();
    let reply = json!({ "AuthenticationResult": result });
    scene.world.network.answer("InitiateAuth", Reply::json(reply));
    assert_eq!(scene.tab.sign_in(password_input()).unwrap_err().name(), "InvalidTokens");
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn a_session_without_a_user_is_an_error() {
    let scene = Scene::signed_out();
    let nameless = jwt(&access_claims(&json!({"username": null, "iat": START, "exp": START + 3_600})));
    let reply = Reply::json(json!({"AuthenticationResult": {"AccessToken": nameless}}));
    scene.world.network.answer("InitiateAuth", reply);
    let error = scene.tab.sign_in(password_input()).unwrap_err();
    assert_eq!(error.name(), "UnexpectedSignInInterruptionException");
    assert!(scene.world.events().is_empty());
    assert!(scene.world.local.items().is_empty(), "it would prevent the next sign-in");
}

#[test]
fn needs_a_user_pool() {
    let scene = Scene::with_config(identity_pool_config());
    let error = scene.tab.sign_in(password_input()).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("AuthUserPoolException", "configuration"));
    assert!(scene.operations().is_empty());
}

#[test]
fn a_second_tab_sees_the_sign_in() {
    let scene = Scene::signed_out();
    let other = Tab::open(&scene.world, user_pool_config());
    assert_eq!(other.get_current_user().unwrap_err().name(), "UserUnAuthenticatedException");
    scene.tab.sign_in(password_input()).unwrap();
    assert_eq!(other.get_current_user().unwrap()["userId"], SUB);
}
