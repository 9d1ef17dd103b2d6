//! Which replies may follow which: in every flow, at every step, each challenge and the tokens.

use serde_json::{Value, json};

use crate::support::seed::{PASSWORD, USERNAME, signed_in};
use crate::support::{Reply, Scene, srp_challenge};

const RESPOND: &str = "RespondToAuthChallenge";

/// Every `ChallengeNameType` of the API.
const CHALLENGES: [&str; 16] = [
    "ADMIN_NO_SRP_AUTH",
    "CUSTOM_CHALLENGE",
    "DEVICE_PASSWORD_VERIFIER",
    "DEVICE_SRP_AUTH",
    "EMAIL_OTP",
    "MFA_SETUP",
    "NEW_PASSWORD_REQUIRED",
    "PASSWORD",
    "PASSWORD_SRP",
    "PASSWORD_VERIFIER",
    "SELECT_CHALLENGE",
    "SELECT_MFA_TYPE",
    "SMS_MFA",
    "SMS_OTP",
    "SOFTWARE_TOKEN_MFA",
    "WEB_AUTHN",
];

/// What may follow a proof in every flow.
const PROVED: &str =
    "TOKENS NEW_PASSWORD_REQUIRED SELECT_MFA_TYPE SMS_MFA SOFTWARE_TOKEN_MFA EMAIL_OTP MFA_SETUP DEVICE_SRP_AUTH";

/// Flow, preferred first factor, whether a password is given, and what may follow the first request.
const BEGINNINGS: [(&str, Option<&str>, bool, &str); 9] = [
    ("USER_SRP_AUTH", None, true, "PASSWORD_VERIFIER"),
    ("CUSTOM_WITH_SRP", None, true, "PASSWORD_VERIFIER"),
    ("USER_PASSWORD_AUTH", None, true, PROVED),
    ("CUSTOM_WITHOUT_SRP", None, false, "CUSTOM_CHALLENGE +"),
    ("USER_AUTH", None, false, "SELECT_CHALLENGE EMAIL_OTP SMS_OTP WEB_AUTHN PASSWORD PASSWORD_SRP"),
    ("USER_AUTH", Some("EMAIL_OTP"), false, "SELECT_CHALLENGE EMAIL_OTP SMS_OTP WEB_AUTHN"),
    ("USER_AUTH", Some("WEB_AUTHN"), true, "SELECT_CHALLENGE EMAIL_OTP SMS_OTP WEB_AUTHN"),
    ("USER_AUTH", Some("PASSWORD_SRP"), true, "SELECT_CHALLENGE EMAIL_OTP SMS_OTP WEB_AUTHN PASSWORD_VERIFIER"),
    ("USER_AUTH", Some("PASSWORD"), true, "SELECT_CHALLENGE EMAIL_OTP SMS_OTP WEB_AUTHN +"),
];

/// A challenge that the application answers: its flows, an answer, and what may follow it.
const ANSWERS: [(&str, &str, &str, &str); 16] = [
    ("any", "EMAIL_OTP", "1", PROVED),
    ("any", "SMS_MFA", "1", PROVED),
    ("any", "SOFTWARE_TOKEN_MFA", "1", PROVED),
    ("any", "MFA_SETUP", "a@b", PROVED),
    ("any", "SELECT_MFA_TYPE", "TOTP", "SMS_MFA SOFTWARE_TOKEN_MFA EMAIL_OTP DEVICE_SRP_AUTH"),
    (
        "any",
        "NEW_PASSWORD_REQUIRED",
        "New1",
        "TOKENS SELECT_MFA_TYPE SMS_MFA SOFTWARE_TOKEN_MFA EMAIL_OTP MFA_SETUP DEVICE_SRP_AUTH",
    ),
    ("CUSTOM_WITH_SRP", "CUSTOM_CHALLENGE", "4", PROVED),
    ("CUSTOM_WITHOUT_SRP", "CUSTOM_CHALLENGE", "4", PROVED),
    ("USER_AUTH", "SMS_OTP", "1", PROVED),
    ("USER_AUTH", "SELECT_CHALLENGE", "EMAIL_OTP", "EMAIL_OTP SMS_OTP WEB_AUTHN"),
    ("USER_AUTH", "SELECT_CHALLENGE", "WEB_AUTHN", "EMAIL_OTP SMS_OTP WEB_AUTHN"),
    ("USER_AUTH", "SELECT_CHALLENGE", "something new", "EMAIL_OTP SMS_OTP WEB_AUTHN"),
    ("USER_AUTH", "WEB_AUTHN", "SMS_OTP", "EMAIL_OTP SMS_OTP WEB_AUTHN"),
    // After a chosen password, the same may follow as after a preferred one.
    ("USER_AUTH", "PASSWORD", PASSWORD, "SELECT_CHALLENGE EMAIL_OTP SMS_OTP WEB_AUTHN +"),
    ("USER_AUTH", "PASSWORD_SRP", PASSWORD, "PASSWORD_VERIFIER"),
    ("unknown", "CUSTOM_CHALLENGE", "4", PROVED),
];

