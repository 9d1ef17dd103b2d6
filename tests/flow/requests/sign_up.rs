//! `signUp`, `confirmSignUp`, `resendSignUpCode`.

use serde_json::json;

use super::case::Case;
use super::member::{CONTEXT, HASH, METADATA};
use super::operations::{CONFIRM_SIGN_UP, RESEND_CODE, SIGN_UP};
use crate::support::seed::{CLIENT_ID, PASSWORD, USERNAME};

pub(super) fn table() -> Vec<Case> {
    vec![
        Case::new("signUp").calls("signUp", json!({"username": USERNAME, "password": PASSWORD})).sends(
            SIGN_UP,
            json!({
                "Username": USERNAME, "Password": PASSWORD, "ClientId": CLIENT_ID, "SecretHash": HASH,
                "ClientMetadata": METADATA, "UserContextData": CONTEXT,
            }),
            json!({}),
        ),
        Case::new("signUp with attributes and validation data")
            .calls(
                "signUp",
                json!({"username": USERNAME, "password": PASSWORD, "options": {
                    "userAttributes": {"email": "a@b", "name": ""}, "validationData": {"v": "1"},
                }}),
            )
            .sends(
                SIGN_UP,
                json!({
                    "Username": USERNAME, "Password": PASSWORD, "ClientId": CLIENT_ID, "SecretHash": HASH,
                    "UserAttributes": [{"Name": "email", "Value": "a@b"}, {"Name": "name", "Value": ""}],
                    "ValidationData": [{"Name": "v", "Value": "1"}],
                    "ClientMetadata": METADATA, "UserContextData": CONTEXT,
                }),
                json!({}),
            ),
        Case::new("signUp without a password").calls("signUp", json!({"username": USERNAME, "password": ""})).sends(
            SIGN_UP,
            json!({
                "Username": USERNAME, "ClientId": CLIENT_ID, "SecretHash": HASH,
                "ClientMetadata": METADATA, "UserContextData": CONTEXT,
            }),
            json!({}),
        ),
        Case::new("confirmSignUp")
            .calls("confirmSignUp", json!({"username": USERNAME, "confirmationCode": "123456"}))
            .sends(
                CONFIRM_SIGN_UP,
                json!({
                    "Username": USERNAME, "ConfirmationCode": "123456", "ClientId": CLIENT_ID, "SecretHash": HASH,
                    "ClientMetadata": METADATA, "UserContextData": CONTEXT,
                }),
                json!({}),
            ),
        Case::new("confirmSignUp, whether an alias moves or not")
            .calls(
                "confirmSignUp",
                json!({"username": USERNAME, "confirmationCode": "1", "options": {"forceAliasCreation": true}}),
            )
            .calls(
                "confirmSignUp",
                json!({"username": USERNAME, "confirmationCode": "1", "options": {"forceAliasCreation": false}}),
            )
            .sends(
                CONFIRM_SIGN_UP,
                json!({
                    "Username": USERNAME, "ConfirmationCode": "1", "ForceAliasCreation": true,
                    "ClientId": CLIENT_ID, "SecretHash": HASH, "ClientMetadata": METADATA,
                    "UserContextData": CONTEXT,
                }),
                json!({}),
            )
            .sends(
                CONFIRM_SIGN_UP,
                json!({
                    "Username": USERNAME, "ConfirmationCode": "1", "ForceAliasCreation": false,
                    "ClientId": CLIENT_ID, "SecretHash": HASH, "ClientMetadata": METADATA,
                    "UserContextData": CONTEXT,
                }),
                json!({}),
            ),
        Case::new("resendSignUpCode").calls("resendSignUpCode", json!({"username": USERNAME})).sends(
            RESEND_CODE,
            json!({
                "Username": USERNAME, "ClientId": CLIENT_ID, "SecretHash": HASH, "ClientMetadata": METADATA,
                "UserContextData": CONTEXT,
            }),
            json!({}),
        ),
    ]
}
