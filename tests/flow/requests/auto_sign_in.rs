//! `autoSignIn`: the sign-in after a sign-up, with the options from the sign-up.

use serde_json::{Value, json};

use super::case::Case;
use super::member::{CONTEXT, DEVICE, HASH, METADATA, SRP_A, with, without};
use super::operations::{CONFIRM_SIGN_UP, INITIATE, RESPOND, SIGN_UP};
use super::sign_in::password_verifier;
use super::stage::tokens;
use crate::support::seed::{CLIENT_ID, PASSWORD, SUB, USERNAME};
use crate::support::{Reply, srp_challenge};

/// A sign-up that is confirmed with a code, and the first request of the sign-in after it.
fn after_code(name: &'static str, options: &Value, first: Value, reply: Value) -> Case {
    Case::new(name)
        .calls("signUp", json!({"username": USERNAME, "password": PASSWORD, "options": {"autoSignIn": options}}))
        .calls("confirmSignUp", json!({"username": USERNAME, "confirmationCode": "1"}))
        .calls("autoSignIn", Value::Null)
        .sends(SIGN_UP, sign_up(), json!({"UserConfirmed": false, "UserSub": SUB, "Session": "of-sign-up"}))
        .sends(
            CONFIRM_SIGN_UP,
            json!({
                "Username": USERNAME, "ConfirmationCode": "1", "ClientId": CLIENT_ID, "SecretHash": HASH,
                "ClientMetadata": METADATA, "UserContextData": CONTEXT,
            }),
            json!({"Session": "of-confirmation"}),
        )
        .sends(INITIATE, first, reply)
}

fn sign_up() -> Value {
    json!({
        "Username": USERNAME, "Password": PASSWORD, "ClientId": CLIENT_ID, "SecretHash": HASH,
        "ClientMetadata": METADATA, "UserContextData": CONTEXT,
    })
}

/// The first request, which does not contain the sign-up's metadata.
fn initiate(flow: &str, parameters: Value) -> Value {
    let all = with(json!({"USERNAME": USERNAME, "SECRET_HASH": HASH}), parameters);
    json!({"AuthFlow": flow, "AuthParameters": all, "ClientId": CLIENT_ID, "UserContextData": CONTEXT})
}

/// The first request of a sign-in that the sign-up's session completes.
fn with_session(session: &str, parameters: Value) -> Value {
    with(initiate("USER_AUTH", parameters), json!({ "Session": session }))
}

pub(super) fn table() -> Vec<Case> {
    let mut cases = by_password();
    cases.extend(by_session());
    cases
}

fn by_password() -> Vec<Case> {
    let with_metadata = json!({"authFlowType": "USER_PASSWORD_AUTH", "clientMetadata": {"c": "2"}});
    let first = initiate("USER_PASSWORD_AUTH", json!({"PASSWORD": PASSWORD, "DEVICE_KEY": DEVICE}));
    let first = with(first, json!({"ClientMetadata": {"c": "2"}}));
    vec![
        after_code("autoSignIn", &true.into(), initiate("USER_SRP_AUTH", json!({"SRP_A": SRP_A})), srp_challenge())
            .sends(RESPOND, without(password_verifier(), "ClientMetadata"), tokens()),
        after_code("autoSignIn by USER_PASSWORD_AUTH, with metadata of its own", &with_metadata, first, tokens()),
        after_code(
            "autoSignIn by CUSTOM_WITHOUT_SRP",
            &json!({"authFlowType": "CUSTOM_WITHOUT_SRP"}),
            initiate("CUSTOM_AUTH", json!({"DEVICE_KEY": DEVICE})),
            tokens(),
        ),
        Case::new("autoSignIn by a link")
            .with_setting("signUpVerificationMethod", json!("link"))
            .calls(
                "signUp",
                json!({"username": USERNAME, "password": PASSWORD, "options": {"autoSignIn": {
                    "authFlowType": "USER_PASSWORD_AUTH",
                }}}),
            )
            .calls("autoSignIn", Value::Null)
            .sends(SIGN_UP, sign_up(), json!({"UserConfirmed": false, "UserSub": SUB}))
            .sends_in_vain(
                INITIATE,
                initiate("USER_PASSWORD_AUTH", json!({"PASSWORD": PASSWORD, "DEVICE_KEY": DEVICE})),
                Reply::error("UserNotConfirmedException"),
            )
            .sends(
                INITIATE,
                initiate("USER_PASSWORD_AUTH", json!({"PASSWORD": PASSWORD, "DEVICE_KEY": DEVICE})),
                tokens(),
            ),
    ]
}

fn by_session() -> Vec<Case> {
    let preferring = |factor: &str| json!({"authFlowType": "USER_AUTH", "preferredChallenge": factor});
    vec![
        after_code(
            "autoSignIn by USER_AUTH",
            &json!({"authFlowType": "USER_AUTH"}),
            with_session("of-confirmation", json!({"DEVICE_KEY": DEVICE})),
            tokens(),
        ),
        after_code(
            "autoSignIn by USER_AUTH, preferring EMAIL_OTP",
            &preferring("EMAIL_OTP"),
            with_session("of-confirmation", json!({"PREFERRED_CHALLENGE": "EMAIL_OTP", "DEVICE_KEY": DEVICE})),
            tokens(),
        ),
        after_code(
            "autoSignIn by USER_AUTH, preferring PASSWORD",
            &preferring("PASSWORD"),
            with_session(
                "of-confirmation",
                json!({"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": PASSWORD, "DEVICE_KEY": DEVICE}),
            ),
            tokens(),
        ),
        // Amplify does not send the session here.
        after_code(
            "autoSignIn by USER_AUTH, preferring PASSWORD_SRP",
            &preferring("PASSWORD_SRP"),
            with_session(
                "of-confirmation",
                json!({"PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": SRP_A, "DEVICE_KEY": DEVICE}),
            ),
            srp_challenge(),
        )
        .sends(RESPOND, without(password_verifier(), "ClientMetadata"), tokens()),
        Case::new("autoSignIn by USER_AUTH, of a user who needs no confirmation")
            .calls(
                "signUp",
                json!({"username": USERNAME, "password": PASSWORD, "options": {"autoSignIn": {
                    "authFlowType": "USER_AUTH",
                }}}),
            )
            .calls("autoSignIn", Value::Null)
            .sends(SIGN_UP, sign_up(), json!({"UserConfirmed": true, "UserSub": SUB, "Session": "of-sign-up"}))
            .sends(INITIATE, with_session("of-sign-up", json!({"DEVICE_KEY": DEVICE})), tokens()),
    ]
}
