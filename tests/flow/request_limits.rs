//! Time limits and attempts of requests, of an instance and of a call.

use core::future::Future;

use cognito_wasm::error::{Result, names};
use cognito_wasm::host::RequestLimits;
use cognito_wasm::json::Json;
use serde_json::{Value, json};

use crate::support::seed::{USERNAME, password_input, srp_input, user_pool_config};
use crate::support::{Call, Reply, Scene, SimulatedAuth, Tab, calls};

const OWN: RequestLimits = RequestLimits { timeout_ms: 4_000, max_attempts: 2 };
const INSTANCE: RequestLimits = RequestLimits { timeout_ms: 60_000, max_attempts: 5 };

fn read(given: Value) -> Result<RequestLimits> {
    let mut given: Json = serde_json::from_value(given).unwrap();
    INSTANCE.take(&mut given, &names::INVALID_INPUT)
}

/// Starts a call with limits of its own.
fn start_limited<T, F>(tab: &Tab, function: fn(SimulatedAuth, Value) -> F, input: Value) -> Call<T>
where
    T: 'static,
    F: Future<Output = T> + 'static,
{
    let auth = tab.auth();
    tab.state.world.start(async move { auth.with_limits(OWN, function(SimulatedAuth::clone(&auth), input)).await })
}

/// The time limits and the numbers of attempts in the requests.
fn limits(scene: &Scene) -> Vec<(String, u32, String)> {
    let requests = scene.world.network.requests();
    let limit = |header: &str| header.rsplit("max=").next().unwrap().to_owned();
    requests
        .iter()
        .map(|request| (request.operation.clone(), request.time_limit_ms, limit(request.header("amz-sdk-request"))))
        .collect()
}

/// The same for requests that all have these limits.
fn all(operations: &[&str], limits: RequestLimits) -> Vec<(String, u32, String)> {
    operations
        .iter()
        .map(|operation| ((*operation).to_owned(), limits.timeout_ms, limits.max_attempts.to_string()))
        .collect()
}

#[test]
fn are_whole_numbers_in_a_sensible_range() {
    assert_eq!(read(json!({})).unwrap(), INSTANCE);
    assert_eq!(read(json!({"timeoutMs": null, "maxAttempts": null})).unwrap(), INSTANCE);
    assert_eq!(read(json!({"timeoutMs": 4_000, "maxAttempts": 2})).unwrap(), OWN);
    assert_eq!(read(json!({"timeoutMs": 300_000, "maxAttempts": 10})).unwrap().max_attempts, 10);
    assert_eq!(read(json!({"timeoutMs": 1, "maxAttempts": 1})).unwrap().timeout_ms, 1);
    for wrong in [json!(0), json!(-1), json!(1.5), json!(300_001), json!("1"), json!(true), json!([1]), json!({})] {
        let error = read(json!({"timeoutMs": wrong})).unwrap_err();
        assert_eq!(error.name(), "InvalidParameterException");
        assert_eq!(error.message(), "`timeoutMs` is not a whole number from 1 to 300000");
        let error = read(json!({"maxAttempts": wrong})).unwrap_err();
        assert_eq!(error.message(), "`maxAttempts` is not a whole number from 1 to 10");
    }
}

#[test]
fn the_instances_apply_to_every_request() {
    let scene = Scene::signed_out();
    let tab = scene.tab.limited(INSTANCE);
    tab.sign_in(srp_input()).unwrap();
    tab.session();
    tab.sign_out();
    let operations = ["InitiateAuth", "RespondToAuthChallenge", "GetId", "GetCredentialsForIdentity", "RevokeToken"];
    assert_eq!(limits(&scene), all(&operations, INSTANCE));
}

#[test]
fn a_calls_own_apply_to_its_requests_and_to_no_others() {
    let scene = Scene::with_config(user_pool_config());
    let gate = scene.world.network.hold("InitiateAuth");
    let limited = start_limited(&scene.tab, calls::sign_in, srp_input());
    scene.world.network.answer("ResendConfirmationCode", Reply::json(json!({"CodeDeliveryDetails": {}})));
    scene.tab.resend_sign_up_code(json!({"username": USERNAME})).unwrap();
    gate.open();
    limited.finish().unwrap();
    start_limited(&scene.tab, calls::sign_out, json!({"global": true})).finish().unwrap();
    let operations = ["InitiateAuth", "RespondToAuthChallenge", "GlobalSignOut", "RevokeToken"];
    let (others, own): (Vec<_>, Vec<_>) =
        limits(&scene).into_iter().partition(|(operation, ..)| operation == "ResendConfirmationCode");
    assert_eq!(own, all(&operations, OWN));
    assert_eq!(others, all(&["ResendConfirmationCode"], RequestLimits::default()));
}

#[test]
fn shared_work_keeps_to_the_instances() {
    let scene = Scene::signed_out();
    scene.store_session();
    scene.world.clock.advance(3_600_000);
    let tab = scene.tab.limited(INSTANCE);
    start_limited(&tab, calls::fetch_auth_session, Value::Null).finish().unwrap();
    let operations = ["GetTokensFromRefreshToken", "GetId", "GetCredentialsForIdentity"];
    assert_eq!(limits(&scene), all(&operations, INSTANCE));
}

#[test]
fn a_request_is_sent_as_often_as_they_say() {
    for (max_attempts, sent) in [(1, 1), (2, 2), (7, 7)] {
        let scene = Scene::with_config(user_pool_config());
        let tab = scene.tab.limited(RequestLimits { max_attempts, ..RequestLimits::default() });
        for _ in 0..8 {
            scene.world.network.answer("InitiateAuth", Reply::lost());
        }
        assert_eq!(tab.sign_in(srp_input()).unwrap_err().name(), "NetworkError");
        assert_eq!(scene.operations().len(), sent);
    }
}

#[test]
fn what_may_be_sent_once_only_is_not_repeated_however_many_they_allow() {
    let scene = Scene::with_config(user_pool_config());
    let tab = scene.tab.limited(RequestLimits { max_attempts: 10, ..RequestLimits::default() });
    for reply in [Reply::lost(), Reply::page(503)] {
        scene.world.network.forget();
        scene.world.network.answer("InitiateAuth", reply);
        tab.sign_in(password_input()).unwrap_err();
        assert_eq!(scene.operations(), ["InitiateAuth"]);
    }
}
