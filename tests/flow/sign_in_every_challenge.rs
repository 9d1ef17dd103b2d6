//! What all challenges have in common: reloading the page meanwhile, wrong answers, and what is sent with an answer.

use serde_json::{Value, json};

use crate::support::seed::{CLIENT_ID, PASSWORD, USERNAME, signed_in, srp_input};
use crate::support::{Challenge, Reply, Scene};

const RESPOND: &str = "RespondToAuthChallenge";

/// A challenge of the service, an answer, and what is sent: the challenge's name and the response.
struct Case {
    challenge: &'static str,
    parameters: Value,
    answer: &'static str,
    sent: (&'static str, Value),
}

fn case(challenge: &'static str, answer: &'static str, sent: (&'static str, Value)) -> Case {
    let parameters = json!({
        "MFAS_CAN_CHOOSE": r#"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#, "MFAS_CAN_SETUP": r#"["EMAIL_OTP","SOFTWARE_TOKEN_MFA"]"#,
    });
    Case { challenge, parameters, answer, sent }
}

fn cases() -> Vec<Case> {
    vec![
        case("SMS_MFA", "1", ("SMS_MFA", json!({"SMS_MFA_CODE": "1"}))),
        case("SMS_OTP", "1", ("SMS_OTP", json!({"SMS_OTP_CODE": "1"}))),
        case("EMAIL_OTP", "1", ("EMAIL_OTP", json!({"EMAIL_OTP_CODE": "1"}))),
        case("SOFTWARE_TOKEN_MFA", "1", ("SOFTWARE_TOKEN_MFA", json!({"SOFTWARE_TOKEN_MFA_CODE": "1"}))),
        case("CUSTOM_CHALLENGE", "4", ("CUSTOM_CHALLENGE", json!({"ANSWER": "4"}))),
        case("NEW_PASSWORD_REQUIRED", "New", ("NEW_PASSWORD_REQUIRED", json!({"NEW_PASSWORD": "New"}))),
        case("SELECT_MFA_TYPE", "TOTP", ("SELECT_MFA_TYPE", json!({"ANSWER": "SOFTWARE_TOKEN_MFA"}))),
        case("SELECT_CHALLENGE", "SMS_OTP", ("SELECT_CHALLENGE", json!({"ANSWER": "SMS_OTP"}))),
        case("PASSWORD", PASSWORD, ("SELECT_CHALLENGE", json!({"ANSWER": "PASSWORD", "PASSWORD": PASSWORD}))),
        case("MFA_SETUP", "my@email.com", ("MFA_SETUP", json!({"EMAIL": "my@email.com"}))),
    ]
}

/// A flow with this challenge.
fn flow(challenge: &str) -> &'static str {
    match challenge {
        "CUSTOM_CHALLENGE" => "CUSTOM_WITH_SRP",
        "SMS_OTP" | "SELECT_CHALLENGE" | "PASSWORD" => "USER_AUTH",
        _ => "USER_SRP_AUTH",
    }
}

/// A tab in which this challenge waits for its answer.
fn waiting(case: &Case) -> Scene {
    let scene = Scene::challenging(Challenge {
        name: case.challenge,
        parameters: case.parameters.clone(),
        answer: ("nothing", "is right"),
    });
    let flow = flow(case.challenge);
    let mut input = srp_input();
    input["options"]["authFlowType"] = flow.into();
    if flow == "USER_AUTH" {
        let challenge = json!({
            "ChallengeName": case.challenge, "Session": "session-1", "ChallengeParameters": case.parameters,
        });
        scene.world.network.answer("InitiateAuth", Reply::json(challenge));
    }
    scene.tab.sign_in(input).unwrap();
    scene.world.network.forget();
    scene
}

/// What follows the right answer: the tokens, or the chosen factor's challenge.
fn accept(scene: &Scene, case: &Case) {
    let accepted = if case.challenge.starts_with("SELECT_") {
        json!({"ChallengeName": "EMAIL_OTP", "Session": "session-2", "ChallengeParameters": {}})
    } else {
        json!({"AuthenticationResult": scene.user_pool.issue(true)})
    };
    scene.world.network.answer(RESPOND, Reply::json(accepted));
}

fn check_accepted(output: &Value, case: &Case) {
    if case.challenge.starts_with("SELECT_") {
        assert_eq!(output["nextStep"]["signInStep"], "CONFIRM_SIGN_IN_WITH_EMAIL_CODE", "{}", case.challenge);
    } else {
        assert_eq!(*output, signed_in(), "{}", case.challenge);
    }
}

fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

#[test]
fn every_challenge_can_be_answered_after_a_reload() {
    for case in cases() {
        let scene = waiting(&case);
        accept(&scene, &case);
        let output = scene.tab.reload().confirm_sign_in(answer(case.answer)).unwrap();
        check_accepted(&output, &case);
        let mut responses = case.sent.1.clone();
        responses["USERNAME"] = USERNAME.into();
        let body = json!({
            "ChallengeName": case.sent.0, "ClientId": CLIENT_ID, "Session": "session-1", "ChallengeResponses": responses,
        });
        assert_eq!(scene.world.network.bodies(RESPOND), [body]);
        if !case.challenge.starts_with("SELECT_") {
            assert!(scene.tab.state.session.items().is_empty());
            let details = json!({"loginId": USERNAME, "authFlowType": flow(case.challenge)});
            let stored = scene.stored("signInDetails").unwrap();
            assert_eq!(serde_json::from_str::<Value>(&stored).unwrap(), details);
        }
    }
}

#[test]
fn a_refused_answer_to_any_challenge_keeps_the_sign_in() {
    for case in cases() {
        let scene = waiting(&case);
        let before = scene.tab.state.session.items();
        for refusal in [
            Reply::error("CodeMismatchException"),
            Reply::error("NotAuthorizedException"),
            Reply::error("InvalidPasswordException"),
            Reply::lost(),
            Reply::page(502),
        ] {
            scene.world.network.answer(RESPOND, refusal);
            scene.tab.confirm_sign_in(answer(case.answer)).unwrap_err();
            assert_eq!(scene.tab.state.session.items(), before, "{}", case.challenge);
        }
        accept(&scene, &case);
        check_accepted(&scene.tab.confirm_sign_in(answer(case.answer)).unwrap(), &case);
        let bodies = scene.world.network.bodies(RESPOND);
        assert!(bodies.iter().all(|body| *body == bodies[0]), "the same session and answer");
    }
}

#[test]
fn every_challenge_expires_after_three_minutes() {
    for case in cases() {
        let scene = waiting(&case);
        scene.world.clock.advance(180_000);
        let error = scene.tab.reload().confirm_sign_in(answer(case.answer)).unwrap_err();
        assert_eq!(error.name(), "SignInException", "{}", case.challenge);
        assert!(scene.operations().is_empty() && scene.tab.state.session.items().is_empty());
    }
}

#[test]
fn a_local_choice_survives_a_reload() {
    for factor in ["PASSWORD", "PASSWORD_SRP"] {
        let scene = waiting(&case("SELECT_CHALLENGE", "", ("", Value::Null)));
        scene.user_pool.challenge.take();
        scene.tab.confirm_sign_in(answer(factor)).unwrap();
        assert_eq!(scene.tab.reload().confirm_sign_in(answer(PASSWORD)).unwrap(), signed_in(), "{factor}");
    }
}

#[test]
fn setting_up_an_authenticator_app_survives_a_reload() {
    let scene = waiting(&case("MFA_SETUP", "", ("", Value::Null)));
    let secret = json!({"SecretCode": "JBSWY3DPEHPK3PXP", "Session": "session-2"});
    scene.world.network.answer("AssociateSoftwareToken", Reply::json(secret));
    scene.tab.reload().confirm_sign_in(answer("TOTP")).unwrap();
    let verified = json!({"Status": "SUCCESS", "Session": "session-3"});
    scene.world.network.answer("VerifySoftwareToken", Reply::json(verified));
    let tokens = json!({"AuthenticationResult": scene.user_pool.issue(true)});
    scene.world.network.answer(RESPOND, Reply::json(tokens));
    assert_eq!(scene.tab.reload().confirm_sign_in(answer("324550")).unwrap(), signed_in());
    assert_eq!(scene.world.network.bodies("VerifySoftwareToken")[0]["Session"], "session-2");
    assert_eq!(scene.world.network.bodies(RESPOND)[0]["Session"], "session-3");
}

#[test]
fn every_answer_contains_threat_protection_data_and_metadata() {
    for case in cases() {
        let scene = waiting(&case);
        scene.tab.collect_with(|username, _, _| Some(["data of ", username].concat()));
        scene.world.network.answer(RESPOND, Reply::error("CodeMismatchException"));
        let input = json!({"challengeResponse": case.answer, "options": {"clientMetadata": {"a": "1"}}});
        scene.tab.confirm_sign_in(input).unwrap_err();
        let body = &scene.world.network.bodies(RESPOND)[0];
        assert_eq!(body["UserContextData"], json!({"EncodedData": "data of username"}), "{}", case.challenge);
        assert_eq!(body["ClientMetadata"], json!({"a": "1"}), "{}", case.challenge);
    }
}
