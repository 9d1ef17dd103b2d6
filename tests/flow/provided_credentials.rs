//! AWS credentials that the application gives (`credentialsProvider`), and `clearCredentials`.

use core::cell::RefCell;
use std::rc::Rc;

use cognito_wasm::error::{Error, names};
use cognito_wasm::host::Hook;
use serde_json::{Value, json};

use crate::support::seed::{GUEST_KEY, both_pools_config, key, mobile_config, password_input, user_pool_config};
use crate::support::{Reply, Scene, calls};

fn credentials() -> Value {
    let keys = json!({
        "accessKeyId": "ASIAOTHER", "secretAccessKey": "secret", "sessionToken": "token", "expiration": 1_800_000_000,
    });
    json!({"credentials": keys, "identityId": "us-east-1:other"})
}

/// A page of a signed-in user whose application gives these credentials. The second value is what it was asked.
fn provided(config: Value, answer: Value) -> (Scene, Rc<RefCell<Vec<Value>>>) {
    let scene = Scene::with_config(config);
    scene.store_session();
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&asked);
    scene.tab.give(Hook::Credentials, move |input| {
        log.borrow_mut().push(input);
        Ok(answer.clone())
    });
    scene.tab.give(Hook::ClearCredentials, |_| Ok(Value::Null));
    (scene, asked)
}

fn clears(scene: &Scene) -> usize {
    scene.world.trace.of(&["ask"]).iter().filter(|line| *line == "ask ClearCredentials").count()
}

#[test]
fn the_session_has_the_credentials_of_the_application() {
    for config in [both_pools_config(false), user_pool_config()] {
        let (scene, asked) = provided(config, credentials());
        let given = scene.tab.session().credentials.unwrap();
        assert_eq!(given.identity_id, "us-east-1:other");
        assert_eq!(serde_json::to_value(given.to_json()).unwrap()["sessionToken"], "token");
        assert_eq!((given.access_key_id.as_str(), given.expiration), ("ASIAOTHER", Some(1_800_000_000.0)));
        assert!(scene.operations().is_empty());
        scene.tab.session_with(json!({"forceRefresh": true}));
        scene.tab.session();
        let asked = asked.borrow();
        let flags: Vec<_> = asked.iter().map(|input| input["forceRefresh"].as_bool().unwrap()).collect();
        assert_eq!(flags, [false, true, false], "nothing is kept in between");
        assert_eq!(asked[0]["tokens"]["signInDetails"]["loginId"], "username");
        assert_eq!(asked[2]["tokens"]["accessToken"], scene.stored("accessToken").unwrap());
        assert_eq!(asked[2]["tokens"]["idToken"], scene.stored("idToken").unwrap());
    }
}

#[test]
fn a_guest_is_asked_for_too_whatever_the_configuration_says_of_guests() {
    let scene = Scene::with_config(both_pools_config(false));
    scene.tab.give(Hook::Credentials, |input| {
        assert_eq!(input, json!({"forceRefresh": false}));
        Ok(credentials())
    });
    let session = scene.tab.session();
    assert!(!session.is_signed_in && session.credentials.is_ok());
}

#[test]
fn answers_that_are_no_credentials_are_typed_errors_and_the_tokens_are_there() {
    let keys = |key: &str, value: Value| {
        let mut given = credentials();
        given["credentials"][key] = value;
        given
    };
    for answer in [
        Value::Null,
        json!({}),
        json!("credentials"),
        json!({"credentials": "keys"}),
        keys("accessKeyId", Value::Null),
        keys("accessKeyId", json!("")),
        keys("secretAccessKey", json!(5)),
    ] {
        let (scene, _) = provided(user_pool_config(), answer.clone());
        let session = scene.tab.session();
        assert_eq!(session.credentials.unwrap_err().name(), "CredentialsProviderException", "{answer}");
        assert!(session.is_signed_in && session.tokens.is_ok());
    }
}

#[test]
fn a_provider_that_fails_or_does_not_answer_is_a_typed_error() {
    let (scene, _) = provided(user_pool_config(), Value::Null);
    scene.tab.give(Hook::Credentials, |_| Err(Error::new(&names::CREDENTIALS_PROVIDER)));
    assert_eq!(scene.tab.session().credentials.unwrap_err().name(), "CredentialsProviderException");
    scene.tab.give_silent(Hook::Credentials);
    let session = scene.tab.session();
    assert_eq!(session.credentials.unwrap_err().message(), "the credentialsProvider did not answer in time");
    assert!(session.tokens.is_ok());
}

