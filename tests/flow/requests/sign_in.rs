//! `signIn`: the first request of each flow, and the proof of the password.

use serde_json::{Value, json};

use super::case::Case;
use super::member::{BASE64, CONTEXT, CONTEXT_OF_ALIAS, DEVICE, HASH, HASH_OF_ALIAS, METADATA, SRP_A};
use super::operations::{INITIATE, RESPOND};
use super::stage::{code, tokens};
use crate::support::seed::{CLIENT_ID, EMAIL, PASSWORD, USERNAME};
use crate::support::srp_challenge;

/// The answer to the challenge to prove the password.
pub(super) fn password_verifier() -> Value {
    json!({
        "ChallengeName": "PASSWORD_VERIFIER",
        "ChallengeResponses": {
            "USERNAME": USERNAME,
            "PASSWORD_CLAIM_SECRET_BLOCK": srp_challenge()["ChallengeParameters"]["SECRET_BLOCK"],
            "PASSWORD_CLAIM_SIGNATURE": BASE64,
            "TIMESTAMP": "Tue Jan 2 03:04:05 UTC 2024",
            "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH,
        },
        "Session": "session-1", "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
    })
}

/// The input of a sign-in with a preferred first factor.
fn preferring(factor: &str, password: Option<&str>) -> Value {
    let options = json!({"authFlowType": "USER_AUTH", "preferredChallenge": factor});
    let mut input = json!({"username": USERNAME, "options": options});
    if let Some(password) = password {
        input["password"] = password.into();
    }
    input
}

fn with_flow(flow: &str) -> Value {
    json!({"username": USERNAME, "password": PASSWORD, "options": {"authFlowType": flow}})
}

/// The first request of `USER_AUTH` with a preferred first factor.
fn user_auth(parameters: Value) -> Value {
    let mut body = json!({
        "AuthFlow": "USER_AUTH", "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
    });
    body["AuthParameters"] = parameters;
    body
}

pub(super) fn table() -> Vec<Case> {
    let mut cases = password_flows();
    cases.extend(custom_flows());
    cases.extend(choices());
    cases
}

fn password_flows() -> Vec<Case> {
    vec![
        // The device is named once the service has sent the name that it is stored under.
        Case::new("signIn by USER_SRP_AUTH")
            .calls("signIn", json!({"username": USERNAME, "password": PASSWORD}))
            .sends(
                INITIATE,
                json!({
                    "AuthFlow": "USER_SRP_AUTH",
                    "AuthParameters": {"USERNAME": USERNAME, "SRP_A": SRP_A, "SECRET_HASH": HASH},
                    "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
                }),
                srp_challenge(),
            )
            .sends(RESPOND, password_verifier(), tokens()),
        Case::new("signIn by USER_SRP_AUTH under an alias")
            .calls("signIn", json!({"username": EMAIL, "password": PASSWORD}))
            .sends(
                INITIATE,
                json!({
                    "AuthFlow": "USER_SRP_AUTH",
                    "AuthParameters": {"USERNAME": EMAIL, "SRP_A": SRP_A, "SECRET_HASH": HASH_OF_ALIAS},
                    "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT_OF_ALIAS,
                }),
                srp_challenge(),
            )
            .sends(RESPOND, password_verifier(), tokens()),
        Case::new("signIn by USER_PASSWORD_AUTH").calls("signIn", with_flow("USER_PASSWORD_AUTH")).sends(
            INITIATE,
            json!({
                "AuthFlow": "USER_PASSWORD_AUTH",
                "AuthParameters": {
                    "USERNAME": USERNAME, "PASSWORD": PASSWORD, "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH,
                },
                "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
            }),
            tokens(),
        ),
        Case::new("signIn by USER_PASSWORD_AUTH, with a device of somebody else")
            .with_device_of("somebody")
            .calls("signIn", with_flow("USER_PASSWORD_AUTH"))
            .sends(
                INITIATE,
                json!({
                    "AuthFlow": "USER_PASSWORD_AUTH",
                    "AuthParameters": {"USERNAME": USERNAME, "PASSWORD": PASSWORD, "SECRET_HASH": HASH},
                    "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
                }),
                tokens(),
            ),
    ]
}

