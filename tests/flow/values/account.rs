//! The account functions by values: each sends what the function of that public name sends, and gives a type.

use core::fmt::Debug;
use core::future::Future;

use cognito_wasm::error::Result;
use cognito_wasm::flow::{
    AttributeUpdate, Attributes, CodeDelivery, FetchMfaPreferenceOutput, MfaPreference, MfaType, Passkey,
    UpdateMfaPreferenceInput,
};
use cognito_wasm::time::Timestamp;
use serde_json::{Value, json};

use super::{metadata, refused, same, secret};
use crate::passkeys::{credential, options};
use crate::support::seed::{PASSWORD, USERNAME, key};
use crate::support::{Reply, Scene, SimulatedAuth};

/// A signed-in user whose device is remembered here, in a pool that gives these replies.
fn scene(replies: &[(&str, Value)]) -> Scene {
    let scene = Scene::signed_in();
    for (item, value) in [("deviceKey", "own"), ("deviceGroupKey", "group"), ("randomPasswordKey", "password")] {
        scene.world.local.put(key(item), value);
    }
    scene.tab.authenticate_with(|_| Ok(credential()));
    for (operation, reply) in replies {
        scene.world.network.answer(operation, Reply::json(reply.clone()));
    }
    scene
}

/// The output of a call by values, which sends what the function of that name sends for `input`.
fn output<T, F>(
    function: &'static str,
    input: Value,
    replies: &[(&str, Value)],
    by_values: impl FnOnce(SimulatedAuth) -> F,
) -> T
where
    T: 'static,
    F: Future<Output = Result<T>> + 'static,
{
    same(|| scene(replies), |scene| scene.tab.account(function, input), by_values)
}

/// The error's name of a call by values that lacks something.
fn error<T, F>(by_values: impl FnOnce(SimulatedAuth) -> F) -> String
where
    T: Debug + 'static,
    F: Future<Output = Result<T>> + 'static,
{
    refused(&scene(&[]), by_values)
}

