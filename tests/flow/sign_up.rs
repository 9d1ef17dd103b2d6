//! `signUp`, `confirmSignUp`, `resendSignUpCode`.

use cognito_wasm::flow::SignUpInput;
use serde_json::{Value, json};

use crate::support::calls;
use crate::support::seed::{CLIENT_ID, PASSWORD, POOL_ID, SUB, USERNAME};
use crate::support::{Reply, Scene};

fn delivery() -> Value {
    json!({"Destination": "m***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"})
}

fn delivered() -> Value {
    json!({"destination": "m***@e***", "deliveryMedium": "EMAIL", "attributeName": "email"})
}

fn registered(confirmed: bool) -> Reply {
    let mut body = json!({"UserConfirmed": confirmed, "UserSub": SUB});
    if !confirmed {
        body["CodeDeliveryDetails"] = delivery();
    }
    Reply::json(body)
}

/// A scene with a reply to one request of this operation.
fn scene(operation: &str, reply: Reply) -> Scene {
    let scene = Scene::signed_out();
    scene.world.network.answer(operation, reply);
    scene
}

#[test]
fn registers_with_exactly_the_documented_request() {
    let scene = scene("SignUp", registered(false));
    let output = scene.tab.sign_up(json!({
        "username": USERNAME, "password": PASSWORD, "options": {"userAttributes": {"email": "my@email.com"}},
    }));

    assert_eq!(
        output.unwrap(),
        json!({"isSignUpComplete": false, "userId": SUB, "nextStep": {
            "signUpStep": "CONFIRM_SIGN_UP", "codeDeliveryDetails": delivered(),
        }})
    );
    let requests = scene.world.network.requests();
    let [request] = requests.as_slice() else { panic!("{} requests", requests.len()) };
    assert_eq!(
        request.body,
        json!({
            "ClientId": CLIENT_ID, "Username": USERNAME, "Password": PASSWORD,
            "UserAttributes": [{"Name": "email", "Value": "my@email.com"}],
        })
    );
    assert_eq!(request.url, "https://cognito-idp.us-east-1.amazonaws.com/");
    assert_eq!(request.header("content-type"), "application/x-amz-json-1.1");
    assert_eq!(request.header("x-amz-target"), "AWSCognitoIdentityProviderService.SignUp");
    assert_eq!(request.header("cache-control"), "no-store");
    assert!(request.header("x-amz-user-agent").ends_with(" auth/1"), "{}", request.header("x-amz-user-agent"));
    assert!(scene.world.local.items().is_empty(), "a sign-up stores nothing");
}

#[test]
fn passes_validation_data_and_metadata_through() {
    let scene = scene("SignUp", registered(false));
    let input = json!({"username": USERNAME, "password": PASSWORD, "options": {
        "userAttributes": {"email": "e", "nickname": null}, "validationData": {"a": "1"}, "clientMetadata": {"b": "2"},
    }});
    scene.tab.sign_up(input).unwrap();

    let bodies = scene.world.network.bodies("SignUp");
    assert_eq!(bodies[0]["ValidationData"], json!([{"Name": "a", "Value": "1"}]));
    assert_eq!(bodies[0]["ClientMetadata"], json!({"b": "2"}));
    assert_eq!(bodies[0]["UserAttributes"], json!([{"Name": "email", "Value": "e"}]), "null is left out");
}

#[test]
fn keeps_attributes_in_the_order_given() {
    let scene = scene("SignUp", registered(false));
    let text = r#"{"username": "u", "options": {"userAttributes": {"zoneinfo": "1", "email": "2", "name": "3"}}}"#;
    let input = SignUpInput::parse(serde_json::from_str(text).unwrap()).unwrap();
    let auth = scene.tab.auth();
    scene.world.start(async move { auth.sign_up(input).await }).finish().unwrap();

    let body = &scene.world.network.bodies("SignUp")[0];
    let names: Vec<_> = body["UserAttributes"].as_array().unwrap().iter().map(|item| &item["Name"]).collect();
    assert_eq!(names, ["zoneinfo", "email", "name"]);
}

