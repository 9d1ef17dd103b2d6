//! Sessions whose tokens the application gives (`tokenProvider`).

use cognito_wasm::error::{Error, names};
use cognito_wasm::host::Hook;
use serde_json::{Value, json};

use crate::support::seed::{
    LAST_AUTH_USER, SUB, USERNAME, both_pools_config, identity_pool_config, password_input, user_pool_config,
};
use crate::support::{Reply, Scene, calls, jwt};

/// Tokens of another issuer, which have no user name.
fn foreign_tokens() -> Value {
    let claims = json!({"iss": "https://id.example.com", "sub": "u-1", "exp": 1});
    json!({"accessToken": jwt(&claims), "idToken": jwt(&claims)})
}

/// A page whose application gives these tokens, while another session is stored.
fn provided(config: Value, tokens: Value) -> Scene {
    let scene = Scene::with_config(config);
    scene.store_session();
    scene.tab.give(Hook::Tokens, move |_| Ok(tokens.clone()));
    scene
}

/// The tokens of the user of the scenarios, as the service issues them.
fn cognito_tokens(scene: &Scene) -> Value {
    let issued = scene.user_pool.issue(true);
    json!({
        "accessToken": issued["AccessToken"], "idToken": issued["IdToken"],
        "signInDetails": {"loginId": "me", "authFlowType": "USER_AUTH"},
    })
}

#[test]
fn the_session_has_the_tokens_of_the_application_and_nothing_is_checked() {
    let scene = provided(user_pool_config(), foreign_tokens());
    let before = scene.world.local.items();
    let session = scene.tab.session();
    let tokens = session.tokens.unwrap();
    assert_eq!(tokens.access.raw(), foreign_tokens()["accessToken"].as_str().unwrap());
    assert_eq!(tokens.id.as_ref().unwrap().raw(), foreign_tokens()["idToken"].as_str().unwrap());
    assert!(tokens.refresh.is_none());
    assert_eq!((session.is_signed_in, &*session.user_sub.unwrap()), (true, "u-1"));
    assert!(scene.operations().is_empty(), "they are not refreshed, although they have expired");
    assert_eq!(scene.world.local.items(), before);
    assert!(scene.world.trace.of(&["save", "remove"]).is_empty());
}

#[test]
fn the_application_hears_what_the_call_wants() {
    let scene = Scene::with_config(user_pool_config());
    let expected = [
        json!({"forceRefresh": false}),
        json!({"forceRefresh": true, "clientMetadata": {"a": "b"}}),
        json!({"forceRefresh": false}),
    ];
    let asked = std::rc::Rc::new(core::cell::RefCell::new(Vec::new()));
    let log = std::rc::Rc::clone(&asked);
    scene.tab.give(Hook::Tokens, move |input| {
        log.borrow_mut().push(input);
        Ok(foreign_tokens())
    });
    scene.tab.session();
    scene.tab.session_with(json!({"forceRefresh": true, "clientMetadata": {"a": "b"}}));
    scene.tab.get_current_user().unwrap();
    assert_eq!(*asked.borrow(), expected);
}

#[test]
fn the_current_user_is_that_of_the_tokens() {
    let scene = Scene::with_config(user_pool_config());
    let tokens = cognito_tokens(&scene);
    scene.tab.give(Hook::Tokens, move |_| Ok(tokens.clone()));
    let details = json!({"loginId": "me", "authFlowType": "USER_AUTH"});
    assert_eq!(
        scene.tab.get_current_user().unwrap(),
        json!({"username": USERNAME, "userId": SUB, "signInDetails": details})
    );
    scene.tab.give(Hook::Tokens, |_| Ok(foreign_tokens()));
    assert_eq!(scene.tab.get_current_user().unwrap(), json!({"username": "u-1", "userId": "u-1"}));
}

#[test]
fn account_functions_send_the_applications_access_token() {
    let scene = Scene::with_config(user_pool_config());
    let tokens = cognito_tokens(&scene);
    let access = tokens["accessToken"].clone();
    scene.tab.give(Hook::Tokens, move |_| Ok(tokens.clone()));
    scene.world.network.answer("GetUser", Reply::json(json!({"UserAttributes": []})));
    scene.tab.account("fetchUserAttributes", Value::Null).unwrap();
    assert_eq!(scene.world.network.bodies("GetUser"), [json!({ "AccessToken": access })]);
}

