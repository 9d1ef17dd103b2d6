//! Operations that the application chooses (`getEscapeHatch`), the tokens without the credentials, and the other way round.

use cognito_wasm::host::Hook;
use serde_json::{Value, json};

use crate::support::seed::{identity_pool_config, key, user_pool_config};
use crate::support::{Reply, Scene, calls};

fn send(scene: &Scene, operation: &str, input: &Value) -> cognito_wasm::error::Result<Value> {
    scene.tab.start(calls::send, json!({"operation": operation, "input": input})).finish()
}

#[test]
fn are_sent_as_they_are_to_the_user_pool_and_answered_with_the_body() {
    let scene = Scene::signed_out();
    scene.tab.give(Hook::Headers, |_| Ok(json!({"x-token": "t"})));
    let reply = json!({"Username": "username", "UserAttributes": [{"Name": "sub", "Value": "s"}]});
    scene.world.network.answer("GetUser", Reply::json(reply.clone()));
    assert_eq!(send(&scene, "GetUser", &json!({"AccessToken": "token", "Other": null})).unwrap(), reply);
    let [request] = &*scene.world.network.requests() else { panic!("one request") };
    assert_eq!(request.header("x-amz-target"), "AWSCognitoIdentityProviderService.GetUser");
    assert_eq!(request.header("x-token"), "t");
    assert_eq!(request.body["AccessToken"], "token");
}

#[test]
fn are_sent_to_the_identity_pool() {
    let scene = Scene::with_config(identity_pool_config());
    scene.world.network.answer("UnlinkIdentity", Reply::empty());
    let input = json!({"isOfIdentities": true, "operation": "UnlinkIdentity", "input": {"IdentityId": "i"}});
    assert_eq!(scene.tab.start(calls::send, input).finish().unwrap(), Value::Null);
    let [request] = &*scene.world.network.requests() else { panic!("one request") };
    assert_eq!(request.header("x-amz-target"), "AWSCognitoIdentityService.UnlinkIdentity");
    assert_eq!(request.body, json!({"IdentityId": "i"}));
}

#[test]
fn are_refused_with_a_name_that_no_operation_has_and_with_an_input_that_is_no_object() {
    let scene = Scene::signed_out();
    for name in ["", "Get User", "GetUser\r\nx: y", "é", &"x".repeat(65)] {
        assert_eq!(send(&scene, name, &json!({})).unwrap_err().name(), "InvalidParameterException", "{name}");
    }
    for input in [json!([]), json!("x"), json!(5)] {
        assert_eq!(send(&scene, "GetUser", &input).unwrap_err().name(), "InvalidParameterException");
    }
    assert!(scene.operations().is_empty());
}

#[test]
fn need_their_pool() {
    let of_users = Scene::with_config(identity_pool_config());
    assert_eq!(send(&of_users, "GetUser", &json!({})).unwrap_err().name(), "AuthUserPoolException");
    let of_identities = Scene::with_config(user_pool_config());
    let input = json!({"isOfIdentities": true, "operation": "GetId"});
    let error = of_identities.tab.start(calls::send, input).finish().unwrap_err();
    assert_eq!(error.name(), "InvalidAccountTypeException");
}

#[test]
fn are_not_repeated_since_they_may_do_anything_and_their_errors_are_the_services() {
    let scene = Scene::signed_out();
    scene.world.network.answer("GetUser", Reply::error("InternalErrorException").with_status(500));
    assert_eq!(send(&scene, "GetUser", &Value::Null).unwrap_err().name(), "InternalErrorException");
    assert_eq!(scene.operations(), ["GetUser"]);
}

#[test]
fn tokens_alone_need_no_identity_pool() {
    let scene = Scene::expired();
    let session = scene.tab.start(calls::get_tokens, json!({})).finish().unwrap();
    assert!(session.tokens.is_ok() && session.credentials.is_err());
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken"]);
}

#[test]
fn credentials_are_renewed_without_the_tokens() {
    let scene = Scene::signed_in();
    let before = scene.world.local.get(&key("accessToken"));
    let session = scene.tab.start(calls::get_credentials, json!({"forceRefresh": true})).finish().unwrap();
    assert!(session.credentials.is_ok());
    assert_eq!(scene.operations(), ["GetId", "GetCredentialsForIdentity"]);
    assert_eq!(scene.world.local.get(&key("accessToken")), before);
}

#[test]
fn invalidated_credentials_are_replaced_by_those_of_the_same_identity() {
    let scene = Scene::signed_in();
    let first = scene.tab.session().credentials.unwrap();
    scene.world.network.forget();
    scene.tab.start(calls::invalidate_credentials, Value::Null).finish();
    assert!(scene.operations().is_empty());
    let second = scene.tab.session().credentials.unwrap();
    assert_ne!(first.access_key_id, second.access_key_id);
    assert_eq!(scene.operations(), ["GetCredentialsForIdentity"]);
}

#[test]
fn credentials_that_are_invalidated_while_they_are_requested_are_not_kept() {
    let scene = Scene::signed_in();
    let gate = scene.world.network.hold("GetCredentialsForIdentity");
    let call = scene.tab.start(calls::fetch_auth_session, json!({}));
    scene.tab.start(calls::invalidate_credentials, Value::Null).finish();
    gate.open();
    let early = call.finish().unwrap().credentials.unwrap();
    assert_ne!(scene.tab.session().credentials.unwrap().access_key_id, early.access_key_id);
}
