//! `signIn` with challenges of the pool's Lambda functions.

use serde_json::{Value, json};

use crate::support::seed::{CLIENT_ID, LAST_AUTH_USER, PASSWORD, USERNAME, mobile_config, signed_in, srp_input};
use crate::support::{Challenge, Reply, Scene};

const WITH_SRP: &str = "CUSTOM_WITH_SRP";
const WITHOUT_SRP: &str = "CUSTOM_WITHOUT_SRP";

fn input(flow: &str) -> Value {
    json!({"username": USERNAME, "options": {"authFlowType": flow}})
}

fn with_password(flow: &str) -> Value {
    let mut input = input(flow);
    input["password"] = PASSWORD.into();
    input
}

fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

fn riddle() -> Value {
    json!({"riddle": "What is 2 + 2?", "attempt": "1", "USERNAME": USERNAME})
}

fn asking() -> Scene {
    Scene::challenging(Challenge { name: "CUSTOM_CHALLENGE", parameters: riddle(), answer: ("ANSWER", "4") })
}

fn riddle_step() -> Value {
    json!({"isSignedIn": false, "nextStep": {
        "signInStep": "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE", "additionalInfo": riddle(),
    }})
}

#[test]
fn challenges_come_at_once_without_a_password() {
    let scene = asking();
    assert_eq!(scene.tab.sign_in(input(WITHOUT_SRP)).unwrap(), riddle_step());
    let body = json!({"AuthFlow": "CUSTOM_AUTH", "ClientId": CLIENT_ID, "AuthParameters": {"USERNAME": USERNAME}});
    assert_eq!(scene.world.network.bodies("InitiateAuth"), [body]);

    assert_eq!(scene.tab.confirm_sign_in(answer("4")).unwrap(), signed_in());
    let body = json!({
        "ChallengeName": "CUSTOM_CHALLENGE", "ClientId": CLIENT_ID, "Session": "session-1",
        "ChallengeResponses": {"ANSWER": "4", "USERNAME": USERNAME},
    });
    assert_eq!(scene.world.network.bodies("RespondToAuthChallenge"), [body]);
    let details = r#"{"loginId":"username","authFlowType":"CUSTOM_WITHOUT_SRP"}"#;
    assert_eq!(scene.stored("signInDetails").as_deref(), Some(details));
}

#[test]
fn challenges_follow_the_proof_of_the_password() {
    let scene = asking();
    assert_eq!(scene.tab.sign_in(with_password(WITH_SRP)).unwrap(), riddle_step());
    let mut body = scene.world.network.bodies("InitiateAuth").remove(0);
    assert!(body["AuthParameters"]["SRP_A"].take().as_str().unwrap().len() > 700);
    let parameters = json!({"USERNAME": USERNAME, "SRP_A": null, "CHALLENGE_NAME": "SRP_A"});
    assert_eq!((&body["AuthFlow"], &body["AuthParameters"]), (&"CUSTOM_AUTH".into(), &parameters));
    assert_eq!(scene.world.network.bodies("RespondToAuthChallenge")[0]["ChallengeName"], "PASSWORD_VERIFIER");
    assert_eq!(scene.tab.confirm_sign_in(answer("4")).unwrap(), signed_in());
    let details = r#"{"loginId":"username","authFlowType":"CUSTOM_WITH_SRP"}"#;
    assert_eq!(scene.stored("signInDetails").as_deref(), Some(details));
}

#[test]
fn no_challenge_follows_a_wrong_password() {
    let scene = asking();
    let mut input = with_password(WITH_SRP);
    input["password"] = "Password124".into();
    assert_eq!(scene.tab.sign_in(input).unwrap_err().name(), "NotAuthorizedException");
    assert!(scene.tab.state.session.items().is_empty());
}

#[test]
fn a_password_is_required_or_forbidden() {
    let scene = asking();
    let error = scene.tab.sign_in(input(WITH_SRP)).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("EmptySignInPassword", "validation"));
    let error = scene.tab.sign_in(with_password(WITHOUT_SRP)).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("CustomAuthSignInPassword", "validation"));
    assert!(scene.operations().is_empty());
}