#[test]
fn sends_no_password_when_it_is_empty() {
    for input in [json!({"username": USERNAME, "password": ""}), json!({"username": USERNAME})] {
        let scene = scene("SignUp", registered(false));
        scene.tab.sign_up(input).unwrap();
        assert_eq!(scene.world.network.bodies("SignUp"), [json!({"Username": USERNAME, "ClientId": CLIENT_ID})]);
    }
}

#[test]
fn names_a_missing_password_that_the_service_complains_about() {
    let message =
        "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null";
    let refusal = Reply::refusal(400, "InvalidParameterException", message);

    let error = scene("SignUp", refusal.clone()).tab.sign_up(json!({"username": USERNAME})).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("EmptySignUpPassword", "validation"));

    let given = json!({"username": USERNAME, "password": PASSWORD});
    let error = scene("SignUp", refusal).tab.sign_up(given).unwrap_err();
    assert_eq!(error.name(), "InvalidParameterException", "a password was given");

    for (name, message) in [
        ("InvalidParameterException", "email is required"),
        ("InvalidParameterException", "Value at 'username' failed to satisfy constraint: Member must not be null"),
        ("InvalidParameterException", "Value at 'password' failed to satisfy constraint: Member must be long"),
        ("UserLambdaValidationException", message),
    ] {
        let other = Reply::refusal(400, name, message);
        let error = scene("SignUp", other).tab.sign_up(json!({"username": USERNAME})).unwrap_err();
        assert_eq!((error.name(), error.message()), (name, message), "another complaint");
    }
}

#[test]
fn a_user_whom_the_pool_confirms_is_done() {
    let scene = scene("SignUp", registered(true));
    let output = scene.tab.sign_up(json!({"username": USERNAME, "password": PASSWORD})).unwrap();
    assert_eq!(output, json!({"isSignUpComplete": true, "userId": SUB, "nextStep": {"signUpStep": "DONE"}}));
}

#[test]
fn confirms_with_exactly_the_documented_request() {
    let scene = scene("ConfirmSignUp", Reply::json(json!({})));
    let output = scene.tab.confirm_sign_up(json!({"username": USERNAME, "confirmationCode": "123456"}));

    assert_eq!(output.unwrap(), json!({"isSignUpComplete": true, "nextStep": {"signUpStep": "DONE"}}));
    let body = json!({"ClientId": CLIENT_ID, "Username": USERNAME, "ConfirmationCode": "123456"});
    assert_eq!(scene.world.network.bodies("ConfirmSignUp"), [body]);
}

#[test]
fn passes_alias_creation_through_when_confirming() {
    let scene = scene("ConfirmSignUp", Reply::json(json!({})));
    let options = json!({"forceAliasCreation": true, "clientMetadata": {"b": "2"}});
    let input = json!({"username": USERNAME, "confirmationCode": "123456", "options": options});
    scene.tab.confirm_sign_up(input).unwrap();

    let body = &scene.world.network.bodies("ConfirmSignUp")[0];
    assert_eq!((&body["ForceAliasCreation"], &body["ClientMetadata"]), (&json!(true), &json!({"b": "2"})));
}

#[test]
fn tells_where_the_new_code_went() {
    let scene = scene("ResendConfirmationCode", Reply::json(json!({"CodeDeliveryDetails": delivery()})));
    let output = scene.tab.resend_sign_up_code(json!({"username": USERNAME}));

    assert_eq!(output.unwrap(), delivered());
    let body = json!({"ClientId": CLIENT_ID, "Username": USERNAME});
    assert_eq!(scene.world.network.bodies("ResendConfirmationCode"), [body]);
}

#[test]
fn passes_refusals_through_with_their_ids() {
    let refusal = Reply::refusal(400, "CodeMismatchException", "Invalid verification code provided.")
        .with_header("x-amzn-requestid", "request-1")
        .with_header("x-amz-id-2", "extended-1");
    let scene = scene("ConfirmSignUp", refusal);
    let error = scene.tab.confirm_sign_up(json!({"username": USERNAME, "confirmationCode": "000000"})).unwrap_err();

    assert_eq!((error.name(), error.message()), ("CodeMismatchException", "Invalid verification code provided."));
    let metadata = error.metadata().unwrap();
    assert_eq!(metadata.http_status_code, 400);
    assert_eq!(metadata.request_id.as_deref(), Some("request-1"));
    assert_eq!(metadata.extended_request_id.as_deref(), Some("extended-1"));
    assert_eq!(scene.operations(), ["ConfirmSignUp"]);
}

