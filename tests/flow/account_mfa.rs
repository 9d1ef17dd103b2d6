//! Second factors: setting up an authenticator app, and the user's preferences.

use serde_json::{Value, json};

use crate::support::seed::{USERNAME, key};
use crate::support::{Reply, START, Scene, jwt};

fn preference(reply: Value) -> Value {
    let scene = Scene::signed_in();
    scene.world.network.answer("GetUser", Reply::json(reply));
    scene.tab.account("fetchMFAPreference", json!(null)).unwrap()
}

#[test]
fn an_authenticator_app_gets_a_secret_and_the_users_plain_name() {
    let scene = Scene::signed_in();
    scene.world.network.answer("AssociateSoftwareToken", Reply::json(json!({"SecretCode": "JBSWY3DPEHPK3PXP"})));
    assert_eq!(
        scene.tab.account("setUpTOTP", json!(null)).unwrap(),
        json!({"sharedSecret": "JBSWY3DPEHPK3PXP", "username": USERNAME})
    );
    assert_eq!(
        scene.world.network.bodies("AssociateSoftwareToken"),
        [json!({"AccessToken": scene.stored("accessToken").unwrap()})]
    );
}

#[test]
fn the_name_is_the_access_tokens_without_an_id_token() {
    let scene = Scene::signed_in();
    scene.world.local.delete(&key("idToken"));
    let claims = json!({"username": "Zoë & Co", "exp": START + 3_600});
    scene.world.local.put(key("accessToken"), jwt(&claims));
    scene.world.network.answer("AssociateSoftwareToken", Reply::json(json!({"SecretCode": "S"})));
    assert_eq!(scene.tab.account("setUpTOTP", json!(null)).unwrap()["username"], "Zoë & Co");
}

#[test]
fn a_reply_without_a_secret_is_an_error() {
    for reply in [json!({}), json!({"SecretCode": ""}), json!({"SecretCode": 1})] {
        let scene = Scene::signed_in();
        scene.world.network.answer("AssociateSoftwareToken", Reply::json(reply));
        assert_eq!(scene.tab.account("setUpTOTP", json!(null)).unwrap_err().name(), "SetUpTOTPException");
    }
}

#[test]
fn an_authenticator_app_is_verified_by_its_code() {
    let named = json!({"code": "324550", "options": {"friendlyDeviceName": "phone"}});
    for (input, name) in [(named, Some("phone")), (json!({"code": "324550"}), None)] {
        let scene = Scene::signed_in();
        scene.world.network.answer("VerifySoftwareToken", Reply::json(json!({"Status": "SUCCESS"})));
        assert!(scene.tab.account("verifyTOTPSetup", input).unwrap().is_null());
        let mut body = json!({"AccessToken": scene.stored("accessToken").unwrap(), "UserCode": "324550"});
        if let Some(name) = name {
            body["FriendlyDeviceName"] = name.into();
        }
        assert_eq!(scene.world.network.bodies("VerifySoftwareToken"), [body]);
    }
}

#[test]
fn a_wrong_code_is_the_services_error() {
    let scene = Scene::signed_in();
    scene.world.network.answer("VerifySoftwareToken", Reply::error("EnableSoftwareTokenMFAException"));
    let error = scene.tab.account("verifyTOTPSetup", json!({"code": "000000"})).unwrap_err();
    assert_eq!(error.name(), "EnableSoftwareTokenMFAException");
    let error = scene.tab.account("verifyTOTPSetup", json!({"code": ""})).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("EmptyVerifyTOTPSetupCode", "validation"));
    assert_eq!(scene.operations(), ["VerifySoftwareToken"]);
}

#[test]
fn the_preference_has_public_names() {
    let list = json!(["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "NEW_MFA", 7]);
    assert_eq!(
        preference(json!({"UserMFASettingList": list, "PreferredMfaSetting": "SOFTWARE_TOKEN_MFA"})),
        json!({"enabled": ["SMS", "TOTP", "EMAIL"], "preferred": "TOTP"})
    );
    assert_eq!(preference(json!({"PreferredMfaSetting": "NEW_MFA"})), json!({}));
    assert_eq!(preference(json!({"UserMFASettingList": []})), json!({"enabled": []}));
}

#[test]
fn the_preference_is_set_for_each_factor() {
    let scene = Scene::signed_in();
    let token = scene.stored("accessToken").unwrap();
    for (input, body) in [
        (
            json!({"sms": "ENABLED", "totp": "PREFERRED"}),
            json!({
                "SMSMfaSettings": {"Enabled": true},
                "SoftwareTokenMfaSettings": {"Enabled": true, "PreferredMfa": true},
            }),
        ),
        (
            json!({"totp": "NOT_PREFERRED", "email": "DISABLED"}),
            json!({
                "SoftwareTokenMfaSettings": {"Enabled": true, "PreferredMfa": false},
                "EmailMfaSettings": {"Enabled": false},
            }),
        ),
    ] {
        scene.world.network.forget();
        scene.world.network.answer("SetUserMFAPreference", Reply::json(json!({})));
        assert!(scene.tab.account("updateMFAPreference", input).unwrap().is_null());
        let mut body = body;
        body["AccessToken"] = token.clone().into();
        assert_eq!(scene.world.network.bodies("SetUserMFAPreference"), [body]);
    }
}

#[test]
fn an_empty_preference_is_not_sent() {
    let scene = Scene::signed_in();
    for input in [json!({}), json!(null), json!({"fax": "ENABLED"}), json!({"sms": null})] {
        let error = scene.tab.account("updateMFAPreference", input).unwrap_err();
        assert_eq!((error.name(), error.message()), ("InvalidParameterException", "`input` asks for nothing"));
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn an_unknown_preference_is_not_sent() {
    let scene = Scene::signed_in();
    for wish in ["ON", "enabled", "PREFERRED "] {
        let error = scene.tab.account("updateMFAPreference", json!({"totp": "ENABLED", "sms": wish})).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "validation"));
        assert!(error.message().starts_with("`sms` is not DISABLED"), "{}", error.message());
    }
    assert!(scene.operations().is_empty());
}
