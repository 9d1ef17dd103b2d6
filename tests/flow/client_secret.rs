//! App clients with a secret.

use cognito_wasm::error::{Error, names};
use cognito_wasm::host::Hook;
use serde_json::{Value, json};

use crate::support::seed::{CLIENT_ID, POOL_ID, USERNAME, password_input, srp_input, user_pool_config};
use crate::support::{Challenge, Reply, Scene, Tab};

/// The hash for the user of the scenarios. Computed with `openssl dgst -sha256 -hmac 9secret456 -binary | base64`.
const HASH: &str = "mXWDM9RDvjY611JgkF3gCmIHljPUDVBi03Z7Hx09Tqo=";

fn config() -> Value {
    let mut config = user_pool_config();
    config["Auth"]["Cognito"]["clientSecret"] = json!("9secret456");
    config
}

/// The first request of an operation.
fn body(scene: &Scene, operation: &str) -> Value {
    scene.world.network.bodies(operation).remove(0)
}

#[test]
fn each_request_of_a_sign_in_contains_the_hash_for_its_user_name() {
    let scene = Scene::with_config(config());
    scene.tab.sign_in(srp_input()).unwrap();
    assert_eq!(body(&scene, "InitiateAuth")["AuthParameters"]["SECRET_HASH"], HASH);
    assert_eq!(body(&scene, "RespondToAuthChallenge")["ChallengeResponses"]["SECRET_HASH"], HASH);
}

#[test]
fn the_answer_to_a_challenge_contains_it_even_after_a_reload() {
    let scene = Scene::with_config(config());
    scene.user_pool.challenge.replace(Some(Challenge::sms()));
    scene.tab.sign_in(password_input()).unwrap();
    scene.tab.reload().confirm_sign_in(json!({"challengeResponse": "123456"})).unwrap();
    assert_eq!(body(&scene, "RespondToAuthChallenge")["ChallengeResponses"]["SECRET_HASH"], HASH);
}

#[test]
fn requests_that_name_a_user_without_a_session_contain_it() {
    let scene = Scene::with_config(config());
    let delivery = json!({"CodeDeliveryDetails": {}});
    for operation in ["SignUp", "ConfirmSignUp", "ResendConfirmationCode", "ForgotPassword", "ConfirmForgotPassword"] {
        scene.world.network.answer(operation, Reply::json(delivery.clone()));
    }
    let tab = &scene.tab;
    tab.sign_up(json!({"username": USERNAME, "password": "Password123"})).unwrap();
    tab.confirm_sign_up(json!({"username": USERNAME, "confirmationCode": "1"})).unwrap();
    tab.resend_sign_up_code(json!({"username": USERNAME})).unwrap();
    tab.account("resetPassword", json!({"username": USERNAME})).unwrap();
    let input = json!({"username": USERNAME, "newPassword": "Changed123", "confirmationCode": "1"});
    tab.account("confirmResetPassword", input).unwrap();
    for request in scene.world.network.requests() {
        assert_eq!(request.body["SecretHash"], HASH, "{}", request.operation);
    }
}

#[test]
fn refresh_and_revocation_contain_the_secret_itself() {
    let scene = Scene::with_config(config());
    scene.store_session();
    scene.world.clock.advance(3_600_000);
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(body(&scene, "GetTokensFromRefreshToken")["ClientSecret"], "9secret456");
    assert!(scene.tab.sign_out().is_complete());
    assert_eq!(body(&scene, "RevokeToken")["ClientSecret"], "9secret456");
}

#[test]
fn requests_with_a_token_contain_no_proof() {
    let scene = Scene::with_config(config());
    scene.store_session();
    scene.world.network.answer("GetUser", Reply::json(json!({"UserAttributes": []})));
    scene.tab.account("fetchUserAttributes", Value::Null).unwrap();
    assert_eq!(body(&scene, "GetUser").as_object().unwrap().len(), 1);
}

#[test]
fn the_secret_is_not_stored_and_not_in_the_public_configuration() {
    let scene = Scene::with_config(config());
    scene.tab.sign_in(srp_input()).unwrap();
    let auth = scene.tab.auth();
    let shown = [format!("{auth:?}"), serde_json::to_string(&auth.config().resources()).unwrap()];
    for text in scene.world.local.items().into_values().chain(shown) {
        assert!(!text.contains("9secret456"), "{text}");
    }
}

#[test]
fn the_developer_is_warned_of_a_secret_in_the_page_but_not_of_the_hook() {
    let warnings: Vec<_> = Scene::with_config(config()).tab.auth().warnings().collect();
    assert_eq!(warnings.len(), 1);
    assert!(warnings.iter().all(|text| text.contains("secret of the app client") && !text.contains("9secret456")));
    let hooked = Scene::with_config(user_pool_config());
    hooked.tab.hash_with(|_| Ok("hash".to_owned()));
    assert_eq!(hooked.tab.auth().warnings().count(), 0);
}