#[test]
fn refuses_empty_input_without_a_request() {
    let scene = Scene::signed_out();
    let tab = &scene.tab;
    for empty in [json!({}), json!({"username": ""}), json!({"username": null}), Value::Null] {
        assert_eq!(tab.sign_up(empty.clone()).unwrap_err().name(), "EmptySignUpUsername", "{empty}");
        assert_eq!(tab.confirm_sign_up(empty.clone()).unwrap_err().name(), "EmptyConfirmSignUpUsername", "{empty}");
        assert_eq!(tab.resend_sign_up_code(empty.clone()).unwrap_err().name(), "EmptySignUpUsername", "{empty}");
    }
    let wrong_option = json!({"options": {"autoSignIn": "yes"}});
    assert_eq!(tab.sign_up(wrong_option).unwrap_err().name(), "EmptySignUpUsername", "what is needed comes first");
    let without_code = json!({"username": USERNAME, "confirmationCode": ""});
    assert_eq!(tab.confirm_sign_up(without_code).unwrap_err().name(), "EmptyConfirmSignUpCode");
    assert!(scene.operations().is_empty());
}

#[test]
fn refuses_input_of_another_shape_without_a_request() {
    let scene = Scene::signed_out();
    let user = |member: &str, value: Value| {
        let mut input = json!({"username": USERNAME, "password": PASSWORD, "confirmationCode": "1"});
        input[member] = value;
        input
    };
    for input in [
        json!("username"),
        json!(["username"]),
        user("username", json!(7)),
        user("password", json!({"a": 1})),
        user("options", json!("x")),
        user("options", json!({"userAttributes": ["email"]})),
        user("options", json!({"userAttributes": {"email": 7}})),
        user("options", json!({"validationData": 7})),
        user("options", json!({"clientMetadata": {"a": {}}})),
    ] {
        let error = scene.tab.sign_up(input.clone()).unwrap_err();
        assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "validation"), "{input}");
        assert!(!error.message().contains(PASSWORD));
    }
    let error = scene.tab.confirm_sign_up(user("options", json!({"forceAliasCreation": "yes"}))).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "validation"));
    assert!(error.message().contains("forceAliasCreation"), "{}", error.message());
    assert!(scene.operations().is_empty());
}

#[test]
fn sends_what_threat_protection_collects() {
    let answer = || Reply::json(json!({"CodeDeliveryDetails": delivery()}));
    let scene = scene("ResendConfirmationCode", answer());
    scene.tab.collect_with(|username, pool, client| Some([username, pool, client].join("/")));
    scene.tab.resend_sign_up_code(json!({"username": USERNAME})).unwrap();

    scene.world.network.answer("ResendConfirmationCode", answer());
    scene.tab.collect_with(|_, _, _| None);
    scene.tab.resend_sign_up_code(json!({"username": USERNAME})).unwrap();

    let bodies = scene.world.network.bodies("ResendConfirmationCode");
    let collected = [USERNAME, POOL_ID, CLIENT_ID].join("/");
    assert_eq!(bodies[0]["UserContextData"], json!({"EncodedData": collected}));
    assert_eq!(bodies[1]["UserContextData"], json!({}), "a collector without data");
}

#[test]
fn the_request_is_aborted_with_the_call() {
    let scene = scene("SignUp", registered(false));
    scene.world.network.hold("SignUp");
    let input = json!({"username": USERNAME, "password": PASSWORD});
    scene.tab.start(calls::sign_up, input).abandon();
    assert_eq!(scene.world.trace.of(&["send", "abort", "reply"]), ["send SignUp", "abort SignUp"]);
}

#[test]
fn needs_random_numbers() {
    let scene = Scene::signed_out();
    scene.tab.take_random_away();
    let error = scene.tab.sign_up(json!({"username": USERNAME})).unwrap_err();
    assert_eq!(error.name(), "MissingPolyfill");
    assert!(scene.operations().is_empty());
}
