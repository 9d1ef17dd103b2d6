//! `allowPlainPassword: false`: no sign-in sends the password itself.

use serde_json::{Value, json};

use crate::support::seed::{PASSWORD, USERNAME, mobile_config, password_input, signed_in, srp_input, user_pool_config};
use crate::support::{Reply, Scene};

/// A tab with the option, in either format of the configuration.
fn scenes() -> [Scene; 2] {
    let mut resources = user_pool_config();
    resources["Auth"]["Cognito"]["allowPlainPassword"] = false.into();
    let mut mobile = mobile_config();
    mobile["auth"]["plugins"]["awsCognitoAuthPlugin"]["CognitoUserPool"]["Default"]["allowPlainPassword"] =
        false.into();
    [Scene::with_config(resources), Scene::with_config(mobile)]
}

#[track_caller]
fn assert_refused(scene: &Scene, result: cognito_wasm::error::Result<Value>) {
    let error = result.unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("PlainPasswordException", "configuration"));
    assert!(error.message().contains("`allowPlainPassword: false`"), "{}", error.message());
    assert!(scene.operations().is_empty(), "{:?}", scene.operations());
}

fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

fn choice() -> Value {
    json!({"username": USERNAME, "options": {"authFlowType": "USER_AUTH"}})
}

#[test]
fn a_flow_that_sends_the_password_is_refused_before_a_request() {
    let mut preferring = srp_input();
    preferring["options"] = json!({"authFlowType": "USER_AUTH", "preferredChallenge": "PASSWORD"});
    for scene in scenes() {
        // With an expired session, which would have to be refreshed first.
        scene.store_session();
        scene.world.clock.advance(3_600_000);
        assert_refused(&scene, scene.tab.sign_in(password_input()));
        assert_refused(&scene, scene.tab.sign_in(preferring.clone()));
    }
}

#[test]
fn a_configuration_that_prefers_plain_passwords_is_refused() {
    let mut config = user_pool_config();
    config["Auth"]["Cognito"]["allowPlainPassword"] = false.into();
    config["Auth"]["Cognito"]["passwordless"] = json!({"preferredChallenge": "PASSWORD"});
    let scene = Scene::with_config(config);
    let mut input = srp_input();
    input["options"] = json!({"authFlowType": "USER_AUTH"});
    assert_refused(&scene, scene.tab.sign_in(input));

    let mut config = mobile_config();
    let plugin = &mut config["auth"]["plugins"]["awsCognitoAuthPlugin"];
    plugin["CognitoUserPool"]["Default"]["allowPlainPassword"] = false.into();
    plugin["Auth"]["Default"]["authenticationFlowType"] = "USER_PASSWORD_AUTH".into();
    let scene = Scene::with_config(config);
    assert_refused(&scene, scene.tab.sign_in(srp_input()));
}

#[test]
fn the_plain_password_cannot_be_chosen_but_srp_can() {
    for scene in scenes() {
        let offered = json!({
            "ChallengeName": "SELECT_CHALLENGE", "Session": "session-1", "ChallengeParameters": {},
            "AvailableChallenges": ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"],
        });
        scene.world.network.answer("InitiateAuth", Reply::json(offered));
        let output = scene.tab.sign_in(choice()).unwrap();
        assert_eq!(output["nextStep"]["availableChallenges"], json!(["PASSWORD_SRP", "EMAIL_OTP"]));
        scene.world.network.forget();
        assert_refused(&scene, scene.tab.confirm_sign_in(answer("PASSWORD")));
        scene.tab.confirm_sign_in(answer("PASSWORD_SRP")).unwrap();
        assert_eq!(scene.tab.confirm_sign_in(answer(PASSWORD)).unwrap(), signed_in());
        assert!(scene.world.network.requests().iter().all(|request| !request.body.to_string().contains(PASSWORD)));
    }
}

#[test]
fn a_service_that_asks_for_the_password_does_not_get_it() {
    for scene in scenes() {
        let asked = json!({"ChallengeName": "PASSWORD", "Session": "session-1", "ChallengeParameters": {}});
        scene.world.network.answer("InitiateAuth", Reply::json(asked));
        let error = scene.tab.sign_in(choice()).unwrap_err();
        assert_eq!(error.name(), "PlainPasswordException");
        assert_eq!(scene.operations(), ["InitiateAuth"]);
        assert!(scene.tab.state.session.items().is_empty(), "there is nothing to answer");
    }
}

#[test]
fn a_step_from_before_the_option_was_set_is_not_answered() {
    for scene in scenes() {
        let expiry = scene.world.clock.page().plus_millis(60_000).millis().to_string();
        for (item, value) in
            [("username", USERNAME), ("challengeName", "PASSWORD"), ("signInSession", "session-1"), ("expiry", &expiry)]
        {
            scene.tab.state.session.put(["CognitoSignInState.", item].concat(), value);
        }
        assert_refused(&scene, scene.tab.confirm_sign_in(answer(PASSWORD)));
    }
}

#[test]
fn a_sign_up_sends_the_password_but_the_sign_in_after_it_does_not() {
    for scene in scenes() {
        scene.world.network.answer("SignUp", Reply::json(json!({"UserConfirmed": true})));
        for flow in [
            json!({"authFlowType": "USER_PASSWORD_AUTH"}),
            json!({"authFlowType": "USER_AUTH", "preferredChallenge": "PASSWORD"}),
        ] {
            scene.world.network.answer("SignUp", Reply::json(json!({"UserConfirmed": true})));
            scene
                .tab
                .sign_up(json!({"username": USERNAME, "password": PASSWORD, "options": {"autoSignIn": flow}}))
                .unwrap();
            assert_eq!(scene.world.network.bodies("SignUp")[0]["Password"], PASSWORD, "a sign-up sends the password");
            scene.world.network.forget();
            assert_refused(&scene, scene.tab.auto_sign_in());
        }
    }
}

#[test]
fn a_temporary_password_is_proved_and_the_new_one_sent() {
    for scene in scenes() {
        let asked =
            json!({"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "session-1", "ChallengeParameters": {}});
        scene.world.network.answer("RespondToAuthChallenge", Reply::json(asked));
        scene.tab.sign_in(srp_input()).unwrap();
        let tokens = json!({"AuthenticationResult": scene.user_pool.issue(true)});
        scene.world.network.answer("RespondToAuthChallenge", Reply::json(tokens));
        assert_eq!(scene.tab.confirm_sign_in(answer("Fresh-Secret9")).unwrap(), signed_in());
        let sent = scene.world.network.bodies("RespondToAuthChallenge");
        assert_eq!(sent[1]["ChallengeResponses"]["NEW_PASSWORD"], "Fresh-Secret9", "the new password is sent");
        assert!(sent.iter().all(|body| !body.to_string().contains(PASSWORD)));
    }
}

#[test]
fn only_false_forbids_plain_passwords() {
    for option in [Value::Null, true.into()] {
        let mut config = user_pool_config();
        config["Auth"]["Cognito"]["allowPlainPassword"] = option;
        assert_eq!(Scene::with_config(config).tab.sign_in(password_input()).unwrap(), signed_in());
    }
}