#[test]
fn without_tokens_nobody_is_signed_in_whatever_is_stored() {
    let scene = provided(user_pool_config(), Value::Null);
    let session = scene.tab.session();
    assert_eq!((session.is_signed_in, session.tokens.unwrap_err().name()), (false, "SignedOutException"));
    assert_eq!(scene.tab.get_current_user().unwrap_err().name(), "UserUnAuthenticatedException");
    let error = scene.tab.account("fetchUserAttributes", Value::Null).unwrap_err();
    assert_eq!(error.name(), "UserUnAuthenticatedException");
}

#[test]
fn answers_that_are_no_tokens_are_typed_errors() {
    let good = foreign_tokens()["accessToken"].clone();
    for answer in [
        json!({}),
        json!("tokens"),
        json!([good]),
        json!({"accessToken": "opaque"}),
        json!({"accessToken": 5}),
        json!({"accessToken": "a".repeat(100_001)}),
        json!({"idToken": good}),
        json!({"accessToken": good, "idToken": "a.b"}),
        json!({"accessToken": good, "idToken": false}),
    ] {
        let scene = provided(both_pools_config(true), answer.clone());
        let session = scene.tab.session();
        assert!(!session.is_signed_in);
        assert_eq!(session.user_sub.unwrap_err().name(), "TokenProviderException", "{answer}");
        let error = session.credentials.unwrap_err();
        assert_eq!((error.name(), error.retryable()), ("TokenProviderException", true));
        assert_eq!(scene.tab.get_current_user().unwrap_err().name(), "TokenProviderException");
        assert!(scene.operations().is_empty(), "guest credentials must not replace those of the user");
    }
}

#[test]
fn a_provider_that_fails_or_does_not_answer_is_a_typed_error() {
    let scene = provided(user_pool_config(), Value::Null);
    scene.tab.give(Hook::Tokens, |_| Err(Error::new(&names::TOKEN_PROVIDER)));
    let session = scene.tab.session();
    assert_eq!((session.is_signed_in, session.tokens.unwrap_err().name()), (false, "TokenProviderException"));

    scene.tab.give_silent(Hook::Tokens);
    let start = scene.world.clock.page();
    let error = scene.tab.session().tokens.unwrap_err();
    assert_eq!((error.name(), error.message()), ("TokenProviderException", "the tokenProvider did not answer in time"));
    assert_eq!(scene.world.clock.page(), start.plus_millis(30_000));
}

#[test]
fn a_sign_in_is_refused_before_anything_is_sent() {
    let scene = provided(user_pool_config(), Value::Null);
    let before = scene.world.local.items();
    for error in [
        scene.tab.sign_in(password_input()).unwrap_err(),
        scene.tab.confirm_sign_in(json!({"challengeResponse": "1"})).unwrap_err(),
        scene.tab.auto_sign_in().unwrap_err(),
    ] {
        assert_eq!((error.name(), error.retryable()), ("TokenProviderException", false));
    }
    assert!(!scene.tab.prepare_sign_in().unwrap());
    scene.tab.give(Hook::Tokens, |_| Ok(foreign_tokens()));
    assert_eq!(scene.tab.sign_in(password_input()).unwrap_err().name(), "UserAlreadyAuthenticatedException");
    assert!(scene.operations().is_empty());
    assert_eq!(scene.world.local.items(), before);
}