#[test]
fn the_developer_gets_a_warning_for_each_problem() {
    let mut config = config();
    let cognito = &mut config["Auth"]["Cognito"];
    cognito["userPoolEndpoint"] = "http://cognito:9229/".into();
    cognito["dangerouslyAllowHttpEndpoints"] = true.into();
    let warnings: Vec<_> = Scene::with_config(config).tab.auth().warnings().collect();
    assert_eq!(warnings.len(), 2);
    assert!(warnings[0].contains("secret of the app client"));
    assert!(warnings[1].contains("dangerouslyAllowHttpEndpoints"));
}

#[test]
fn the_secret_in_the_mobile_configuration_is_used_too() {
    let default = json!({"PoolId": POOL_ID, "AppClientId": CLIENT_ID, "AppClientSecret": "9secret456"});
    let plugin = json!({"CognitoUserPool": {"Default": default}});
    let scene = Scene::with_config(json!({"auth": {"plugins": {"awsCognitoAuthPlugin": plugin}}}));
    scene.tab.sign_in(srp_input()).unwrap();
    assert_eq!(body(&scene, "InitiateAuth")["AuthParameters"]["SECRET_HASH"], HASH);
    assert!(!serde_json::to_string(&scene.tab.auth().config().resources()).unwrap().contains("9secret456"));
}

/// A tab whose application asks its own server for the hash.
fn hooked() -> Scene {
    let scene = Scene::with_config(user_pool_config());
    scene.tab.hash_with(|username| Ok(format!("hash of {username}")));
    scene
}

#[test]
fn a_hook_is_asked_for_the_hash() {
    let scene = hooked();
    scene.tab.sign_in(srp_input()).unwrap();
    assert_eq!(body(&scene, "InitiateAuth")["AuthParameters"]["SECRET_HASH"], "hash of username");
    assert_eq!(body(&scene, "RespondToAuthChallenge")["ChallengeResponses"]["SECRET_HASH"], "hash of username");
}

#[test]
fn with_a_hook_the_session_is_refreshed_with_the_operation_that_accepts_a_hash() {
    let scene = hooked();
    scene.store_session();
    scene.world.clock.advance(3_600_000);
    let issued = scene.user_pool.issue(false);
    scene.world.network.answer("InitiateAuth", Reply::json(json!({"AuthenticationResult": issued})));
    assert!(scene.tab.session().is_signed_in);
    let body = body(&scene, "InitiateAuth");
    assert_eq!(body["AuthFlow"], "REFRESH_TOKEN_AUTH");
    assert_eq!(body["AuthParameters"]["SECRET_HASH"], "hash of username");
}

#[test]
fn a_failing_hook_ends_the_call_but_not_the_session() {
    let scene = hooked();
    scene.store_session();
    scene.world.clock.advance(3_600_000);
    scene.tab.hash_with(|_| Err(Error::new(&names::SECRET_HASH)));
    let session = scene.tab.session();
    assert_eq!(session.tokens.unwrap_err().name(), "SecretHashException");
    assert!(scene.stored("refreshToken").is_some());
    assert!(scene.operations().is_empty());
}

#[test]
fn a_hook_that_does_not_answer_ends_the_call_after_half_a_minute() {
    let scene = Scene::with_config(user_pool_config());
    scene.tab.give_silent(Hook::SecretHash);
    let start = scene.world.clock.page();
    let error = scene.tab.sign_in(password_input()).unwrap_err();
    assert_eq!((error.name(), error.message()), ("SecretHashException", "the secretHash hook did not answer in time"));
    assert_eq!(scene.world.clock.page(), start.plus_millis(30_000));
    assert!(scene.operations().is_empty());
}

#[test]
fn with_a_secret_and_a_hook_the_secret_itself_is_used() {
    let scene = Scene::with_config(config());
    scene.tab.hash_with(|_| Ok("another".to_owned()));
    scene.store_session();
    scene.world.clock.advance(3_600_000);
    assert!(scene.tab.session().is_signed_in);
    assert_eq!(scene.operations(), ["GetTokensFromRefreshToken"]);
    assert_eq!(body(&scene, "GetTokensFromRefreshToken")["ClientSecret"], "9secret456");
}

#[test]
fn an_app_client_without_a_secret_sends_no_hash() {
    let scene = Scene::with_config(user_pool_config());
    scene.tab.sign_in(srp_input()).unwrap();
    for request in scene.world.network.requests() {
        assert!(!request.body.to_string().to_uppercase().contains("HASH"), "{}", request.body);
    }
}

#[test]
fn instances_do_not_share_a_secret() {
    let scene = Scene::with_config(config());
    let other: Tab = scene.tab.create_auth(user_pool_config());
    other.sign_in(srp_input()).unwrap();
    assert!(body(&scene, "InitiateAuth")["AuthParameters"].get("SECRET_HASH").is_none());
}