#[test]
fn a_proof_is_not_given_without_its_challenge() {
    let scene = asking();
    let reply = json!({"ChallengeName": "CUSTOM_CHALLENGE", "Session": "s", "ChallengeParameters": {}});
    scene.world.network.answer("InitiateAuth", Reply::json(reply));
    let error = scene.tab.sign_in(with_password(WITH_SRP)).unwrap_err();
    assert_eq!(error.name(), "UnexpectedChallengeException");
    assert_eq!(scene.operations(), ["InitiateAuth"]);
}

#[test]
fn there_may_be_several_rounds() {
    let scene = asking();
    scene.tab.sign_in(input(WITHOUT_SRP)).unwrap();
    for (round, session) in [("2", "session-2"), ("3", "session-3")] {
        let parameters = json!({"attempt": round});
        let reply = json!({"ChallengeName": "CUSTOM_CHALLENGE", "Session": session, "ChallengeParameters": parameters});
        scene.world.network.answer("RespondToAuthChallenge", Reply::json(reply));
        let output = scene.tab.confirm_sign_in(answer("5")).unwrap();
        assert_eq!(output["nextStep"]["additionalInfo"], parameters, "of this round only");
    }
    scene.world.network.answer("RespondToAuthChallenge", Reply::error("NotAuthorizedException"));
    assert_eq!(scene.tab.confirm_sign_in(answer("5")).unwrap_err().name(), "NotAuthorizedException");
    let bodies = scene.world.network.bodies("RespondToAuthChallenge");
    let sessions: Vec<_> = bodies.iter().map(|body| &body["Session"]).collect();
    assert_eq!(sessions, ["session-1", "session-2", "session-3"], "each round has its own session");
}

#[test]
fn a_challenge_without_parameters_has_no_further_information() {
    let scene = asking();
    scene
        .world
        .network
        .answer("InitiateAuth", Reply::json(json!({"ChallengeName": "CUSTOM_CHALLENGE", "Session": "s"})));
    let step = json!({"signInStep": "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE"});
    assert_eq!(scene.tab.sign_in(input(WITHOUT_SRP)).unwrap()["nextStep"], step);
}

#[test]
fn the_name_in_the_challenge_is_used() {
    let scene = asking();
    let mut input = input(WITHOUT_SRP);
    input["username"] = crate::support::seed::EMAIL.into();
    scene.tab.sign_in(input).unwrap();
    assert_eq!(scene.tab.confirm_sign_in(answer("4")).unwrap(), signed_in());
    assert_eq!(scene.world.network.bodies("RespondToAuthChallenge")[0]["ChallengeResponses"]["USERNAME"], USERNAME);
    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some(USERNAME));
}

#[test]
fn the_mobile_configuration_can_choose_custom_challenges() {
    for (name, input, parameter) in [
        ("CUSTOM_AUTH", srp_input(), "SRP_A"),
        ("CUSTOM_AUTH_WITH_SRP", srp_input(), "SRP_A"),
        ("CUSTOM_AUTH_WITHOUT_SRP", json!({"username": USERNAME}), "USERNAME"),
    ] {
        let mut config = mobile_config();
        config["auth"]["plugins"]["awsCognitoAuthPlugin"]["Auth"]["Default"]["authenticationFlowType"] = name.into();
        let scene = Scene::with_config(config);
        let challenge = Challenge { name: "CUSTOM_CHALLENGE", parameters: riddle(), answer: ("ANSWER", "4") };
        scene.user_pool.challenge.replace(Some(challenge));
        assert_eq!(scene.tab.sign_in(input).unwrap(), riddle_step(), "{name}");
        let body = &scene.world.network.bodies("InitiateAuth")[0];
        assert_eq!(body["AuthFlow"], "CUSTOM_AUTH", "{name}");
        assert!(body["AuthParameters"][parameter].is_string(), "{name}");
    }
}
