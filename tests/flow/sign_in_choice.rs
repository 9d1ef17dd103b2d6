//! `signIn` with `USER_AUTH`, with a preferred first factor or a choice.

use serde_json::{Value, json};

use crate::support::seed::{
    CLIENT_ID, EMAIL, LAST_AUTH_USER, PASSWORD, USERNAME, mobile_config, signed_in, user_pool_config,
};
use crate::support::{Challenge, Device, Reply, Scene, srp_challenge};

fn input(preferred: Option<&str>) -> Value {
    let mut input = json!({"username": USERNAME, "options": {"authFlowType": "USER_AUTH"}});
    if let Some(preferred) = preferred {
        input["options"]["preferredChallenge"] = preferred.into();
    }
    input
}

fn with_password(preferred: &str) -> Value {
    let mut input = input(Some(preferred));
    input["password"] = PASSWORD.into();
    input
}

fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

fn email_code() -> Challenge {
    let parameters = json!({"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": "m***@e***"});
    Challenge { name: "EMAIL_OTP", parameters, answer: ("EMAIL_OTP_CODE", "123456") }
}

fn email_code_step() -> Value {
    json!({"isSignedIn": false, "nextStep": {
        "signInStep": "CONFIRM_SIGN_IN_WITH_EMAIL_CODE",
        "codeDeliveryDetails": {"deliveryMedium": "EMAIL", "destination": "m***@e***"},
    }})
}

fn password_step() -> Value {
    json!({"isSignedIn": false, "nextStep": {"signInStep": "CONFIRM_SIGN_IN_WITH_PASSWORD"}})
}

/// A tab in which the user has to choose the first factor.
fn choosing() -> Scene {
    let scene = Scene::challenging(email_code());
    scene.tab.sign_in(input(None)).unwrap();
    scene.world.network.forget();
    scene
}

/// A configuration that says which factors the pool offers.
fn offering(passwordless: Value) -> Scene {
    let mut config = user_pool_config();
    config["Auth"]["Cognito"]["passwordless"] = passwordless;
    let scene = Scene::with_config(config);
    scene.user_pool.challenge.replace(Some(email_code()));
    scene
}

#[test]
fn without_a_preference_the_user_chooses() {
    let scene = Scene::signed_out();
    let step = json!({"isSignedIn": false, "nextStep": {
        "signInStep": "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
        "availableChallenges": ["EMAIL_OTP", "PASSWORD_SRP", "WEB_AUTHN"],
    }});
    for none in [None, Some("")] {
        assert_eq!(scene.tab.sign_in(input(none)).unwrap(), step);
    }
    let body = json!({"AuthFlow": "USER_AUTH", "ClientId": CLIENT_ID, "AuthParameters": {"USERNAME": USERNAME}});
    assert_eq!(scene.world.network.bodies("InitiateAuth"), [body.clone(), body]);
}

#[test]
fn a_code_can_be_chosen() {
    let scene = choosing();
    let input = json!({"challengeResponse": "EMAIL_OTP", "options": {"clientMetadata": {"a": "1"}}});
    assert_eq!(scene.tab.confirm_sign_in(input).unwrap(), email_code_step());
    let body = json!({
        "ChallengeName": "SELECT_CHALLENGE", "ClientId": CLIENT_ID, "Session": "session-1",
        "ClientMetadata": {"a": "1"}, "ChallengeResponses": {"ANSWER": "EMAIL_OTP", "USERNAME": USERNAME},
    });
    assert_eq!(scene.world.network.bodies("RespondToAuthChallenge"), [body]);
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
    let details = r#"{"loginId":"username","authFlowType":"USER_AUTH"}"#;
    assert_eq!(scene.stored("signInDetails").as_deref(), Some(details));
}

#[test]
fn choosing_a_password_sends_nothing_until_the_password_is_given() {
    let scene = choosing();
    scene.user_pool.challenge.take();
    assert_eq!(scene.tab.confirm_sign_in(answer("PASSWORD")).unwrap(), password_step());
    assert!(scene.operations().is_empty());

    assert_eq!(scene.tab.confirm_sign_in(answer(PASSWORD)).unwrap(), signed_in());
    let body = json!({
        "ChallengeName": "SELECT_CHALLENGE", "ClientId": CLIENT_ID, "Session": "session-1",
        "ChallengeResponses": {"ANSWER": "PASSWORD", "PASSWORD": PASSWORD, "USERNAME": USERNAME},
    });
    assert_eq!(scene.world.network.bodies("RespondToAuthChallenge"), [body]);
}

