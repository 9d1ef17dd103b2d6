//! Challenges that the user answers with `confirmSignIn`.

use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{CLIENT_ID, LAST_AUTH_USER, SUB, USERNAME, password_input, signed_in};
use crate::support::{Challenge, Reply, Scene};

fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

fn choice() -> Value {
    json!({"username": USERNAME, "options": {"authFlowType": "USER_AUTH", "preferredChallenge": "SMS_OTP"}})
}

#[test]
fn every_code_challenge_is_a_step_and_takes_its_answer() {
    let delivery = json!({"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": "m***@e***"});
    let delivered = json!({"codeDeliveryDetails": {"deliveryMedium": "EMAIL", "destination": "m***@e***"}});
    for (name, response, step, details) in [
        ("SMS_MFA", "SMS_MFA_CODE", "CONFIRM_SIGN_IN_WITH_SMS_CODE", &delivered),
        ("SMS_OTP", "SMS_OTP_CODE", "CONFIRM_SIGN_IN_WITH_SMS_CODE", &delivered),
        ("EMAIL_OTP", "EMAIL_OTP_CODE", "CONFIRM_SIGN_IN_WITH_EMAIL_CODE", &delivered),
        ("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE", "CONFIRM_SIGN_IN_WITH_TOTP_CODE", &json!({})),
    ] {
        let scene = Scene::challenging(Challenge { name, parameters: delivery.clone(), answer: (response, "123456") });
        let mut next_step = details.clone();
        next_step["signInStep"] = step.into();
        // Only the first factor has this name.
        let output = scene.tab.sign_in(if name == "SMS_OTP" { choice() } else { password_input() }).unwrap();
        assert_eq!(output, json!({"isSignedIn": false, "nextStep": next_step}), "{name}");
        assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty());

        scene.world.network.forget();
        assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in(), "{name}");
        let body = json!({
            "ChallengeName": name, "ClientId": CLIENT_ID, "Session": "session-1",
            "ChallengeResponses": {"USERNAME": USERNAME, response: "123456"},
        });
        assert_eq!(scene.world.network.bodies("RespondToAuthChallenge"), [body]);
    }
}

#[test]
fn stores_the_session_after_the_last_right_answer() {
    let scene = Scene::waiting_for_code();
    scene.tab.confirm_sign_in(answer("123456")).unwrap();

    assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some(USERNAME));
    assert!(scene.tab.state.session.items().is_empty());
    let details = json!({"loginId": USERNAME, "authFlowType": "USER_PASSWORD_AUTH"});
    let user = json!({"username": USERNAME, "userId": SUB, "signInDetails": details});
    assert_eq!(scene.world.events(), [("signedIn", user)]);
    let header = scene.world.network.requests()[0].header("x-amz-user-agent").to_owned();
    assert!(header.ends_with(" auth/12"), "{header}");
}

#[test]
fn a_temporary_password_is_replaced() {
    let parameters = json!({"requiredAttributes": "[\"userAttributes.name\",\"userAttributes.custom:a\",7]", "userAttributes": "{}"});
    let scene = Scene::challenging(Challenge {
        name: "NEW_PASSWORD_REQUIRED",
        parameters,
        answer: ("NEW_PASSWORD", "NewPassword123"),
    });
    let output = scene.tab.sign_in(password_input()).unwrap();
    let step = json!({
        "signInStep": "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED", "missingAttributes": ["name", "custom:a"],
    });
    assert_eq!(output, json!({"isSignedIn": false, "nextStep": step}));

    let input = json!({"challengeResponse": "NewPassword123", "options": {
        "userAttributes": {"name": "A", "custom:a": "", "nickname": null}, "clientMetadata": {"b": "2"},
    }});
    assert_eq!(scene.tab.confirm_sign_in(input).unwrap(), signed_in());
    let body = &scene.world.network.bodies("RespondToAuthChallenge")[0];
    let responses = json!({"NEW_PASSWORD": "NewPassword123", "userAttributes.name": "A", "USERNAME": USERNAME});
    assert_eq!((&body["ChallengeResponses"], &body["ClientMetadata"]), (&responses, &json!({"b": "2"})));
    assert!(scene.world.local.items().values().all(|value| !value.contains("NewPassword123")));
}