#[test]
fn they_are_cleared_when_the_session_ends_or_the_user_changes() {
    let (scene, _) = provided(user_pool_config(), credentials());
    scene.tab.give_silent(Hook::ClearCredentials);
    scene.tab.sign_out();
    assert_eq!(clears(&scene), 1, "a sign-out waits for no answer");

    scene.store_session();
    scene.world.clock.advance(3_600_000);
    scene.world.network.answer("GetTokensFromRefreshToken", Reply::error("NotAuthorizedException"));
    scene.tab.session();
    assert_eq!(clears(&scene), 2);

    scene.store_session();
    scene.world.network.answer("DeleteUser", Reply::empty());
    scene.tab.account("deleteUser", Value::Null).unwrap();
    assert_eq!(clears(&scene), 3);

    // Another tab signs in another user while a sign-in is under way here.
    let gate = scene.world.network.hold("InitiateAuth");
    let call = scene.tab.start(calls::sign_in, password_input());
    scene.store_session_of("somebody");
    gate.open();
    call.finish().unwrap();
    assert_eq!(clears(&scene), 4);
}

#[test]
fn clearing_removes_cached_credentials_and_the_users_stored_identity_but_not_the_session() {
    let scene = Scene::with_config(mobile_config());
    scene.store_session();
    let first = scene.tab.session().credentials.unwrap().access_key_id.clone();
    let before = scene.world.local.items();
    scene.world.network.forget();
    scene.tab.start(calls::clear_credentials, Value::Null).finish().unwrap();
    let removed: Vec<_> = before.keys().filter(|key| scene.world.local.get(key).is_none()).collect();
    assert_eq!(removed, [&key("identity")]);
    assert!(scene.operations().is_empty() && scene.world.event_names().is_empty());
    let second = scene.tab.session().credentials.unwrap().access_key_id.clone();
    assert_ne!(first, second);
    assert_eq!(scene.operations(), ["GetId", "GetCredentialsForIdentity"]);
}

#[test]
fn clearing_removes_the_guests_identity() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    scene.tab.session().credentials.unwrap();
    assert!(scene.world.local.get(GUEST_KEY).is_some());
    scene.tab.start(calls::clear_credentials, Value::Null).finish().unwrap();
    assert!(scene.world.local.items().is_empty());
}

#[test]
fn credentials_that_were_requested_before_they_were_cleared_are_not_kept() {
    let scene = Scene::with_config(both_pools_config(true));
    scene.identity_pool.guests.set(true);
    for held in ["GetId", "GetCredentialsForIdentity"] {
        let gate = scene.world.network.hold(held);
        let early = scene.tab.start(calls::fetch_auth_session, Value::Null);
        scene.tab.start(calls::clear_credentials, Value::Null).finish().unwrap();
        scene.world.network.forget();
        let late = scene.tab.start(calls::fetch_auth_session, Value::Null);
        gate.open();
        let early = early.finish().unwrap().credentials.unwrap().access_key_id.clone();
        let late = late.finish().unwrap().credentials.unwrap().access_key_id.clone();
        assert_ne!(early, late, "a later call does not join the earlier request");
        scene.world.network.forget();
        assert_eq!(scene.tab.session().credentials.unwrap().access_key_id, late);
        assert!(scene.operations().is_empty());
        scene.tab.start(calls::clear_credentials, Value::Null).finish().unwrap();
    }
}

#[test]
fn clearing_waits_for_the_application_and_reports_its_failure() {
    let (scene, _) = provided(user_pool_config(), credentials());
    scene.tab.start(calls::clear_credentials, Value::Null).finish().unwrap();
    assert_eq!(clears(&scene), 1);
    scene.tab.give(Hook::ClearCredentials, |_| Err(Error::new(&names::CREDENTIALS_PROVIDER)));
    let error = scene.tab.start(calls::clear_credentials, Value::Null).finish().unwrap_err();
    assert_eq!(error.name(), "CredentialsProviderException");
    assert!(scene.stored("accessToken").is_some());
}
