//! The account functions.

use serde_json::json;

use super::case::Case;
use super::member::{CONTEXT, DEVICE, HASH, METADATA};
use super::operations::{
    ASSOCIATE, CHANGE_PASSWORD, CONFIRM_FORGOT_PASSWORD, DELETE_ATTRIBUTES, DELETE_USER, FETCH_ATTRIBUTES, FETCH_MFA,
    FORGET_DEVICE, FORGOT_PASSWORD, LIST_DEVICES, REMEMBER_DEVICE, SEND_ATTRIBUTE_CODE, SET_MFA, UPDATE_ATTRIBUTES,
    VERIFY, VERIFY_ATTRIBUTE,
};
use super::situation::Situation;
use super::stage::access_token;
use crate::support::seed::{CLIENT_ID, USERNAME};

fn without_device(situation: &Situation) -> bool {
    !situation.has_device()
}

pub(super) fn table() -> Vec<Case> {
    let mut cases = passwords();
    cases.extend(attributes());
    cases.extend(second_factors());
    cases.extend(devices());
    cases.push(Case::new("deleteUser").signed_in().calls("deleteUser", json!({})).sends(
        DELETE_USER,
        json!({"AccessToken": access_token()}),
        json!({}),
    ));
    cases
}

fn passwords() -> Vec<Case> {
    vec![
        Case::new("resetPassword").calls("resetPassword", json!({"username": USERNAME})).sends(
            FORGOT_PASSWORD,
            json!({
                "Username": USERNAME, "ClientId": CLIENT_ID, "SecretHash": HASH, "ClientMetadata": METADATA,
                "UserContextData": CONTEXT,
            }),
            json!({}),
        ),
        Case::new("confirmResetPassword")
            .calls(
                "confirmResetPassword",
                json!({"username": USERNAME, "newPassword": "New1", "confirmationCode": "123456"}),
            )
            .sends(
                CONFIRM_FORGOT_PASSWORD,
                json!({
                    "Username": USERNAME, "Password": "New1", "ConfirmationCode": "123456", "ClientId": CLIENT_ID,
                    "SecretHash": HASH, "ClientMetadata": METADATA, "UserContextData": CONTEXT,
                }),
                json!({}),
            ),
        Case::new("updatePassword")
            .signed_in()
            .calls("updatePassword", json!({"oldPassword": "Old1", "newPassword": "New1"}))
            .sends(
                CHANGE_PASSWORD,
                json!({"AccessToken": access_token(), "PreviousPassword": "Old1", "ProposedPassword": "New1"}),
                json!({}),
            ),
    ]
}

fn attributes() -> Vec<Case> {
    vec![
        Case::new("fetchUserAttributes").signed_in().calls("fetchUserAttributes", json!({})).sends(
            FETCH_ATTRIBUTES,
            json!({"AccessToken": access_token()}),
            json!({}),
        ),
        Case::new("updateUserAttributes")
            .signed_in()
            .calls("updateUserAttributes", json!({"userAttributes": {"name": "A", "nickname": ""}}))
            .sends(
                UPDATE_ATTRIBUTES,
                json!({
                    "AccessToken": access_token(), "ClientMetadata": METADATA,
                    "UserAttributes": [{"Name": "name", "Value": "A"}, {"Name": "nickname", "Value": ""}],
                }),
                json!({}),
            ),
        Case::new("updateUserAttribute")
            .signed_in()
            .calls("updateUserAttribute", json!({"userAttribute": {"attributeKey": "name", "value": "A"}}))
            .sends(
                UPDATE_ATTRIBUTES,
                json!({
                    "AccessToken": access_token(), "ClientMetadata": METADATA,
                    "UserAttributes": [{"Name": "name", "Value": "A"}],
                }),
                json!({}),
            ),
        Case::new("deleteUserAttributes")
            .signed_in()
            .calls("deleteUserAttributes", json!({"userAttributeKeys": ["name", "custom:b"]}))
            .sends(
                DELETE_ATTRIBUTES,
                json!({"AccessToken": access_token(), "UserAttributeNames": ["name", "custom:b"]}),
                json!({}),
            ),
        Case::new("sendUserAttributeVerificationCode")
            .signed_in()
            .calls("sendUserAttributeVerificationCode", json!({"userAttributeKey": "email"}))
            .sends(
                SEND_ATTRIBUTE_CODE,
                json!({"AccessToken": access_token(), "AttributeName": "email", "ClientMetadata": METADATA}),
                json!({}),
            ),
        Case::new("confirmUserAttribute")
            .signed_in()
            .calls("confirmUserAttribute", json!({"userAttributeKey": "email", "confirmationCode": "123456"}))
            .sends(
                VERIFY_ATTRIBUTE,
                json!({"AccessToken": access_token(), "AttributeName": "email", "Code": "123456"}),
                json!({}),
            ),
    ]
}

