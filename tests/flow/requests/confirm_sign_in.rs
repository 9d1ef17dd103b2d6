//! `confirmSignIn`: the answer to each challenge.
//!
//! Every answer names the device and contains the collector's data. Amplify leaves them out of some.

use serde_json::{Value, json};

use super::case::Case;
use super::member::{CONTEXT, DEVICE, HASH, METADATA, SRP_A, with};
use super::operations::{ASSOCIATE_IN_SIGN_IN, INITIATE, RESPOND, VERIFY_IN_SIGN_IN};
use super::sign_in::password_verifier;
use super::stage::{code, tokens};
use crate::support::seed::{CLIENT_ID, PASSWORD, USERNAME};
use crate::support::srp_challenge;

fn answer(text: &str) -> Value {
    json!({"challengeResponse": text})
}

/// An answer to the challenge, with these responses and those that every answer has.
fn response(challenge: &str, session: &str, responses: Value) -> Value {
    let all = with(json!({"USERNAME": USERNAME, "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH}), responses);
    json!({
        "ChallengeName": challenge, "ChallengeResponses": all, "Session": session, "ClientId": CLIENT_ID,
        "ClientMetadata": METADATA, "UserContextData": CONTEXT,
    })
}

pub(super) fn table() -> Vec<Case> {
    let mut cases = vec![
        one("CUSTOM_CHALLENGE", "4", "CUSTOM_CHALLENGE", json!({"ANSWER": "4"})),
        one("EMAIL_OTP", "123456", "EMAIL_OTP", json!({"EMAIL_OTP_CODE": "123456"})),
        one("SMS_MFA", "123456", "SMS_MFA", json!({"SMS_MFA_CODE": "123456"})),
        one("SMS_OTP", "123456", "SMS_OTP", json!({"SMS_OTP_CODE": "123456"})),
        one("SOFTWARE_TOKEN_MFA", "123456", "SOFTWARE_TOKEN_MFA", json!({"SOFTWARE_TOKEN_MFA_CODE": "123456"})),
        one("NEW_PASSWORD_REQUIRED", "New1", "NEW_PASSWORD_REQUIRED", json!({"NEW_PASSWORD": "New1"})),
        one("SELECT_MFA_TYPE", "SMS", "SELECT_MFA_TYPE", json!({"ANSWER": "SMS_MFA"})),
        one("SELECT_MFA_TYPE", "TOTP", "SELECT_MFA_TYPE", json!({"ANSWER": "SOFTWARE_TOKEN_MFA"})),
        one("SELECT_MFA_TYPE", "EMAIL", "SELECT_MFA_TYPE", json!({"ANSWER": "EMAIL_OTP"})),
        one("SELECT_CHALLENGE", "EMAIL_OTP", "SELECT_CHALLENGE", json!({"ANSWER": "EMAIL_OTP"})),
        one("SELECT_CHALLENGE", "SMS_OTP", "SELECT_CHALLENGE", json!({"ANSWER": "SMS_OTP"})),
        one("WEB_AUTHN", "EMAIL_OTP", "SELECT_CHALLENGE", json!({"ANSWER": "EMAIL_OTP"})),
        one("MFA_SETUP", "my@email.com", "MFA_SETUP", json!({"EMAIL": "my@email.com"})),
        Case::new("confirmSignIn, NEW_PASSWORD_REQUIRED with attributes")
            .waiting_for("NEW_PASSWORD_REQUIRED")
            .calls(
                "confirmSignIn",
                json!({"challengeResponse": "New1", "options": {"userAttributes": {"name": "A", "custom:b": "B"}}}),
            )
            .sends(
                RESPOND,
                response(
                    "NEW_PASSWORD_REQUIRED",
                    "session-0",
                    json!({"NEW_PASSWORD": "New1", "userAttributes.name": "A", "userAttributes.custom:b": "B"}),
                ),
                tokens(),
            ),
    ];
    cases.extend(first_factors());
    cases.extend(mfa_setup());
    cases
}

/// A challenge, and the request with its answer.
fn one(challenge: &'static str, text: &str, sent: &str, responses: Value) -> Case {
    Case::new(challenge).waiting_for(challenge).calls("confirmSignIn", answer(text)).sends(
        RESPOND,
        response(sent, "session-0", responses),
        // The service answers a choice with the challenge of the chosen factor.
        if sent.starts_with("SELECT_") { code() } else { tokens() },
    )
}

fn first_factors() -> Vec<Case> {
    let credential = json!({"id": "AQ", "response": {"attestationObject": "Ag", "signature": "Aw"}}).to_string();
    let passkey_challenge = json!({
        "ChallengeName": "WEB_AUTHN", "Session": "session-1",
        "ChallengeParameters": {"CREDENTIAL_REQUEST_OPTIONS": r#"{"challenge":"AA"}"#},
    });
    vec![
        // Choosing the password sends nothing. The choice is sent with the password.
        Case::new("confirmSignIn, SELECT_CHALLENGE, PASSWORD")
            .waiting_for("SELECT_CHALLENGE")
            .calls("confirmSignIn", answer("PASSWORD"))
            .calls("confirmSignIn", answer(PASSWORD))
            .sends(
                RESPOND,
                response("SELECT_CHALLENGE", "session-0", json!({"ANSWER": "PASSWORD", "PASSWORD": PASSWORD})),
                tokens(),
            ),
        Case::new("confirmSignIn, SELECT_CHALLENGE, PASSWORD_SRP")
            .waiting_for("SELECT_CHALLENGE")
            .calls("confirmSignIn", answer("PASSWORD_SRP"))
            .calls("confirmSignIn", answer(PASSWORD))
            .sends(
                RESPOND,
                response("SELECT_CHALLENGE", "session-0", json!({"ANSWER": "PASSWORD_SRP", "SRP_A": SRP_A})),
                srp_challenge(),
            )
            .sends(RESPOND, password_verifier(), tokens()),
        Case::new("confirmSignIn, SELECT_CHALLENGE, WEB_AUTHN")
            .waiting_for("SELECT_CHALLENGE")
            .calls("confirmSignIn", answer("WEB_AUTHN"))
            .sends(
                RESPOND,
                response("SELECT_CHALLENGE", "session-0", json!({"ANSWER": "WEB_AUTHN"})),
                passkey_challenge.clone(),
            )
            .sends(RESPOND, response("WEB_AUTHN", "session-1", json!({"CREDENTIAL": credential})), tokens()),
        Case::new("signIn by USER_AUTH, answered with WEB_AUTHN")
            .calls("signIn", json!({"username": USERNAME, "options": {"authFlowType": "USER_AUTH"}}))
            .sends(
                INITIATE,
                json!({
                    "AuthFlow": "USER_AUTH",
                    "AuthParameters": {"USERNAME": USERNAME, "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH},
                    "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
                }),
                passkey_challenge,
            )
            .sends(RESPOND, response("WEB_AUTHN", "session-1", json!({"CREDENTIAL": credential})), tokens()),
    ]
}

fn mfa_setup() -> Vec<Case> {
    let secret = json!({"SecretCode": "ABC", "Session": "session-2"});
    let verified = json!({"Status": "SUCCESS", "Session": "session-3"});
    vec![
        Case::new("confirmSignIn, MFA_SETUP, TOTP")
            .waiting_for("MFA_SETUP")
            .calls("confirmSignIn", answer("TOTP"))
            .calls("confirmSignIn", answer("123456"))
            .sends(ASSOCIATE_IN_SIGN_IN, json!({"Session": "session-0"}), secret.clone())
            .sends(VERIFY_IN_SIGN_IN, json!({"UserCode": "123456", "Session": "session-2"}), verified.clone())
            .sends(RESPOND, response("MFA_SETUP", "session-3", json!({})), tokens()),
        Case::new("confirmSignIn, MFA_SETUP, TOTP under a name")
            .waiting_for("MFA_SETUP")
            .calls("confirmSignIn", json!({"challengeResponse": "123456", "options": {"friendlyDeviceName": "mine"}}))
            .sends(
                VERIFY_IN_SIGN_IN,
                json!({"UserCode": "123456", "Session": "session-0", "FriendlyDeviceName": "mine"}),
                verified,
            )
            .sends(RESPOND, response("MFA_SETUP", "session-3", json!({})), tokens()),
        Case::new("confirmSignIn, answered with MFA_SETUP for TOTP only")
            .waiting_for("NEW_PASSWORD_REQUIRED")
            .calls("confirmSignIn", answer("New1"))
            .sends(
                RESPOND,
                response("NEW_PASSWORD_REQUIRED", "session-0", json!({"NEW_PASSWORD": "New1"})),
                json!({
                    "ChallengeName": "MFA_SETUP", "Session": "session-1",
                    "ChallengeParameters": {"MFAS_CAN_SETUP": r#"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#},
                }),
            )
            .sends(ASSOCIATE_IN_SIGN_IN, json!({"Session": "session-1"}), secret),
    ]
}
