//! The application's own headers, and its client metadata for refreshes.

use core::cell::Cell;
use std::rc::Rc;

use cognito_wasm::host::Hook;
use serde_json::{Value, json};

use crate::support::seed::{password_input, srp_input, user_pool_config};
use crate::support::{Reply, Scene, calls};

const REFRESH: &str = "GetTokensFromRefreshToken";

/// A scene whose application numbers its answers.
fn numbered(config: Value) -> Scene {
    let scene = Scene::with_config(config);
    let number = Rc::new(Cell::new(0_u32));
    scene.tab.give(Hook::Headers, move |_| {
        number.set(u32::saturating_add(number.get(), 1));
        Ok(json!({"X-Number": number.get().to_string()}))
    });
    scene
}

#[test]
fn every_operation_of_the_user_pool_has_them_and_none_of_the_identity_pool() {
    let scene = numbered(crate::support::seed::mobile_config());
    scene.tab.sign_in(srp_input()).unwrap();
    scene.tab.session();
    scene.tab.sign_out();
    let sent: Vec<_> = scene
        .world
        .network
        .requests()
        .iter()
        .map(|request| (request.operation.clone(), request.header("x-number").to_owned()))
        .collect();
    let expected = [
        ("InitiateAuth", "1"),
        ("RespondToAuthChallenge", "2"),
        ("GetId", ""),
        ("GetCredentialsForIdentity", ""),
        ("RevokeToken", "3"),
    ];
    assert_eq!(sent, expected.map(|(operation, number)| (operation.to_owned(), number.to_owned())));
}

#[test]
fn the_attempts_of_an_operation_have_the_same() {
    let scene = numbered(user_pool_config());
    scene.world.network.answer("InitiateAuth", Reply::lost());
    scene.world.network.answer("InitiateAuth", Reply::page(503));
    scene.tab.sign_in(srp_input()).unwrap();
    let numbers: Vec<_> =
        scene.world.network.requests().iter().map(|request| request.header("x-number").to_owned()).collect();
    assert_eq!(numbers, ["1", "1", "1", "2"]);
}

#[test]
fn headers_that_cannot_be_sent_end_the_call_before_it_is_sent() {
    for answer in [json!({"x-amz-target": "a"}), json!({"x": "a\nb"}), json!({"a b": "c"}), json!([]), Value::Null] {
        let scene = Scene::with_config(user_pool_config());
        scene.tab.give(Hook::Headers, move |_| Ok(answer.clone()));
        let error = scene.tab.sign_in(password_input()).unwrap_err();
        assert_eq!(error.name(), "CustomHeadersException");
        assert!(scene.operations().is_empty());
    }
}

#[test]
fn a_failing_hook_ends_a_refresh_but_not_the_session() {
    let scene = Scene::expired_tokens();
    scene.tab.give_silent(Hook::Headers);
    let error = scene.tab.session().tokens.unwrap_err();
    assert_eq!((error.name(), error.message()), ("CustomHeadersException", "the headers hook did not answer in time"));
    assert!(scene.stored("refreshToken").is_some());
}

#[test]
fn a_refresh_without_client_metadata_has_that_of_the_provider() {
    let scene = Scene::expired_tokens();
    scene.tab.give(Hook::ClientMetadata, |_| Ok(json!({"from": "provider"})));
    let calls: Vec<_> = (0..3).map(|_| scene.tab.start(calls::fetch_auth_session, Value::Null)).collect();
    for call in calls {
        assert!(call.finish().unwrap().is_signed_in);
    }
    assert_eq!(scene.world.network.bodies(REFRESH).len(), 1, "the calls share one refresh");
    scene.tab.session_with(json!({"forceRefresh": true, "clientMetadata": {"from": "call"}}));
    let sent: Vec<_> =
        scene.world.network.bodies(REFRESH).iter().map(|body| body["ClientMetadata"]["from"].clone()).collect();
    assert_eq!(sent, ["provider", "call"]);
    assert_eq!(scene.world.trace.of(&["ask"]), ["ask ClientMetadata"], "asked only where it is needed");
}

#[test]
fn a_provider_of_client_metadata_that_fails_ends_the_refresh_but_not_the_session() {
    for answer in [json!("text"), json!({"a": 5}), json!([1])] {
        let scene = Scene::expired_tokens();
        scene.tab.give(Hook::ClientMetadata, move |_| Ok(answer.clone()));
        let session = scene.tab.session();
        assert_eq!(session.tokens.unwrap_err().name(), "ClientMetadataProviderException");
        assert!(session.is_signed_in && scene.operations().is_empty());
    }
    let scene = Scene::expired_tokens();
    scene.tab.give(Hook::ClientMetadata, |_| Ok(Value::Null));
    assert!(scene.tab.session().tokens.is_ok());
    assert!(scene.world.network.bodies(REFRESH)[0].get("ClientMetadata").is_none());
}
