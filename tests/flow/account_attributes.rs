//! Attributes: reading, changing, verifying, deleting.

use serde_json::{Value, json};

use crate::support::{Reply, Scene};

fn email_delivery() -> Value {
    json!({"Destination": "n***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"})
}

fn email_delivered() -> Value {
    json!({"destination": "n***@e***", "deliveryMedium": "EMAIL", "attributeName": "email"})
}

/// The only request of an operation, without its access token, which must be the stored one.
fn request(scene: &Scene, operation: &str) -> Value {
    let bodies = scene.world.network.bodies(operation);
    let [body] = bodies.as_slice() else { panic!("{} requests", bodies.len()) };
    let mut body = body.clone();
    let token = body.as_object_mut().unwrap().remove("AccessToken").unwrap();
    assert_eq!(token, scene.stored("accessToken").unwrap());
    body
}

#[test]
fn are_read_as_a_map() {
    let scene = Scene::signed_in();
    let list = json!([
        {"Name": "sub", "Value": "1"}, {"Name": "email", "Value": "my@email.com"}, {"Name": "custom:ü", "Value": ""},
        {"Name": "", "Value": "nameless"}, {"Value": "nameless"}, 7,
    ]);
    scene.world.network.answer("GetUser", Reply::json(json!({"Username": "u", "UserAttributes": list})));
    let attributes = scene.tab.account("fetchUserAttributes", json!(null)).unwrap();
    assert_eq!(attributes, json!({"sub": "1", "email": "my@email.com", "custom:ü": ""}));
    assert_eq!(request(&scene, "GetUser"), json!({}));
    assert_eq!(scene.operations(), ["GetUser"]);
}

#[test]
fn are_none_when_the_reply_has_none() {
    let scene = Scene::signed_in();
    scene.world.network.answer("GetUser", Reply::json(json!({})));
    assert_eq!(scene.tab.account("fetchUserAttributes", json!({})).unwrap(), json!({}));
}

#[test]
fn several_are_changed_at_once_and_each_has_a_next_step() {
    let scene = Scene::signed_in();
    let list = json!({"CodeDeliveryDetailsList": [email_delivery(), {"Destination": "nameless"}]});
    scene.world.network.answer("UpdateUserAttributes", Reply::json(list));
    let input = json!({
        "userAttributes": {"email": "new@email.com", "name": "", "nickname": null},
        "options": {"clientMetadata": {"a": "1"}},
    });
    assert_eq!(
        scene.tab.account("updateUserAttributes", input).unwrap(),
        json!({
            "name": {"isUpdated": true, "nextStep": {"updateAttributeStep": "DONE"}},
            "email": {"isUpdated": false, "nextStep": {
                "updateAttributeStep": "CONFIRM_ATTRIBUTE_WITH_CODE", "codeDeliveryDetails": email_delivered(),
            }},
        })
    );
    assert_eq!(
        request(&scene, "UpdateUserAttributes"),
        json!({
            "UserAttributes": [{"Name": "email", "Value": "new@email.com"}, {"Name": "name", "Value": ""}],
            "ClientMetadata": {"a": "1"},
        })
    );
}

#[test]
fn one_is_changed_and_has_a_next_step() {
    let done = json!({"isUpdated": true, "nextStep": {"updateAttributeStep": "DONE"}});
    let code = json!({"isUpdated": false, "nextStep": {
        "updateAttributeStep": "CONFIRM_ATTRIBUTE_WITH_CODE", "codeDeliveryDetails": email_delivered(),
    }});
    for (reply, output) in [(json!({}), done), (json!({"CodeDeliveryDetailsList": [email_delivery()]}), code)] {
        let scene = Scene::signed_in();
        scene.world.network.answer("UpdateUserAttributes", Reply::json(reply));
        let attribute = json!({"attributeKey": "email", "value": "new@email.com"});
        let input = json!({"userAttribute": attribute, "options": {"metadata": {"a": "1"}}});
        assert_eq!(scene.tab.account("updateUserAttribute", input).unwrap(), output);
        assert_eq!(
            request(&scene, "UpdateUserAttributes"),
            json!({
                "UserAttributes": [{"Name": "email", "Value": "new@email.com"}], "ClientMetadata": {"a": "1"},
            })
        );
    }
}

#[test]
fn are_deleted_by_name() {
    let scene = Scene::signed_in();
    scene.world.network.answer("DeleteUserAttributes", Reply::json(json!({})));
    let input = json!({"userAttributeKeys": ["name", "custom:plan"]});
    assert!(scene.tab.account("deleteUserAttributes", input).unwrap().is_null());
    assert_eq!(request(&scene, "DeleteUserAttributes"), json!({"UserAttributeNames": ["name", "custom:plan"]}));
}

#[test]
fn a_code_is_sent_again() {
    let scene = Scene::signed_in();
    let reply = json!({"CodeDeliveryDetails": email_delivery()});
    scene.world.network.answer("GetUserAttributeVerificationCode", Reply::json(reply));
    let input = json!({"userAttributeKey": "email", "options": {"clientMetadata": {"a": "1"}}});
    assert_eq!(scene.tab.account("sendUserAttributeVerificationCode", input).unwrap(), email_delivered());
    assert_eq!(
        request(&scene, "GetUserAttributeVerificationCode"),
        json!({"AttributeName": "email", "ClientMetadata": {"a": "1"}})
    );
}

#[test]
fn a_code_confirms() {
    let scene = Scene::signed_in();
    scene.world.network.answer("VerifyUserAttribute", Reply::json(json!({})));
    let input = json!({"userAttributeKey": "email", "confirmationCode": "123456"});
    assert!(scene.tab.account("confirmUserAttribute", input).unwrap().is_null());
    assert_eq!(request(&scene, "VerifyUserAttribute"), json!({"AttributeName": "email", "Code": "123456"}));
}

#[test]
fn a_confirmation_needs_its_code() {
    let scene = Scene::signed_in();
    let error = scene.tab.account("confirmUserAttribute", json!({"userAttributeKey": "email"})).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("EmptyConfirmUserAttributeCode", "validation"));
    assert!(scene.operations().is_empty());
}