fn second_factors() -> Vec<Case> {
    vec![
        Case::new("setUpTOTP").signed_in().calls("setUpTOTP", json!({})).sends(
            ASSOCIATE,
            json!({"AccessToken": access_token()}),
            json!({"SecretCode": "ABC"}),
        ),
        Case::new("verifyTOTPSetup").signed_in().calls("verifyTOTPSetup", json!({"code": "123456"})).sends(
            VERIFY,
            json!({"AccessToken": access_token(), "UserCode": "123456"}),
            json!({}),
        ),
        Case::new("verifyTOTPSetup under a name")
            .signed_in()
            .calls("verifyTOTPSetup", json!({"code": "123456", "options": {"friendlyDeviceName": "mine"}}))
            .sends(
                VERIFY,
                json!({"AccessToken": access_token(), "UserCode": "123456", "FriendlyDeviceName": "mine"}),
                json!({}),
            ),
        Case::new("fetchMFAPreference").signed_in().calls("fetchMFAPreference", json!({})).sends(
            FETCH_MFA,
            json!({"AccessToken": access_token()}),
            json!({}),
        ),
        Case::new("updateMFAPreference")
            .signed_in()
            .calls("updateMFAPreference", json!({"sms": "DISABLED", "totp": "PREFERRED", "email": "NOT_PREFERRED"}))
            .sends(
                SET_MFA,
                json!({
                    "AccessToken": access_token(),
                    "SMSMfaSettings": {"Enabled": false},
                    "SoftwareTokenMfaSettings": {"Enabled": true, "PreferredMfa": true},
                    "EmailMfaSettings": {"Enabled": true, "PreferredMfa": false},
                }),
                json!({}),
            ),
        Case::new("updateMFAPreference of one")
            .signed_in()
            .calls("updateMFAPreference", json!({"email": "ENABLED"}))
            .sends(SET_MFA, json!({"AccessToken": access_token(), "EmailMfaSettings": {"Enabled": true}}), json!({})),
    ]
}

fn devices() -> Vec<Case> {
    vec![
        Case::new("rememberDevice").only(Situation::has_device).signed_in().calls("rememberDevice", json!({})).sends(
            REMEMBER_DEVICE,
            json!({
                "AccessToken": access_token(), "DeviceKey": DEVICE, "DeviceRememberedStatus": "remembered",
            }),
            json!({}),
        ),
        Case::new("rememberDevice without a whole device")
            .only(without_device)
            .signed_in()
            .calls("rememberDevice", json!({}))
            .fails("DeviceMetadataNotFoundException"),
        Case::new("forgetDevice").only(Situation::has_device).signed_in().calls("forgetDevice", json!({})).sends(
            FORGET_DEVICE,
            json!({"AccessToken": access_token(), "DeviceKey": DEVICE}),
            json!({}),
        ),
        Case::new("forgetDevice without a whole device")
            .only(without_device)
            .signed_in()
            .calls("forgetDevice", json!({}))
            .fails("DeviceMetadataNotFoundException"),
        Case::new("forgetDevice of another device")
            .signed_in()
            .calls("forgetDevice", json!({"device": {"id": "another"}}))
            .sends(FORGET_DEVICE, json!({"AccessToken": access_token(), "DeviceKey": "another"}), json!({})),
        Case::new("fetchDevices, in two pages")
            .signed_in()
            .calls("fetchDevices", json!({}))
            .sends(
                LIST_DEVICES,
                json!({"AccessToken": access_token(), "Limit": 60}),
                json!({"Devices": [], "PaginationToken": "page-2"}),
            )
            .sends(
                LIST_DEVICES,
                json!({"AccessToken": access_token(), "Limit": 60, "PaginationToken": "page-2"}),
                json!({"Devices": []}),
            ),
    ]
}
