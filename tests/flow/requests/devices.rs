//! Remembered devices in a sign-in: one that proves itself, one that the service does not know, and a new one.

use serde_json::{Value, json};

use super::case::Case;
use super::member::{BASE64, CONTEXT, CONTEXT_OF_ALIAS, DEVICE, HASH, HASH_OF_ALIAS, METADATA, SRP_A, without};
use super::operations::{CONFIRM_DEVICE, INITIATE, RESPOND};
use super::sign_in::password_verifier;
use super::situation::Situation;
use super::stage::{access_token, tokens};
use crate::support::seed::{CLIENT_ID, EMAIL, PASSWORD, USERNAME};
use crate::support::{DEVICE_NAME, Device, Reply, srp_challenge};

fn input(username: &str) -> Value {
    json!({"username": username, "password": PASSWORD, "options": {"authFlowType": "USER_PASSWORD_AUTH"}})
}

/// Asks for the device's proof.
fn device_asked_for() -> Value {
    json!({"ChallengeName": "DEVICE_SRP_AUTH", "Session": "session-1"})
}

fn gone() -> Reply {
    Reply::refusal(400, "ResourceNotFoundException", "Device does not exist.")
}

fn by_password(device: bool) -> Value {
    let mut parameters = json!({"USERNAME": USERNAME, "PASSWORD": PASSWORD, "SECRET_HASH": HASH});
    if device {
        parameters["DEVICE_KEY"] = DEVICE.into();
    }
    json!({
        "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": parameters, "ClientId": CLIENT_ID,
        "ClientMetadata": METADATA, "UserContextData": CONTEXT,
    })
}

/// The device's answer to the challenge that asks for its proof.
fn device_srp_auth() -> Value {
    json!({
        "ChallengeName": "DEVICE_SRP_AUTH",
        "ChallengeResponses": {"USERNAME": USERNAME, "SRP_A": SRP_A, "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH},
        "Session": "session-1", "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
    })
}

/// The device's proof.
fn device_password_verifier() -> Value {
    json!({
        "ChallengeName": "DEVICE_PASSWORD_VERIFIER",
        "ChallengeResponses": {
            "USERNAME": USERNAME,
            "PASSWORD_CLAIM_SECRET_BLOCK": Device::seed().challenge()["ChallengeParameters"]["SECRET_BLOCK"],
            "PASSWORD_CLAIM_SIGNATURE": BASE64,
            "TIMESTAMP": "Tue Jan 2 03:04:05 UTC 2024",
            "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH,
        },
        "Session": "session-1", "ClientId": CLIENT_ID, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
    })
}

pub(super) fn table() -> Vec<Case> {
    let mut cases = proofs();
    cases.extend(kept_under_alias());
    cases.extend(changes());
    cases
}

fn proofs() -> Vec<Case> {
    let proved = Device::seed().challenge();
    vec![
        Case::new("signIn by USER_PASSWORD_AUTH, answered with DEVICE_SRP_AUTH")
            .only(Situation::has_device)
            .calls("signIn", input(USERNAME))
            .sends(INITIATE, by_password(true), device_asked_for())
            .sends(RESPOND, device_srp_auth(), proved.clone())
            .sends(RESPOND, device_password_verifier(), tokens()),
        Case::new("signIn by USER_SRP_AUTH, answered with DEVICE_SRP_AUTH")
            .only(Situation::has_device)
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
            .sends(RESPOND, password_verifier(), device_asked_for())
            .sends(RESPOND, device_srp_auth(), proved.clone())
            .sends(RESPOND, device_password_verifier(), tokens()),
        Case::new("confirmSignIn, answered with DEVICE_SRP_AUTH")
            .only(Situation::has_device)
            .waiting_for("SMS_MFA")
            .calls("confirmSignIn", json!({"challengeResponse": "123456"}))
            .sends(
                RESPOND,
                json!({
                    "ChallengeName": "SMS_MFA",
                    "ChallengeResponses": {
                        "USERNAME": USERNAME, "SMS_MFA_CODE": "123456", "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH,
                    },
                    "Session": "session-0", "ClientId": CLIENT_ID, "ClientMetadata": METADATA,
                    "UserContextData": CONTEXT,
                }),
                device_asked_for(),
            )
            .sends(RESPOND, device_srp_auth(), proved)
            .sends(RESPOND, device_password_verifier(), tokens()),
    ]
}

/// A device that Amplify stored under the alias, because the service did not send its name for the user.
fn kept_under_alias() -> Vec<Case> {
    let by_alias = |device: bool| {
        let mut parameters = json!({"USERNAME": EMAIL, "PASSWORD": PASSWORD, "SECRET_HASH": HASH_OF_ALIAS});
        if device {
            parameters["DEVICE_KEY"] = DEVICE.into();
        }
        json!({
            "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": parameters, "ClientId": CLIENT_ID,
            "ClientMetadata": METADATA, "UserContextData": CONTEXT_OF_ALIAS,
        })
    };
    let asked = || {
        Case::new("signIn with a device that is kept under the alias")
            .only(Situation::has_device)
            .with_device_of(EMAIL)
            .calls("signIn", input(EMAIL))
            .sends(INITIATE, by_alias(true), device_asked_for())
            .sends(
                RESPOND,
                json!({
                    "ChallengeName": "DEVICE_SRP_AUTH",
                    "ChallengeResponses": {
                        "USERNAME": EMAIL, "SRP_A": SRP_A, "DEVICE_KEY": DEVICE, "SECRET_HASH": HASH_OF_ALIAS,
                    },
                    "Session": "session-1", "ClientId": CLIENT_ID, "ClientMetadata": METADATA,
                    "UserContextData": CONTEXT_OF_ALIAS,
                }),
                Device::seed().challenge(),
            )
    };
    vec![
        asked().sends(RESPOND, device_password_verifier(), tokens()),
        // It is removed, and the sign-in starts once more without it.
        asked().sends_in_vain(RESPOND, device_password_verifier(), gone()).sends(INITIATE, by_alias(false), tokens()),
    ]
}

fn changes() -> Vec<Case> {
    let mut with_new_device = tokens();
    with_new_device["AuthenticationResult"]["NewDeviceMetadata"] =
        json!({"DeviceKey": "us-east-1_new", "DeviceGroupKey": "-group"});
    let mut proof_without_device = password_verifier();
    proof_without_device["ChallengeResponses"] =
        without(proof_without_device["ChallengeResponses"].take(), "DEVICE_KEY");
    vec![
        Case::new("signIn by USER_PASSWORD_AUTH, with a device that is gone")
            .only(Situation::has_device)
            .calls("signIn", input(USERNAME))
            .sends_in_vain(INITIATE, by_password(true), gone())
            .sends(INITIATE, by_password(false), tokens()),
        Case::new("signIn by USER_SRP_AUTH, with a device that is gone")
            .only(Situation::has_device)
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
            .sends_in_vain(RESPOND, password_verifier(), gone())
            .sends(RESPOND, proof_without_device, tokens()),
        Case::new("signIn with a new device")
            .calls("signIn", input(USERNAME))
            .sends(INITIATE, by_password(true), with_new_device)
            .sends(
                CONFIRM_DEVICE,
                json!({
                    "AccessToken": access_token(), "DeviceName": DEVICE_NAME, "DeviceKey": "us-east-1_new",
                    "DeviceSecretVerifierConfig": {"Salt": BASE64, "PasswordVerifier": BASE64},
                }),
                json!({}),
            ),
    ]
}