const FLOWS: [&str; 6] =
    ["USER_SRP_AUTH", "USER_PASSWORD_AUTH", "CUSTOM_WITH_SRP", "CUSTOM_WITHOUT_SRP", "USER_AUTH", "unknown"];

/// Whether a row allows a reply. In a row, `+` stands for everything that may follow a proof.
fn is_among(row: &str, reply: &str) -> bool {
    row.split(' ').any(|listed| listed == reply || listed == "+" && is_among(PROVED, reply))
}

/// In flows with Lambda functions, one of their challenges may follow every proof.
fn may_follow(flow: &str, row: &str, reply: &str) -> bool {
    let questions = flow.starts_with("CUSTOM") || flow == "unknown";
    is_among(row, reply) || questions && is_among(row, "TOKENS") && reply == "CUSTOM_CHALLENGE"
}

fn challenge(name: &str) -> Reply {
    if name == "PASSWORD_VERIFIER" {
        return Reply::json(srp_challenge());
    }
    Reply::json(json!({"ChallengeName": name, "Session": "session-2", "ChallengeParameters": {
        "MFAS_CAN_SETUP": r#"["EMAIL_OTP","SOFTWARE_TOKEN_MFA"]"#,
    }}))
}

/// Sets a challenge as the reply to the next request of an operation. A proof that follows is refused.
fn ask(scene: &Scene, operation: &str, name: &str) {
    scene.world.network.answer(operation, challenge(name));
    if name == "PASSWORD_VERIFIER" {
        scene.world.network.answer(RESPOND, Reply::error("NotAuthorizedException"));
    }
}

fn input(flow: &str, preferred: Option<&str>, password: bool) -> Value {
    json!({"username": USERNAME, "password": password.then_some(PASSWORD), "options": {
        "authFlowType": flow, "preferredChallenge": preferred,
    }})
}

/// A tab that was reloaded while a challenge waited. The flow is `None` as in state from Amplify and older versions.
fn waiting(flow: &str, challenge: &str) -> Scene {
    let scene = Scene::signed_out();
    let expiry = scene.world.clock.page().plus_millis(60_000).millis().to_string();
    let details = json!({"loginId": USERNAME, "authFlowType": flow}).to_string();
    let details = if flow == "unknown" { "" } else { &details };
    for (item, value) in [
        ("username", USERNAME),
        ("challengeName", challenge),
        ("signInSession", "session-1"),
        ("expiry", &expiry),
        ("signInDetails", details),
    ] {
        scene.tab.state.session.put(["CognitoSignInState.", item].concat(), value);
    }
    scene
}

type Outcome = cognito_wasm::error::Result<Value>;

/// Whether the library went on from the last reply. If not, checks its error, and that it sent nothing more.
#[track_caller]
fn went_on(scene: &Scene, outcome: &Outcome, operations: &[&str], place: &str) -> bool {
    let refusal = outcome.as_ref().err().map(cognito_wasm::error::Error::name);
    // The error for an unknown challenge has Amplify's name.
    let refused = match refusal {
        Some("UnexpectedChallengeException") => true,
        Some("SignInException") => place.ends_with("ADMIN_NO_SRP_AUTH"),
        _ => false,
    };
    if refused {
        assert_eq!(scene.operations(), operations, "{place}");
        assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty(), "{place}");
    }
    !refused
}

#[track_caller]
fn check_tokens(scene: &Scene, outcome: &Outcome, allowed: bool, place: &str) {
    scene.world.settle();
    if allowed {
        assert_eq!(*outcome.as_ref().unwrap(), signed_in(), "{place}");
        return;
    }
    assert_eq!(outcome.as_ref().unwrap_err().name(), "InvalidTokens", "{place}");
    assert!(scene.world.local.items().is_empty() && scene.world.events().is_empty(), "{place}");
    let revoked = scene.world.network.bodies("RevokeToken");
    assert_eq!(revoked.iter().map(|body| &body["Token"]).collect::<Vec<_>>(), ["refresh-1"], "{place}");
}

fn tokens(scene: &Scene) -> Reply {
    Reply::json(json!({"AuthenticationResult": scene.user_pool.issue(true)}))
}

#[track_caller]
fn assert_nobody_has_the_password(scene: &Scene, place: &str) {
    let requests = scene.world.network.requests();
    assert!(requests.iter().all(|request| !request.body.to_string().contains(PASSWORD)), "{place}");
}