#[test]
fn choosing_srp_sends_nothing_until_the_password_is_given() {
    let scene = choosing();
    scene.user_pool.challenge.take();
    assert_eq!(scene.tab.confirm_sign_in(answer("PASSWORD_SRP")).unwrap(), password_step());
    assert!(scene.operations().is_empty());

    assert_eq!(scene.tab.confirm_sign_in(answer(PASSWORD)).unwrap(), signed_in());
    let mut bodies = scene.world.network.bodies("RespondToAuthChallenge");
    assert!(bodies[0]["ChallengeResponses"]["SRP_A"].take().as_str().unwrap().len() > 700);
    let chosen = json!({"ANSWER": "PASSWORD_SRP", "SRP_A": null, "USERNAME": USERNAME});
    assert_eq!((&bodies[0]["ChallengeName"], &bodies[0]["ChallengeResponses"]), (&"SELECT_CHALLENGE".into(), &chosen));
    assert_eq!(bodies[1]["ChallengeName"], "PASSWORD_VERIFIER");
    assert_eq!(bodies.len(), 2);
    assert!(bodies.iter().all(|body| !body.to_string().contains(PASSWORD)));
}

#[test]
fn only_the_proof_may_follow_chosen_srp() {
    let scene = choosing();
    scene.tab.confirm_sign_in(answer("PASSWORD_SRP")).unwrap();
    let reply = json!({"ChallengeName": "EMAIL_OTP", "Session": "session-2", "ChallengeParameters": {}});
    scene.world.network.answer("RespondToAuthChallenge", Reply::json(reply));
    let error = scene.tab.confirm_sign_in(answer(PASSWORD)).unwrap_err();
    assert_eq!(error.name(), "UnexpectedChallengeException");
}

#[test]
fn after_a_wrong_chosen_password_the_user_can_try_again() {
    for factor in ["PASSWORD", "PASSWORD_SRP"] {
        let scene = choosing();
        scene.user_pool.challenge.take();
        scene.tab.confirm_sign_in(answer(factor)).unwrap();
        let error = scene.tab.confirm_sign_in(answer("Password124")).unwrap_err();
        assert_eq!(error.name(), "NotAuthorizedException", "{factor}");
        assert_eq!(scene.tab.confirm_sign_in(answer(PASSWORD)).unwrap(), signed_in(), "{factor}");
    }
}

#[test]
fn a_second_factor_may_follow_a_chosen_password() {
    for factor in ["PASSWORD", "PASSWORD_SRP"] {
        let scene = choosing();
        scene.user_pool.challenge.replace(Some(Challenge::sms()));
        scene.tab.confirm_sign_in(answer(factor)).unwrap();
        let output = scene.tab.confirm_sign_in(answer(PASSWORD)).unwrap();
        assert_eq!(output["nextStep"]["signInStep"], "CONFIRM_SIGN_IN_WITH_SMS_CODE", "{factor}");
        assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in(), "{factor}");
    }
}

#[test]
fn a_preferred_code_comes_at_once() {
    for preferred in ["EMAIL_OTP", "SMS_OTP"] {
        let scene = Scene::challenging(email_code());
        assert_eq!(scene.tab.sign_in(input(Some(preferred))).unwrap(), email_code_step());
        let parameters = json!({"USERNAME": USERNAME, "PREFERRED_CHALLENGE": preferred});
        assert_eq!(scene.world.network.bodies("InitiateAuth")[0]["AuthParameters"], parameters);
        assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
    }
}

#[test]
fn only_the_choice_lists_first_factors() {
    let scene = Scene::signed_out();
    let reply = json!({
        "ChallengeName": "EMAIL_OTP", "Session": "session-1", "ChallengeParameters": email_code().parameters,
        "AvailableChallenges": ["EMAIL_OTP"],
    });
    scene.world.network.answer("InitiateAuth", Reply::json(reply));
    assert_eq!(scene.tab.sign_in(input(Some("EMAIL_OTP"))).unwrap(), email_code_step());
}

#[test]
fn a_preferred_password_is_sent_at_once() {
    let scene = Scene::signed_out();
    assert_eq!(scene.tab.sign_in(with_password("PASSWORD")).unwrap(), signed_in());
    let parameters = json!({"USERNAME": USERNAME, "PASSWORD": PASSWORD, "PREFERRED_CHALLENGE": "PASSWORD"});
    assert_eq!(scene.world.network.bodies("InitiateAuth")[0]["AuthParameters"], parameters);
    assert_eq!(scene.operations(), ["InitiateAuth"]);
}

#[test]
fn preferred_srp_begins_at_once() {
    let scene = Scene::signed_out();
    assert_eq!(scene.tab.sign_in(with_password("PASSWORD_SRP")).unwrap(), signed_in());
    assert_eq!(scene.operations(), ["InitiateAuth", "RespondToAuthChallenge"]);
    let mut body = scene.world.network.bodies("InitiateAuth").remove(0);
    assert!(body["AuthParameters"]["SRP_A"].take().as_str().unwrap().len() > 700);
    let parameters = json!({"USERNAME": USERNAME, "PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": null});
    assert_eq!((&body["AuthFlow"], &body["AuthParameters"]), (&"USER_AUTH".into(), &parameters));
}

#[test]
fn another_challenge_instead_of_preferred_srp_is_a_step() {
    let scene = Scene::signed_out();
    let reply =
        json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "session-1", "AvailableChallenges": ["EMAIL_OTP"]});
    scene.world.network.answer("InitiateAuth", Reply::json(reply));
    let output = scene.tab.sign_in(with_password("PASSWORD_SRP")).unwrap();
    assert_eq!(output["nextStep"]["availableChallenges"], json!(["EMAIL_OTP"]));
    assert_eq!(scene.operations(), ["InitiateAuth"]);
}