fn custom_flows() -> Vec<Case> {
    vec![
        Case::new("signIn by CUSTOM_WITH_SRP")
            .calls("signIn", with_flow("CUSTOM_WITH_SRP"))
            .sends(
                INITIATE,
                json!({
                    "AuthFlow": "CUSTOM_AUTH",
                    "AuthParameters": {
                        "USERNAME": USERNAME, "SRP_A": SRP_A, "CHALLENGE_NAME": "SRP_A", "SECRET_HASH": HASH,
                    },
                    "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
                }),
                srp_challenge(),
            )
            .sends(RESPOND, password_verifier(), tokens()),
        Case::new("signIn by CUSTOM_WITHOUT_SRP")
            .calls("signIn", json!({"username": USERNAME, "options": {"authFlowType": "CUSTOM_WITHOUT_SRP"}}))
            .sends(
                INITIATE,
                json!({
                    "AuthFlow": "CUSTOM_AUTH",
                    "AuthParameters": {"USERNAME": USERNAME, "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH},
                    "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
                }),
                tokens(),
            ),
    ]
}

fn choices() -> Vec<Case> {
    vec![
        Case::new("signIn by USER_AUTH")
            .calls("signIn", json!({"username": USERNAME, "options": {"authFlowType": "USER_AUTH"}}))
            .sends(
                INITIATE,
                user_auth(json!({"USERNAME": USERNAME, "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH})),
                code(),
            ),
        Case::new("signIn by USER_AUTH, preferring EMAIL_OTP").calls("signIn", preferring("EMAIL_OTP", None)).sends(
            INITIATE,
            user_auth(json!({
                "USERNAME": USERNAME, "PREFERRED_CHALLENGE": "EMAIL_OTP", "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH,
            })),
            code(),
        ),
        Case::new("signIn by USER_AUTH, preferring SMS_OTP").calls("signIn", preferring("SMS_OTP", None)).sends(
            INITIATE,
            user_auth(json!({
                "USERNAME": USERNAME, "PREFERRED_CHALLENGE": "SMS_OTP", "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH,
            })),
            code(),
        ),
        Case::new("signIn by USER_AUTH, preferring WEB_AUTHN").calls("signIn", preferring("WEB_AUTHN", None)).sends(
            INITIATE,
            user_auth(json!({
                "USERNAME": USERNAME, "PREFERRED_CHALLENGE": "WEB_AUTHN", "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH,
            })),
            code(),
        ),
        Case::new("signIn by USER_AUTH, preferring PASSWORD")
            .calls("signIn", preferring("PASSWORD", Some(PASSWORD)))
            .sends(
                INITIATE,
                user_auth(json!({
                    "USERNAME": USERNAME, "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": PASSWORD,
                    "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH,
                })),
                tokens(),
            ),
        Case::new("signIn by USER_AUTH, preferring PASSWORD_SRP")
            .calls("signIn", preferring("PASSWORD_SRP", Some(PASSWORD)))
            .sends(
                INITIATE,
                user_auth(json!({
                    "USERNAME": USERNAME, "PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": SRP_A,
                    "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH,
                })),
                srp_challenge(),
            )
            .sends(RESPOND, password_verifier(), tokens()),
        Case::new("signIn by USER_AUTH, preferring what the configuration says")
            .with_setting("passwordless", json!({"emailOtpEnabled": true, "preferredChallenge": "EMAIL_OTP"}))
            .calls("signIn", json!({"username": USERNAME, "options": {"authFlowType": "USER_AUTH"}}))
            .sends(
                INITIATE,
                user_auth(json!({
                    "USERNAME": USERNAME, "PREFERRED_CHALLENGE": "EMAIL_OTP",
                    "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH,
                })),
                code(),
            ),
    ]
}