#[test]
fn only_what_the_flow_allows_may_follow_a_first_request() {
    for (flow, preferred, password, row) in BEGINNINGS {
        let sends_password = flow == "USER_PASSWORD_AUTH" || preferred == Some("PASSWORD");
        for name in CHALLENGES {
            let place = format!("{flow} {preferred:?} {name}");
            let scene = Scene::signed_out();
            ask(&scene, "InitiateAuth", name);
            let outcome = scene.tab.sign_in(input(flow, preferred, password));
            let allowed = may_follow(flow, row, name);
            assert_eq!(went_on(&scene, &outcome, &["InitiateAuth"], &place), allowed, "{place}: {outcome:?}");
            if !allowed {
                let again = scene.tab.confirm_sign_in(json!({"challengeResponse": PASSWORD})).unwrap_err();
                assert_eq!((again.name(), scene.operations().len()), ("SignInException", 1), "{place}");
            }
            if !sends_password {
                assert_nobody_has_the_password(&scene, &place);
            }
        }
        let scene = Scene::signed_out();
        scene.world.network.answer("InitiateAuth", tokens(&scene));
        let outcome = scene.tab.sign_in(input(flow, preferred, password));
        check_tokens(&scene, &outcome, may_follow(flow, row, "TOKENS"), flow);
    }
}

#[test]
fn only_what_the_flow_allows_may_follow_the_proof_of_a_password() {
    for (flow, preferred) in [("USER_SRP_AUTH", None), ("CUSTOM_WITH_SRP", None), ("USER_AUTH", Some("PASSWORD_SRP"))] {
        for name in CHALLENGES {
            let place = format!("{flow} {name}");
            let scene = Scene::signed_out();
            scene.world.network.answer(RESPOND, challenge(name));
            let outcome = scene.tab.sign_in(input(flow, preferred, true));
            let went_on = went_on(&scene, &outcome, &["InitiateAuth", RESPOND], &place);
            assert_eq!(went_on, may_follow(flow, PROVED, name), "{place}: {outcome:?}");
            assert_nobody_has_the_password(&scene, &place);
        }
        let scene = Scene::signed_out();
        check_tokens(&scene, &scene.tab.sign_in(input(flow, preferred, true)), true, flow);
    }
}

#[test]
fn only_what_the_flow_allows_may_follow_an_answer() {
    for (flows, stored, answer, row) in ANSWERS {
        for flow in FLOWS.into_iter().filter(|flow| flows == "any" || *flow == flows) {
            for name in CHALLENGES {
                let place = format!("{flow} {stored} {answer} {name}");
                let scene = waiting(flow, stored);
                ask(&scene, RESPOND, name);
                let outcome = scene.tab.confirm_sign_in(json!({"challengeResponse": answer}));
                let went_on = went_on(&scene, &outcome, &[RESPOND], &place);
                assert_eq!(went_on, may_follow(flow, row, name), "{place}: {outcome:?}");
            }
            let scene = waiting(flow, stored);
            scene.world.network.answer(RESPOND, tokens(&scene));
            let outcome = scene.tab.confirm_sign_in(json!({"challengeResponse": answer}));
            check_tokens(&scene, &outcome, may_follow(flow, row, "TOKENS"), &format!("{flow} {stored}"));
        }
    }
}

#[test]
fn a_stored_challenge_of_another_flow_is_not_answered() {
    for (flows, stored, answer, _) in ANSWERS.into_iter().filter(|row| row.0 != "any") {
        for flow in FLOWS {
            let has = flow == "unknown" || flow == flows || flow.starts_with("CUSTOM") && flows.starts_with("CUSTOM");
            if has || flows == "unknown" {
                continue;
            }
            let scene = waiting(flow, stored);
            let error = scene.tab.confirm_sign_in(json!({"challengeResponse": answer})).unwrap_err();
            assert_eq!(error.name(), "UnexpectedChallengeException", "{flow} {stored}");
            assert!(scene.operations().is_empty() && scene.tab.state.session.items().is_empty(), "{flow} {stored}");
        }
    }
}

#[test]
fn a_sign_in_of_amplify_or_an_older_version_can_be_continued() {
    for (_, stored, answer, _) in ANSWERS {
        let scene = waiting("unknown", stored);
        scene.world.network.answer(RESPOND, challenge("EMAIL_OTP"));
        scene.world.network.answer(RESPOND, challenge("EMAIL_OTP"));
        let outcome = scene.tab.confirm_sign_in(json!({"challengeResponse": answer}));
        let went_on = went_on(&scene, &outcome, &[RESPOND], stored);
        assert_eq!(went_on, stored != "PASSWORD_SRP", "{stored}: {outcome:?}");
    }
}

