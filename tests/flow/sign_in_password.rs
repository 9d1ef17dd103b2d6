//! `signIn` with `USER_PASSWORD_AUTH`, and how the flow is chosen.

use serde_json::{Value, json};

use crate::support::seed::{CLIENT_ID, EMAIL, LAST_AUTH_USER, PASSWORD, USERNAME, mobile_config, signed_in, srp_input};
use crate::support::{Reply, Scene, altered};

fn with_flow(flow: &str) -> Value {
    json!({"username": USERNAME, "password": PASSWORD, "options": {"authFlowType": flow}})
}

#[test]
fn sends_the_password_in_one_request() {
    let scene = Scene::signed_out();
    assert_eq!(scene.tab.sign_in(with_flow("USER_PASSWORD_AUTH")).unwrap(), signed_in());

    assert_eq!(scene.operations(), ["InitiateAuth"]);
    let body = json!({"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": CLIENT_ID, "AuthParameters": {
        "USERNAME": USERNAME, "PASSWORD": PASSWORD,
    }});
    assert_eq!(scene.world.network.bodies("InitiateAuth"), [body]);
    let details = r#"{"loginId":"username","authFlowType":"USER_PASSWORD_AUTH"}"#;
    assert_eq!(scene.stored("signInDetails").as_deref(), Some(details));
    assert_eq!(scene.world.event_names(), ["signedIn"]);
}

#[test]
fn keeps_the_session_under_the_name_in_the_token() {
    for parameters in [json!({"USERNAME": "alias"}), json!({"USER_ID_FOR_SRP": "alias"}), json!({})] {
        let scene = Scene::signed_out();
        let result = scene.user_pool.issue(true);
        let reply = json!({"AuthenticationResult": result, "ChallengeParameters": parameters});
        scene.world.network.answer("InitiateAuth", Reply::json(reply));
        let options = json!({"authFlowType": "USER_PASSWORD_AUTH"});
        scene.tab.sign_in(json!({"username": EMAIL, "password": PASSWORD, "options": options})).unwrap();
        assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some("username"), "{parameters}");
    }
}

#[test]
fn keeps_the_session_under_the_name_in_the_reply_where_the_token_has_none() {
    for (parameters, expected) in [
        (json!({"USERNAME": "real"}), "real"),
        (json!({"USER_ID_FOR_SRP": "real"}), "real"),
        (json!({"USERNAME": "", "USER_ID_FOR_SRP": "real"}), "real"),
        (json!({}), EMAIL),
    ] {
        let scene = Scene::signed_out();
        let mut result = scene.user_pool.issue(true);
        result["AccessToken"] = altered(&result["AccessToken"], &json!({"username": null}));
        let reply = json!({"AuthenticationResult": result, "ChallengeParameters": parameters});
        scene.world.network.answer("InitiateAuth", Reply::json(reply));
        let options = json!({"authFlowType": "USER_PASSWORD_AUTH"});
        scene.tab.sign_in(json!({"username": EMAIL, "password": PASSWORD, "options": options})).unwrap();
        assert_eq!(scene.world.local.get(LAST_AUTH_USER).as_deref(), Some(expected), "{parameters}");
    }
}

#[test]
fn is_an_error_where_the_client_does_not_allow_it() {
    let scene = Scene::signed_out();
    let refusal =
        Reply::refusal(400, "InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client");
    scene.world.network.answer("InitiateAuth", refusal);
    let error = scene.tab.sign_in(with_flow("USER_PASSWORD_AUTH")).unwrap_err();
    assert_eq!((error.name(), error.category().name()), ("InvalidParameterException", "service"));
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn rejects_a_wrong_password() {
    let scene = Scene::signed_out();
    let options = json!({"authFlowType": "USER_PASSWORD_AUTH"});
    let input = json!({"username": USERNAME, "password": "wrong", "options": options});
    assert_eq!(scene.tab.sign_in(input).unwrap_err().name(), "NotAuthorizedException");
    assert_eq!(scene.operations(), ["InitiateAuth"]);
}

#[test]
fn the_configuration_can_choose_the_flow() {
    let mut config = mobile_config();
    config["auth"]["plugins"]["awsCognitoAuthPlugin"]["Auth"]["Default"]["authenticationFlowType"] =
        "USER_PASSWORD_AUTH".into();
    let scene = Scene::with_config(config);
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap(), signed_in());
    assert_eq!(scene.world.network.bodies("InitiateAuth")[0]["AuthFlow"], "USER_PASSWORD_AUTH");
    scene.tab.sign_out();

    assert_eq!(scene.tab.sign_in(with_flow("USER_SRP_AUTH")).unwrap(), signed_in());
    assert_eq!(
        scene.world.network.bodies("InitiateAuth")[1]["AuthFlow"],
        "USER_SRP_AUTH",
        "the call overrides the configuration"
    );
}

#[test]
fn an_unknown_flow_is_the_default_one() {
    let scene = Scene::signed_out();
    assert_eq!(scene.tab.sign_in(with_flow("TELEPATHY")).unwrap(), signed_in());
    assert_eq!(scene.world.network.bodies("InitiateAuth")[0]["AuthFlow"], "USER_SRP_AUTH");
}
