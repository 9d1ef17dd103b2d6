//! Choosing a second factor, and setting one up during a sign-in.

use serde_json::{Value, json};

use crate::support::seed::{CLIENT_ID, USERNAME, signed_in, srp_input};
use crate::support::{Challenge, Reply, Scene};

const RESPOND: &str = "RespondToAuthChallenge";
const SECRET: &str = "JBSWY3DPEHPK3PXP";

fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

fn step(name: &str) -> Value {
    json!({"isSignedIn": false, "nextStep": {"signInStep": name}})
}

fn selecting(listed: &Value) -> Scene {
    let parameters = json!({"MFAS_CAN_CHOOSE": listed});
    Scene::challenging(Challenge { name: "SELECT_MFA_TYPE", parameters, answer: ("ANSWER", "SMS_MFA") })
}

/// A pool that requires the setup of a second factor, and offers these.
fn setting_up(listed: &Value) -> Scene {
    let parameters = json!({"MFAS_CAN_SETUP": listed});
    Scene::challenging(Challenge { name: "MFA_SETUP", parameters, answer: ("EMAIL", "my@email.com") })
}

/// A tab that waits for the first code of an authenticator app, with `session-2`.
fn linking_app() -> Scene {
    let scene = setting_up(&json!(r#"["SOFTWARE_TOKEN_MFA"]"#));
    let reply = json!({"SecretCode": SECRET, "Session": "session-2"});
    scene.world.network.answer("AssociateSoftwareToken", Reply::json(reply));
    scene.tab.sign_in(srp_input()).unwrap();
    scene.world.network.forget();
    scene
}

fn verified(session: &str) -> Reply {
    Reply::json(json!({"Status": "SUCCESS", "Session": session}))
}

#[test]
fn the_factors_to_choose_from_have_their_public_names() {
    for (listed, types) in [
        (json!(r#"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#), json!(["SMS", "TOTP"])),
        (json!(r#"["EMAIL_OTP","FAX",7,"SMS_MFA"]"#), json!(["EMAIL", "SMS"])),
        (json!("["), json!([])),
        (json!(7), json!([])),
        (Value::Null, json!([])),
    ] {
        let scene = selecting(&listed);
        let next = json!({"signInStep": "CONTINUE_SIGN_IN_WITH_MFA_SELECTION", "allowedMFATypes": types});
        assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), json!({"isSignedIn": false, "nextStep": next}));
    }
}

#[test]
fn a_factor_is_chosen_by_its_public_name_or_the_services() {
    for (chosen, sent) in [
        ("SMS", "SMS_MFA"),
        ("SMS_MFA", "SMS_MFA"),
        ("TOTP", "SOFTWARE_TOKEN_MFA"),
        ("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA"),
        ("EMAIL", "EMAIL_OTP"),
        ("EMAIL_OTP", "EMAIL_OTP"),
    ] {
        let scene = selecting(&json!(r#"["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#));
        scene.tab.sign_in(srp_input()).unwrap();
        scene.world.network.forget();
        let next = json!({"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "session-2"});
        scene.world.network.answer(RESPOND, Reply::json(next));
        assert_eq!(scene.tab.confirm_sign_in(answer(chosen)).unwrap(), step("CONFIRM_SIGN_IN_WITH_TOTP_CODE"));
        let body = json!({
            "ChallengeName": "SELECT_MFA_TYPE", "ClientId": CLIENT_ID, "Session": "session-1",
            "ChallengeResponses": {"ANSWER": sent, "USERNAME": USERNAME},
        });
        assert_eq!(scene.world.network.bodies(RESPOND), [body]);
    }
}

#[test]
fn an_unknown_factor_cannot_be_chosen() {
    let scene = selecting(&json!(r#"["SMS_MFA"]"#));
    scene.tab.sign_in(srp_input()).unwrap();
    scene.world.network.forget();
    let before = scene.tab.state.session.items();
    for chosen in ["FAX", "sms", "SMS ", "[]"] {
        let error = scene.tab.confirm_sign_in(answer(chosen)).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("IncorrectMFAMethod", "validation"), "{chosen}");
    }
    assert!(scene.operations().is_empty());
    assert_eq!(scene.tab.state.session.items(), before);
    let code = json!({"ChallengeName": "SMS_MFA", "Session": "session-1", "ChallengeParameters": {}});
    scene.world.network.answer("RespondToAuthChallenge", Reply::json(code));
    let output = scene.tab.confirm_sign_in(answer("SMS")).unwrap();
    assert_eq!(output["nextStep"]["signInStep"], "CONFIRM_SIGN_IN_WITH_SMS_CODE", "the choice can be made again");
}

#[test]
fn only_what_can_be_set_up_here_is_offered() {
    let scene = setting_up(&json!(r#"["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#));
    let next = json!({"signInStep": "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION", "allowedMFATypes": ["TOTP", "EMAIL"]});
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), json!({"isSignedIn": false, "nextStep": next}));

    let scene = setting_up(&json!(r#"["EMAIL_OTP","SOFTWARE_TOKEN_MFA"]"#));
    let output = scene.tab.sign_in(srp_input()).unwrap();
    assert_eq!(output["nextStep"]["allowedMFATypes"], json!(["EMAIL", "TOTP"]), "in the service's order");
}

#[test]
fn nothing_to_set_up_is_an_error() {
    for listed in [json!(r#"["SMS_MFA"]"#), json!("[]"), json!("x"), json!(r#"["FAX"]"#), Value::Null] {
        let scene = setting_up(&listed);
        let error = scene.tab.sign_in(srp_input()).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("SignInException", "invalidState"), "{listed}");
        assert!(scene.world.local.items().is_empty());
    }
}

#[test]
fn an_email_address_is_set_up() {
    for (listed, choice) in [
        (r#"["EMAIL_OTP"]"#, None),
        (r#"["SMS_MFA","EMAIL_OTP"]"#, None),
        (r#"["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#, Some("EMAIL")),
        (r#"["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#, Some("EMAIL_OTP")),
    ] {
        let scene = setting_up(&json!(listed));
        let first = scene.tab.sign_in(srp_input()).unwrap();
        scene.world.network.forget();
        let output = choice.map_or(first, |choice| scene.tab.confirm_sign_in(answer(choice)).unwrap());
        assert_eq!(output, step("CONTINUE_SIGN_IN_WITH_EMAIL_SETUP"), "{listed}");
        assert!(scene.operations().is_empty(), "the choice sends nothing");

        let parameters = json!({"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": "m***@e***"});
        let next = json!({"ChallengeName": "EMAIL_OTP", "Session": "session-2", "ChallengeParameters": parameters});
        scene.world.network.answer(RESPOND, Reply::json(next));
        let output = scene.tab.confirm_sign_in(answer("my@email.com")).unwrap();
        assert_eq!(output["nextStep"]["signInStep"], "CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
        let body = json!({
            "ChallengeName": "MFA_SETUP", "ClientId": CLIENT_ID, "Session": "session-1",
            "ChallengeResponses": {"EMAIL": "my@email.com", "USERNAME": USERNAME},
        });
        assert_eq!(scene.world.network.bodies(RESPOND), [body]);

        let tokens = json!({"AuthenticationResult": scene.user_pool.issue(true)});
        scene.world.network.answer(RESPOND, Reply::json(tokens));
        assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), signed_in());
        let last = &scene.world.network.bodies(RESPOND)[1];
        assert_eq!((&last["ChallengeName"], &last["Session"]), (&"EMAIL_OTP".into(), &"session-2".into()));
    }
}

#[test]
fn the_secret_of_an_authenticator_app_comes_with_a_session_of_its_own() {
    for (listed, choice) in [
        (r#"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#, None),
        (r#"["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#, Some("TOTP")),
        (r#"["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#, Some("SOFTWARE_TOKEN_MFA")),
    ] {
        let scene = setting_up(&json!(listed));
        let reply = json!({"SecretCode": SECRET, "Session": "session-2"});
        scene.world.network.answer("AssociateSoftwareToken", Reply::json(reply));
        let first = scene.tab.sign_in(srp_input()).unwrap();
        let output = choice.map_or(first, |choice| scene.tab.confirm_sign_in(answer(choice)).unwrap());
        let next = json!({
            "signInStep": "CONTINUE_SIGN_IN_WITH_TOTP_SETUP",
            "totpSetupDetails": {"sharedSecret": SECRET, "username": USERNAME},
        });
        assert_eq!(output, json!({"isSignedIn": false, "nextStep": next}), "{listed}");
        let associated = scene.world.network.bodies("AssociateSoftwareToken");
        assert_eq!(associated, [json!({"Session": "session-1"})]);
        let session = scene.tab.state.session.get("CognitoSignInState.signInSession");
        assert_eq!(session.as_deref(), Some("session-2"));
        assert!(scene.tab.state.session.items().values().all(|value| !value.contains(SECRET)));
    }
}

#[test]
fn an_authenticator_app_is_set_up() {
    let scene = linking_app();
    scene.world.network.answer("VerifySoftwareToken", verified("session-3"));
    let tokens = json!({"AuthenticationResult": scene.user_pool.issue(true)});
    scene.world.network.answer(RESPOND, Reply::json(tokens));
    let input = json!({"challengeResponse": "324550", "options": {
        "friendlyDeviceName": "My phone", "clientMetadata": {"a": "1"},
    }});
    assert_eq!(scene.tab.confirm_sign_in(input).unwrap(), signed_in());

    assert_eq!(scene.operations(), ["VerifySoftwareToken", RESPOND]);
    let verified = json!({"UserCode": "324550", "Session": "session-2", "FriendlyDeviceName": "My phone"});
    assert_eq!(scene.world.network.bodies("VerifySoftwareToken"), [verified]);
    let body = json!({
        "ChallengeName": "MFA_SETUP", "ClientId": CLIENT_ID, "Session": "session-3", "ClientMetadata": {"a": "1"},
        "ChallengeResponses": {"USERNAME": USERNAME},
    });
    assert_eq!(scene.world.network.bodies(RESPOND), [body]);
    assert!(scene.tab.state.session.items().is_empty());
}

#[test]
fn a_wrong_code_of_an_authenticator_app_can_be_followed_by_the_right_one() {
    let scene = linking_app();
    let before = scene.tab.state.session.items();
    for name in ["EnableSoftwareTokenMFAException", "CodeMismatchException"] {
        scene.world.network.answer("VerifySoftwareToken", Reply::error(name));
        assert_eq!(scene.tab.confirm_sign_in(answer("000000")).unwrap_err().name(), name);
        assert_eq!(scene.tab.state.session.items(), before);
    }
    scene.world.network.answer("VerifySoftwareToken", verified("session-3"));
    let tokens = json!({"AuthenticationResult": scene.user_pool.issue(true)});
    scene.world.network.answer(RESPOND, Reply::json(tokens));
    assert_eq!(scene.tab.confirm_sign_in(answer("324550")).unwrap(), signed_in());
    let sessions = scene.world.network.bodies("VerifySoftwareToken");
    assert!(sessions.iter().all(|body| body["Session"] == "session-2"));
}

#[test]
fn an_answer_that_sets_nothing_up_is_refused() {
    let scene = setting_up(&json!(r#"["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#));
    scene.tab.sign_in(srp_input()).unwrap();
    scene.world.network.forget();
    for text in ["SMS", "FAX", "12a456", "١٢٣", " "] {
        assert_eq!(scene.tab.confirm_sign_in(answer(text)).unwrap_err().name(), "SignInException", "{text}");
    }
    assert!(scene.operations().is_empty());
    let output = scene.tab.confirm_sign_in(answer("EMAIL")).unwrap();
    assert_eq!(output, step("CONTINUE_SIGN_IN_WITH_EMAIL_SETUP"));
}

#[test]
fn a_missing_secret_is_an_error_and_can_be_requested_again() {
    let scene = setting_up(&json!(r#"["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#));
    scene.tab.sign_in(srp_input()).unwrap();
    for (reply, name) in [
        (Reply::json(json!({"Session": "session-2"})), "SetUpTOTPException"),
        (Reply::json(json!({"SecretCode": ""})), "SetUpTOTPException"),
        (Reply::error("SoftwareTokenMFANotFoundException"), "SoftwareTokenMFANotFoundException"),
    ] {
        scene.world.network.answer("AssociateSoftwareToken", reply);
        assert_eq!(scene.tab.confirm_sign_in(answer("TOTP")).unwrap_err().name(), name);
    }
    scene.world.network.answer("AssociateSoftwareToken", Reply::json(json!({"SecretCode": SECRET})));
    let output = scene.tab.confirm_sign_in(answer("TOTP")).unwrap();
    assert_eq!(output["nextStep"]["totpSetupDetails"]["sharedSecret"], SECRET);
    let session = scene.tab.state.session.get("CognitoSignInState.signInSession");
    assert_eq!(session.as_deref(), Some("session-1"), "no new session came");
}

#[test]
fn a_refusal_that_the_user_can_resolve_is_a_step() {
    let scene = linking_app();
    scene.world.network.answer("VerifySoftwareToken", Reply::error("PasswordResetRequiredException"));
    assert_eq!(scene.tab.confirm_sign_in(answer("123456")).unwrap(), step("RESET_PASSWORD"));
}