#[test]
fn only_what_the_flow_allows_may_follow_the_proof_of_a_device() {
    let after = "TOKENS NEW_PASSWORD_REQUIRED SELECT_MFA_TYPE SMS_MFA SOFTWARE_TOKEN_MFA EMAIL_OTP MFA_SETUP";
    for flow in ["USER_PASSWORD_AUTH", "CUSTOM_WITHOUT_SRP"] {
        for name in CHALLENGES {
            let place = format!("{flow} {name}");
            // Instead of the challenge to prove the device.
            let scene = Scene::signed_out();
            scene.remember_device();
            scene.world.network.answer(RESPOND, challenge(name));
            let outcome = scene.tab.sign_in(input(flow, None, flow == "USER_PASSWORD_AUTH"));
            if name == "DEVICE_PASSWORD_VERIFIER" {
                assert_eq!(outcome.unwrap_err().name(), "InvalidSRPChallengeException", "it has no SRP_B");
            } else {
                let sent = scene.operations().len();
                assert_eq!(sent, 2, "{place}: {outcome:?}");
                outcome.unwrap_err();
            }
            // After its proof.
            let scene = Scene::signed_out();
            scene.remember_device();
            let device = scene.user_pool.device.borrow().as_ref().unwrap().challenge();
            scene.world.network.answer(RESPOND, Reply::json(device));
            scene.world.network.answer(RESPOND, challenge(name));
            let outcome = scene.tab.sign_in(input(flow, None, flow == "USER_PASSWORD_AUTH"));
            let refused = outcome.as_ref().is_err_and(|error| {
                error.name() == "UnexpectedChallengeException" || error.name() == "SignInException"
            });
            assert_eq!(!refused, may_follow(flow, after, name), "{place}: {outcome:?}");
            assert_eq!(scene.operations(), ["InitiateAuth", RESPOND, RESPOND], "{place}");
        }
    }
}

#[test]
fn the_password_is_not_proved_if_tokens_come_with_the_challenge() {
    for flow in ["USER_SRP_AUTH", "CUSTOM_WITH_SRP"] {
        let scene = Scene::signed_out();
        let mut reply = srp_challenge();
        reply["AuthenticationResult"] = scene.user_pool.issue(true);
        scene.world.network.answer("InitiateAuth", Reply::json(reply));
        check_tokens(&scene, &scene.tab.sign_in(input(flow, None, true)), false, flow);
        assert_eq!(scene.operations(), ["InitiateAuth", "RevokeToken"]);
    }
}

#[test]
fn a_confirmed_sign_up_replaces_a_first_factor() {
    for (preferred, password) in [(None, false), (Some("PASSWORD_SRP"), true), (Some("EMAIL_OTP"), false)] {
        let allowed = format!("SELECT_CHALLENGE SMS_OTP WEB_AUTHN + {}", preferred.map_or("", |_| "PASSWORD_VERIFIER"));
        for name in CHALLENGES {
            let place = format!("{preferred:?} {name}");
            let scene = Scene::signed_out();
            scene.world.network.answer("SignUp", Reply::json(json!({"UserConfirmed": true, "Session": "s"})));
            let options = json!({"authFlowType": "USER_AUTH", "preferredChallenge": preferred});
            let registration = json!({
                "username": USERNAME, "password": password.then_some("another"), "options": {"autoSignIn": options},
            });
            scene.tab.sign_up(registration).unwrap();
            ask(&scene, "InitiateAuth", name);
            let outcome = scene.tab.auto_sign_in();
            // Without `SRP_A`, no password can be proved.
            let is_unanswerable = name == "PASSWORD_VERIFIER" && preferred != Some("PASSWORD_SRP");
            let went_on = went_on(&scene, &outcome, &["SignUp", "InitiateAuth"], &place);
            if is_unanswerable {
                assert_eq!(outcome.unwrap_err().name(), "SignInException");
                assert_eq!(scene.operations(), ["SignUp", "InitiateAuth"]);
            } else {
                assert_eq!(went_on, is_among(&allowed, name), "{place}: {outcome:?}");
            }
        }
    }
}

#[test]
fn only_tokens_may_follow_a_refresh() {
    for name in CHALLENGES {
        let scene = Scene::expired();
        let before = scene.world.local.items();
        scene.world.network.answer("GetTokensFromRefreshToken", challenge(name));
        let error = scene.tab.session().tokens.unwrap_err();
        assert_eq!(error.name(), "InvalidTokens", "{name}");
        assert!(scene.operations().iter().all(|operation| operation != RESPOND), "{name}");
        assert_eq!(scene.world.local.items(), before, "{name}");
    }
}