#[test]
fn unreadable_missing_attributes_are_an_empty_list() {
    for parameters in [
        json!({}),
        json!({"requiredAttributes": "["}),
        json!({"requiredAttributes": "{}"}),
        json!({"requiredAttributes": 7}),
    ] {
        let scene =
            Scene::challenging(Challenge { name: "NEW_PASSWORD_REQUIRED", parameters, answer: ("NEW_PASSWORD", "x") });
        let output = scene.tab.sign_in(password_input()).unwrap();
        assert_eq!(output["nextStep"]["missingAttributes"], json!([]));
    }
}

#[test]
fn a_custom_challenge_passes_its_parameters_on() {
    let parameters = json!({"riddle": "What is 2 + 2?", "attempt": "1"});
    let scene = Scene::challenging(Challenge {
        name: "CUSTOM_CHALLENGE",
        parameters: parameters.clone(),
        answer: ("ANSWER", "4"),
    });
    let input = json!({"username": USERNAME, "options": {"authFlowType": "CUSTOM_WITHOUT_SRP"}});
    let output = scene.tab.sign_in(input).unwrap();
    let step = json!({"signInStep": "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE", "additionalInfo": parameters});
    assert_eq!(output, json!({"isSignedIn": false, "nextStep": step}));
    assert_eq!(scene.tab.confirm_sign_in(answer("4")).unwrap(), signed_in());
}

#[test]
fn a_wrong_code_can_be_followed_by_the_right_one() {
    let scene = Scene::waiting_for_code();
    let before = scene.tab.state.session.items();
    for _ in 0..2 {
        assert_eq!(scene.tab.confirm_sign_in(answer("000000")).unwrap_err().name(), "CodeMismatchException");
        assert_eq!(scene.tab.state.session.items(), before);
    }
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
}

#[test]
fn an_answer_that_may_have_arrived_is_not_sent_again() {
    let scene = Scene::waiting_for_code();
    scene.world.network.answer("RespondToAuthChallenge", Reply::lost());
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap_err().name(), "NetworkError");
    assert_eq!(scene.operations(), ["RespondToAuthChallenge"]);
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in(), "the user may try again");
}

#[test]
fn one_challenge_may_follow_another() {
    let scene = Scene::waiting_for_code();
    let next = json!({"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "session-2", "ChallengeParameters": {}});
    scene.world.network.answer("RespondToAuthChallenge", Reply::json(next));
    let output = scene.tab.confirm_sign_in(answer("123456")).unwrap();
    assert_eq!(output["nextStep"], json!({"signInStep": "CONFIRM_SIGN_IN_WITH_TOTP_CODE"}));

    scene.world.network.answer("RespondToAuthChallenge", Reply::error("CodeMismatchException"));
    scene.tab.reload().confirm_sign_in(answer("654321")).unwrap_err();
    let body = &scene.world.network.bodies("RespondToAuthChallenge")[1];
    assert_eq!((&body["ChallengeName"], &body["Session"]), (&json!("SOFTWARE_TOKEN_MFA"), &json!("session-2")));
}

#[test]
fn a_refusal_that_the_user_can_resolve_is_a_step() {
    let scene = Scene::waiting_for_code();
    scene.world.network.answer("RespondToAuthChallenge", Reply::error("PasswordResetRequiredException"));
    let output = scene.tab.confirm_sign_in(answer("123456")).unwrap();
    assert_eq!(output, json!({"isSignedIn": false, "nextStep": {"signInStep": "RESET_PASSWORD"}}));
}

#[test]
fn refuses_an_answer_without_a_sign_in() {
    let scene = Scene::signed_out();
    assert_eq!(scene.tab.confirm_sign_in(answer("1")).unwrap_err().name(), "SignInException");
    for empty in [json!({}), answer(""), Value::Null] {
        assert_eq!(scene.tab.confirm_sign_in(empty).unwrap_err().name(), "EmptyChallengeResponse");
    }
    for misshapen in [json!("123456"), json!({"challengeResponse": 7}), json!({"challengeResponse": "1", "options": 7})]
    {
        let error = scene.tab.confirm_sign_in(misshapen).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "validation"));
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn a_sign_out_in_between_is_not_undone() {
    let scene = Scene::waiting_for_code();
    let gate = scene.world.network.hold("RespondToAuthChallenge");
    let confirm = scene.tab.start(calls::confirm_sign_in, answer("123456"));
    scene.tab.sign_out();
    gate.open();
    assert_eq!(confirm.finish().unwrap_err().name(), "SignInException");
    assert!(scene.world.local.items().is_empty());
    assert_eq!(scene.world.event_names(), ["signedOut"]);
}
