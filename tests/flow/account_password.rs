//! `resetPassword`, `confirmResetPassword`, `updatePassword`.

use serde_json::json;

use crate::support::seed::{CLIENT_ID, PASSWORD, POOL_ID, USERNAME};
use crate::support::{Reply, Scene};

#[test]
fn a_reset_sends_a_code_and_says_where() {
    let scene = Scene::signed_out();
    let delivery = json!({"Destination": "m***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"});
    scene.world.network.answer("ForgotPassword", Reply::json(json!({"CodeDeliveryDetails": delivery})));
    let input = json!({"username": USERNAME, "options": {"clientMetadata": {"a": "1"}}});
    assert_eq!(
        scene.tab.account("resetPassword", input).unwrap(),
        json!({"isPasswordReset": false, "nextStep": {
            "resetPasswordStep": "CONFIRM_RESET_PASSWORD_WITH_CODE",
            "codeDeliveryDetails": {"destination": "m***@e***", "deliveryMedium": "EMAIL", "attributeName": "email"},
        }})
    );
    assert_eq!(
        scene.world.network.bodies("ForgotPassword"),
        [json!({"Username": USERNAME, "ClientId": CLIENT_ID, "ClientMetadata": {"a": "1"}})]
    );
}

#[test]
fn a_reset_is_confirmed_with_code_and_password() {
    let scene = Scene::signed_out();
    scene.world.network.answer("ConfirmForgotPassword", Reply::empty());
    let input = json!({
        "username": USERNAME, "newPassword": "Changed123", "confirmationCode": "123456",
        "options": {"metadata": {"a": "1"}},
    });
    assert!(scene.tab.account("confirmResetPassword", input).unwrap().is_null());
    assert_eq!(
        scene.world.network.bodies("ConfirmForgotPassword"),
        [json!({
            "Username": USERNAME, "Password": "Changed123", "ConfirmationCode": "123456", "ClientId": CLIENT_ID,
            "ClientMetadata": {"a": "1"},
        })]
    );
}

#[test]
fn a_reset_sends_the_threat_protection_data_of_its_user() {
    for (function, operation) in
        [("resetPassword", "ForgotPassword"), ("confirmResetPassword", "ConfirmForgotPassword")]
    {
        let scene = Scene::signed_out();
        scene.tab.collect_with(|user, pool, client| Some([user, pool, client].join(" ")));
        scene.world.network.answer(operation, Reply::json(json!({})));
        let input = json!({"username": USERNAME, "newPassword": PASSWORD, "confirmationCode": "1"});
        scene.tab.account(function, input).unwrap();
        let data = [USERNAME, POOL_ID, CLIENT_ID].join(" ");
        assert_eq!(scene.world.network.bodies(operation)[0]["UserContextData"], json!({"EncodedData": data}));
    }
}

#[test]
fn a_reset_needs_no_signed_in_user_and_stores_nothing() {
    let scene = Scene::signed_out();
    scene.world.network.answer("ForgotPassword", Reply::json(json!({})));
    let output = scene.tab.account("resetPassword", json!({"username": USERNAME})).unwrap();
    assert_eq!(output["nextStep"]["codeDeliveryDetails"], json!({}));
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn missing_members_of_a_reset_are_named() {
    let scene = Scene::signed_out();
    let whole = json!({"username": USERNAME, "newPassword": PASSWORD, "confirmationCode": "1"});
    for (function, member, name) in [
        ("resetPassword", "username", "EmptyResetPasswordUsername"),
        ("confirmResetPassword", "username", "EmptyConfirmResetPasswordUsername"),
        ("confirmResetPassword", "newPassword", "EmptyConfirmResetPasswordNewPassword"),
        ("confirmResetPassword", "confirmationCode", "EmptyConfirmResetPasswordConfirmationCode"),
    ] {
        for empty in [json!(""), json!(null)] {
            let mut input = whole.clone();
            input[member] = empty;
            let error = scene.tab.account(function, input).unwrap_err();
            assert_eq!((error.name(), error.category().name()), (name, "validation"), "{function}");
        }
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn a_password_is_changed_with_the_old_one() {
    let scene = Scene::signed_in();
    scene.world.network.answer("ChangePassword", Reply::json(json!({})));
    let input = json!({"oldPassword": PASSWORD, "newPassword": "Changed123"});
    assert!(scene.tab.account("updatePassword", input).unwrap().is_null());
    assert_eq!(
        scene.world.network.bodies("ChangePassword"),
        [json!({
            "PreviousPassword": PASSWORD, "ProposedPassword": "Changed123",
            "AccessToken": scene.stored("accessToken").unwrap(),
        })]
    );
}

#[test]
fn both_passwords_are_needed() {
    let scene = Scene::signed_in();
    for input in [json!({"oldPassword": "", "newPassword": "n"}), json!({"oldPassword": "o"}), json!(null)] {
        let error = scene.tab.account("updatePassword", input).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("EmptyUpdatePassword", "validation"));
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn refusals_of_the_service_are_passed_on() {
    let scene = Scene::signed_in();
    scene.world.network.answer("ChangePassword", Reply::error("InvalidPasswordException"));
    let input = json!({"oldPassword": PASSWORD, "newPassword": "short"});
    let error = scene.tab.account("updatePassword", input).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("InvalidPasswordException", "service"));
    assert_eq!(error.metadata().unwrap().http_status_code, 400);
}