fn email_delivery() -> (Value, CodeDelivery) {
    let text = |text: &str| Some(text.to_owned());
    let delivery =
        CodeDelivery { destination: text("n***@e***"), delivery_medium: text("EMAIL"), attribute_name: text("email") };
    (json!({"Destination": "n***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}), delivery)
}

fn pairs(attributes: &Attributes) -> Vec<(&str, &str)> {
    attributes.iter().collect()
}

#[test]
fn a_password_is_reset_and_changed() {
    let (details, delivery) = email_delivery();
    let given = output(
        "resetPassword",
        json!({"username": USERNAME, "options": {"clientMetadata": {"a": "1"}}}),
        &[("ForgotPassword", json!({"CodeDeliveryDetails": details}))],
        |auth| async move { auth.reset_password(USERNAME, Some(metadata())).await },
    );
    assert_eq!(given, delivery);
    output(
        "confirmResetPassword",
        json!({
            "username": USERNAME, "newPassword": "Changed123", "confirmationCode": "123456",
            "options": {"clientMetadata": {"a": "1"}},
        }),
        &[("ConfirmForgotPassword", json!({}))],
        |auth| async move {
            auth.confirm_reset_password(USERNAME, secret("Changed123"), secret("123456"), Some(metadata())).await
        },
    );
    output(
        "updatePassword",
        json!({"oldPassword": PASSWORD, "newPassword": "Changed123"}),
        &[("ChangePassword", json!({}))],
        |auth| async move { auth.update_password(secret(PASSWORD), secret("Changed123")).await },
    );
}

#[test]
fn what_a_change_of_password_lacks_is_named() {
    assert_eq!(error(|auth| async move { auth.reset_password("", None).await }), "EmptyResetPasswordUsername");
    for (username, password, code, name) in [
        ("", "p", "1", "EmptyConfirmResetPasswordUsername"),
        ("u", "", "1", "EmptyConfirmResetPasswordNewPassword"),
        ("u", "p", "", "EmptyConfirmResetPasswordConfirmationCode"),
    ] {
        let call = |auth: SimulatedAuth| async move {
            auth.confirm_reset_password(username, secret(password), secret(code), None).await
        };
        assert_eq!(error(call), name);
    }
    for (old, new) in [("", "n"), ("o", "")] {
        let call = |auth: SimulatedAuth| async move { auth.update_password(secret(old), secret(new)).await };
        assert_eq!(error(call), "EmptyUpdatePassword");
    }
}

#[test]
fn attributes_are_read_changed_and_deleted() {
    let list = json!([{"Name": "sub", "Value": "1"}, {"Name": "custom:ü", "Value": ""}, {"Name": "", "Value": "x"}]);
    let attributes = output(
        "fetchUserAttributes",
        json!(null),
        &[("GetUser", json!({"UserAttributes": list}))],
        |auth| async move { auth.fetch_user_attributes().await },
    );
    assert_eq!(pairs(&attributes), [("sub", "1"), ("custom:ü", "")]);
    assert_eq!((attributes.get("sub"), attributes.get("email")), (Some("1"), None));

    let (details, delivery) = email_delivery();
    let updates = output(
        "updateUserAttributes",
        json!({"userAttributes": {"email": "n@e", "name": ""}, "options": {"clientMetadata": {"a": "1"}}}),
        &[("UpdateUserAttributes", json!({"CodeDeliveryDetailsList": [details]}))],
        |auth| async move {
            let changed = [("email", "n@e"), ("name", "")].into_iter().collect();
            auth.update_user_attributes(changed, Some(metadata())).await
        },
    );
    let update = |name: &str, code_delivery| AttributeUpdate { name: name.to_owned(), code_delivery };
    assert_eq!(updates, [update("email", Some(delivery)), update("name", None)]);

    output(
        "deleteUserAttributes",
        json!({"userAttributeKeys": ["name", "custom:plan"]}),
        &[("DeleteUserAttributes", json!({}))],
        |auth| async move { auth.delete_user_attributes(&["name", "custom:plan"]).await },
    );
}

#[test]
fn an_attribute_is_verified() {
    let (details, delivery) = email_delivery();
    let given = output(
        "sendUserAttributeVerificationCode",
        json!({"userAttributeKey": "email", "options": {"clientMetadata": {"a": "1"}}}),
        &[("GetUserAttributeVerificationCode", json!({"CodeDeliveryDetails": details}))],
        |auth| async move { auth.send_user_attribute_verification_code("email", Some(metadata())).await },
    );
    assert_eq!(given, delivery);
    output(
        "confirmUserAttribute",
        json!({"userAttributeKey": "email", "confirmationCode": "123456"}),
        &[("VerifyUserAttribute", json!({}))],
        |auth| async move { auth.confirm_user_attribute("email", secret("123456")).await },
    );
}

#[test]
fn what_an_attribute_lacks_is_named() {
    let code = |auth: SimulatedAuth| async move { auth.confirm_user_attribute("email", secret("")).await };
    assert_eq!(error(code), "EmptyConfirmUserAttributeCode");
    let name = |auth: SimulatedAuth| async move { auth.confirm_user_attribute("", secret("1")).await };
    assert_eq!(error(name), "InvalidParameterException");
    let name = |auth: SimulatedAuth| async move { auth.send_user_attribute_verification_code("", None).await };
    assert_eq!(error(name), "InvalidParameterException");
    for names in [&[][..], &["name", ""]] {
        let call = |auth: SimulatedAuth| async move { auth.delete_user_attributes(names).await };
        assert_eq!(error(call), "InvalidParameterException");
    }
}

#[test]
fn an_authenticator_app_is_set_up() {
    let given = output(
        "setUpTOTP",
        json!(null),
        &[("AssociateSoftwareToken", json!({"SecretCode": "JBSWY3DPEHPK3PXP"}))],
        |auth| async move { auth.set_up_totp().await },
    );
    assert_eq!((given.shared_secret.expose(), &*given.username), ("JBSWY3DPEHPK3PXP", USERNAME));
    for name in [None, Some("phone")] {
        output(
            "verifyTOTPSetup",
            json!({"code": "324550", "options": {"friendlyDeviceName": name}}),
            &[("VerifySoftwareToken", json!({}))],
            |auth| async move { auth.verify_totp_setup(secret("324550"), name).await },
        );
    }
    let call = |auth: SimulatedAuth| async move { auth.verify_totp_setup(secret(""), None).await };
    assert_eq!(error(call), "EmptyVerifyTOTPSetupCode");
}

#[test]
fn second_factors_are_read_and_chosen() {
    let list = json!(["SMS_MFA", "NEW_MFA", "EMAIL_OTP"]);
    let reply = json!({"UserMFASettingList": list, "PreferredMfaSetting": "EMAIL_OTP"});
    for (reply, enabled, preferred) in [
        (reply, vec![MfaType::Sms, MfaType::Email], Some(MfaType::Email)),
        (json!({"PreferredMfaSetting": "NEW_MFA"}), vec![], None),
    ] {
        let given = output("fetchMFAPreference", json!(null), &[("GetUser", reply)], |auth| async move {
            auth.fetch_mfa_preference().await
        });
        assert_eq!(given, FetchMfaPreferenceOutput { enabled, preferred });
    }

    let all = [MfaPreference::Disabled, MfaPreference::Enabled, MfaPreference::NotPreferred, MfaPreference::Preferred];
    for preference in all {
        let (none, some) = (UpdateMfaPreferenceInput::default(), Some(preference));
        for (member, input) in [
            ("sms", UpdateMfaPreferenceInput { sms: some, ..none }),
            ("totp", UpdateMfaPreferenceInput { totp: some, ..none }),
            ("email", UpdateMfaPreferenceInput { email: some, ..none }),
        ] {
            let reply = [("SetUserMFAPreference", json!({}))];
            output("updateMFAPreference", json!({member: preference.name()}), &reply, |auth| async move {
                auth.update_mfa_preference(input).await
            });
        }
    }
    let nothing =
        |auth: SimulatedAuth| async move { auth.update_mfa_preference(UpdateMfaPreferenceInput::default()).await };
    assert_eq!(error(nothing), "InvalidParameterException");
}

#[test]
fn devices_are_listed_remembered_and_forgotten() {
    let device = json!({
        "DeviceKey": "a", "DeviceCreateDate": 1_700_000_000.5, "DeviceLastAuthenticatedDate": 1_700_000_001,
        "DeviceAttributes": [{"Name": "device_name", "Value": "Zoë's phone"}],
    });
    let replies = [
        ("ListDevices", json!({"Devices": [device], "PaginationToken": "2"})),
        ("ListDevices", json!({"Devices": [{}]})),
    ];
    let devices = output("fetchDevices", json!(null), &replies, |auth| async move { auth.fetch_devices().await });
    let [first, second] = devices.as_slice() else { panic!("{} devices", devices.len()) };
    assert_eq!((&*first.id, first.name.as_deref()), ("a", Some("Zoë's phone")));
    assert_eq!(pairs(&first.attributes), [("device_name", "Zoë's phone")]);
    assert_eq!(first.create_date, Some(Timestamp::from_millis(1_700_000_000_500)));
    assert_eq!(first.last_modified_date, None);
    assert_eq!(first.last_authenticated_date, Some(Timestamp::from_millis(1_700_000_001_000)));
    assert_eq!((&*second.id, second.name.as_deref(), second.create_date), ("", None, None));

    for (id, input) in [
        (None, json!(null)),
        (Some(""), json!({"device": {"id": ""}})),
        (Some("own"), json!({"device": {"id": "own"}})),
        (Some("other"), json!({"device": {"id": "other"}})),
    ] {
        output(
            "forgetDevice",
            input,
            &[("ForgetDevice", json!({}))],
            |auth| async move { auth.forget_device(id).await },
        );
    }
    output("rememberDevice", json!(null), &[("UpdateDeviceStatus", json!({}))], |auth| async move {
        auth.remember_device().await
    });
}

#[test]
fn passkeys_are_registered_listed_and_deleted() {
    output(
        "associateWebAuthnCredential",
        json!(null),
        &[
            ("StartWebAuthnRegistration", json!({"CredentialCreationOptions": options()})),
            ("CompleteWebAuthnRegistration", json!({})),
        ],
        |auth| async move { auth.associate_web_authn_credential().await },
    );

    let first = json!({
        "CredentialId": "c", "FriendlyCredentialName": "Zoë's key", "RelyingPartyId": "localhost",
        "AuthenticatorAttachment": "platform", "AuthenticatorTransports": ["internal", 7, "hybrid"],
        "CreatedAt": 1_700_000_000.25,
    });
    let replies = [
        ("ListWebAuthnCredentials", json!({"Credentials": [first], "NextToken": "2"})),
        ("ListWebAuthnCredentials", json!({"Credentials": [{}]})),
    ];
    let passkeys = output("listWebAuthnCredentials", json!(null), &replies, |auth| async move {
        auth.list_web_authn_credentials().await
    });
    let text = |text: &str| Some(text.to_owned());
    let first = Passkey {
        credential_id: "c".to_owned(),
        friendly_credential_name: text("Zoë's key"),
        relying_party_id: text("localhost"),
        authenticator_attachment: text("platform"),
        authenticator_transports: vec!["internal".to_owned(), "hybrid".to_owned()],
        created_at: Some(Timestamp::from_millis(1_700_000_000_250)),
    };
    assert_eq!(passkeys, [first, Passkey::default()]);

    let reply = [("DeleteWebAuthnCredential", json!({}))];
    output("deleteWebAuthnCredential", json!({"credentialId": "c/+="}), &reply, |auth| async move {
        auth.delete_web_authn_credential("c/+=").await
    });
    let call = |auth: SimulatedAuth| async move { auth.delete_web_authn_credential("").await };
    assert_eq!(error(call), "InvalidParameterException");
}

#[test]
fn a_user_is_deleted() {
    output("deleteUser", json!(null), &[("DeleteUser", json!({}))], |auth| async move { auth.delete_user().await });
}

#[test]
fn nobody_signed_in_is_an_error_without_a_request() {
    fn check<T: 'static>(call: impl AsyncFnOnce(SimulatedAuth) -> Result<T> + 'static) {
        let scene = Scene::signed_out();
        let auth = scene.tab.auth();
        let error = scene.world.start(async move { call(auth).await.err() }).finish().unwrap();
        assert_eq!(error.name(), "UserUnAuthenticatedException");
        assert_eq!(scene.operations(), [""; 0]);
    }
    check(async |auth| auth.update_password(secret("o"), secret("n")).await);
    check(async |auth| auth.fetch_user_attributes().await);
    check(async |auth| auth.update_user_attributes([("name", "n")].into_iter().collect(), None).await);
    check(async |auth| auth.delete_user_attributes(&["name"]).await);
    check(async |auth| auth.send_user_attribute_verification_code("email", None).await);
    check(async |auth| auth.confirm_user_attribute("email", secret("1")).await);
    check(async |auth| auth.set_up_totp().await);
    check(async |auth| auth.verify_totp_setup(secret("1"), None).await);
    check(async |auth| auth.fetch_mfa_preference().await);
    let sms = UpdateMfaPreferenceInput { sms: Some(MfaPreference::Enabled), ..UpdateMfaPreferenceInput::default() };
    check(async move |auth| auth.update_mfa_preference(sms).await);
    check(async |auth| auth.fetch_devices().await);
    check(async |auth| auth.forget_device(None).await);
    check(async |auth| auth.remember_device().await);
    check(async |auth| auth.associate_web_authn_credential().await);
    check(async |auth| auth.list_web_authn_credentials().await);
    check(async |auth| auth.delete_web_authn_credential("c").await);
    check(async |auth| auth.delete_user().await);
}