#[test]
fn a_sign_in_that_began_before_the_provider_was_given_stores_nothing() {
    let scene = Scene::with_config(user_pool_config());
    let gate = scene.world.network.hold("InitiateAuth");
    let call = scene.tab.start(calls::sign_in, password_input());
    scene.tab.give(Hook::Tokens, |_| Ok(Value::Null));
    gate.open();
    assert_eq!(call.finish().unwrap_err().name(), "TokenProviderException");
    assert_eq!(scene.operations(), ["InitiateAuth", "RevokeToken"]);
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn a_sign_out_clears_credentials_and_says_so_but_leaves_storage_and_service_alone() {
    let scene = provided(user_pool_config(), foreign_tokens());
    scene.tab.give(Hook::ClearCredentials, |_| Ok(Value::Null));
    let before = scene.world.local.items();
    scene.world.forget_past();
    assert!(scene.tab.sign_out().is_complete());
    assert!(scene.operations().is_empty());
    assert_eq!(scene.world.local.items(), before);
    assert_eq!(scene.world.trace.of(&["ask", "event"]), ["ask ClearCredentials", "event signedOut"]);
}

#[test]
fn a_global_sign_out_sends_the_applications_access_token() {
    let scene = Scene::with_config(user_pool_config());
    let tokens = cognito_tokens(&scene);
    let access = tokens["accessToken"].clone();
    scene.tab.give(Hook::Tokens, move |_| Ok(tokens.clone()));
    let global = || scene.tab.start(calls::sign_out, json!({"global": true})).finish();
    assert!(global().unwrap().is_complete());
    assert_eq!(scene.operations(), ["GlobalSignOut"]);
    assert_eq!(scene.world.network.bodies("GlobalSignOut"), [json!({ "AccessToken": access })]);

    scene.tab.give(Hook::Tokens, |_| Ok(foreign_tokens()));
    let (_, error) = global().unwrap().global_sign_out_error.unwrap();
    assert_eq!(error.name(), "TokenRefreshException", "an expired token that cannot be refreshed");

    scene.tab.give(Hook::Tokens, |_| Err(Error::new(&names::TOKEN_PROVIDER)));
    scene.world.forget_past();
    assert_eq!(global().unwrap_err().name(), "TokenProviderException");
    assert!(scene.world.event_names().is_empty());
}

#[test]
fn a_deletion_leaves_what_is_stored_alone() {
    let scene = Scene::with_config(user_pool_config());
    scene.store_session();
    scene.remember_device();
    let tokens = cognito_tokens(&scene);
    scene.tab.give(Hook::Tokens, move |_| Ok(tokens.clone()));
    scene.world.network.answer("DeleteUser", Reply::empty());
    let before = scene.world.local.items();
    scene.tab.account("deleteUser", Value::Null).unwrap();
    assert_eq!(scene.world.event_names(), ["userDeleted", "signedOut"]);
    assert_eq!(scene.world.local.items(), before);
    assert!(before.contains_key(LAST_AUTH_USER));
}

#[test]
fn the_identity_pool_gets_the_applications_id_token_and_its_identity_is_not_stored() {
    let scene = provided(both_pools_config(false), foreign_tokens());
    let before = scene.world.local.items();
    scene.tab.session();
    let id_token = foreign_tokens()["idToken"].clone();
    assert_eq!(scene.world.network.bodies("GetId")[0]["Logins"], json!({"id.example.com": id_token}));
    assert_eq!(scene.world.local.items(), before);

    // Even if the stored session is of the same user.
    let tokens = cognito_tokens(&scene);
    scene.tab.give(Hook::Tokens, move |_| Ok(tokens.clone()));
    assert!(scene.tab.session().credentials.is_ok());
    assert_eq!(scene.world.local.items(), before);
}

#[test]
fn tokens_that_name_no_user_get_no_credentials_which_others_could_get() {
    let claims = json!({"iss": "https://id.example.com", "exp": 1});
    let scene = provided(both_pools_config(false), json!({"accessToken": jwt(&claims), "idToken": jwt(&claims)}));
    assert_eq!(scene.tab.session().credentials.unwrap_err().name(), "InvalidIdTokenException");
    assert!(scene.operations().is_empty());
}

#[test]
fn no_user_pool_is_needed_for_a_session() {
    let scene = provided(identity_pool_config(), foreign_tokens());
    let session = scene.tab.session();
    assert!(session.is_signed_in && session.tokens.is_ok());
    assert_eq!(scene.tab.get_current_user().unwrap_err().name(), "AuthUserPoolException");
}