#[test]
fn a_preferred_password_is_required() {
    let scene = Scene::signed_out();
    for preferred in ["PASSWORD", "PASSWORD_SRP"] {
        let error = scene.tab.sign_in(input(Some(preferred))).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("EmptySignInPassword", "validation"));
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn the_configuration_can_set_the_preferred_challenge() {
    let scene = offering(json!({"emailOtpEnabled": true, "preferredChallenge": "EMAIL_OTP"}));
    assert_eq!(scene.tab.sign_in(input(None)).unwrap(), email_code_step());
    assert_eq!(scene.world.network.bodies("InitiateAuth")[0]["AuthParameters"]["PREFERRED_CHALLENGE"], "EMAIL_OTP");

    scene.user_pool.challenge.take();
    scene.tab.sign_in(with_password("PASSWORD")).unwrap();
    let body = &scene.world.network.bodies("InitiateAuth")[1];
    assert_eq!(body["AuthParameters"]["PREFERRED_CHALLENGE"], "PASSWORD", "the call overrides the configuration");
}

#[test]
fn what_the_configuration_does_not_offer_cannot_be_preferred() {
    for (preferred, setting, on) in [
        ("EMAIL_OTP", "emailOtpEnabled", json!(true)),
        ("SMS_OTP", "smsOtpEnabled", json!(true)),
        ("WEB_AUTHN", "webAuthn", json!({"relyingPartyId": "localhost"})),
    ] {
        for passwordless in [json!({}), json!({setting: false})] {
            let scene = offering(passwordless);
            let error = scene.tab.sign_in(input(Some(preferred))).unwrap_err();
            assert_eq!((error.name(), error.category().name()), ("InvalidPreferredChallenge", "validation"));
            assert!(scene.operations().is_empty());
        }
        let scene = offering(json!({setting: on}));
        assert_eq!(scene.tab.sign_in(input(Some(preferred))).unwrap(), email_code_step(), "{preferred}");
    }
    let scene = offering(json!({}));
    scene.user_pool.challenge.take();
    assert_eq!(scene.tab.sign_in(with_password("PASSWORD")).unwrap(), signed_in(), "a password needs no setting");
}

#[test]
fn the_configuration_can_choose_the_flow() {
    let mut config = mobile_config();
    config["auth"]["plugins"]["awsCognitoAuthPlugin"]["Auth"]["Default"]["authenticationFlowType"] = "USER_AUTH".into();
    let scene = Scene::with_config(config);
    let output = scene.tab.sign_in(json!({"username": USERNAME})).unwrap();
    assert_eq!(output["nextStep"]["signInStep"], "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION");
}

#[test]
fn the_session_is_kept_under_the_users_own_name() {
    for mut input in [with_password("PASSWORD"), with_password("PASSWORD_SRP")] {
        let scene = Scene::signed_out();
        input["username"] = EMAIL.into();
        assert_eq!(scene.tab.sign_in(input).unwrap(), signed_in());
        assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some(USERNAME));
        let user = scene.tab.get_current_user().unwrap();
        assert_eq!(user["signInDetails"], json!({"loginId": EMAIL, "authFlowType": "USER_AUTH"}));
    }
}

#[test]
fn chosen_srp_finds_the_device_of_a_user_who_typed_an_alias() {
    let scene = Scene::challenging(Challenge::sms());
    let Device { key, .. } = scene.remember_device();
    // Cognito sends its name for the user only with the challenge to prove the password.
    scene.tab.sign_in(json!({"username": EMAIL, "options": {"authFlowType": "USER_AUTH"}})).unwrap();
    scene.tab.confirm_sign_in(answer("PASSWORD_SRP")).unwrap();
    scene.world.network.forget();
    let device_challenge = json!({"ChallengeName": "DEVICE_SRP_AUTH", "Session": "session-1"});
    scene.world.network.answer("RespondToAuthChallenge", Reply::json(srp_challenge()));
    scene.world.network.answer("RespondToAuthChallenge", Reply::json(device_challenge));
    assert_eq!(scene.tab.confirm_sign_in(answer(PASSWORD)).unwrap(), signed_in());
    let bodies = scene.world.network.bodies("RespondToAuthChallenge");
    let names: Vec<_> = bodies.iter().map(|body| &body["ChallengeName"]).collect();
    assert_eq!(names, ["SELECT_CHALLENGE", "PASSWORD_VERIFIER", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"]);
    assert_eq!(bodies[2]["ChallengeResponses"]["DEVICE_KEY"], *key);
}

#[test]
fn a_failed_first_request_leaves_no_sign_in() {
    let scene = choosing();
    scene.world.network.answer("InitiateAuth", Reply::error("NotAuthorizedException"));
    assert_eq!(scene.tab.sign_in(input(None)).unwrap_err().name(), "NotAuthorizedException");
    assert_eq!(scene.tab.confirm_sign_in(answer("PASSWORD")).unwrap_err().name(), "SignInException");
}
