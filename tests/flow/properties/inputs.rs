//! The inputs of the public functions.

use core::ops::RangeInclusive;

use cognito_wasm::error::{Category, Error};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::strategies::{almost, any_json};
use crate::support::{Reply, Scene, calls};

/// A scene with a sign-in that waits for an answer, and a service that refuses everything.
fn scene() -> Scene {
    let scene = Scene::waiting_for_code();
    scene.world.network.serve(|_| Reply::error("ForbiddenException"));
    scene
}

fn any_input() -> impl Strategy<Value = Value> {
    let right = json!({
        "username": "username", "password": "Password123", "confirmationCode": "123456", "challengeResponse": "123456",
        "forceRefresh": true, "global": true, "clientMetadata": {"a": "1"},
        "options": {
            "userAttributes": {"email": "my@email.com"}, "validationData": {"a": "1"}, "clientMetadata": {"b": "2"},
            "metadata": {}, "forceAliasCreation": false, "authFlowType": "USER_PASSWORD_AUTH",
        },
    });
    prop_oneof![4 => almost(right), 1 => any_json()]
}

/// A refused input sends no request. An accepted one is sent, and the result is the service's refusal.
fn check_refused<T>(scene: &Scene, result: &Result<T, Error>) -> Result<(), TestCaseError> {
    let sent = scene.operations().len();
    match result {
        Err(error) if error.category() == Category::Validation => prop_assert_eq!(sent, 0, "{:?}", error),
        Err(error) => prop_assert_eq!((error.name(), sent), ("ForbiddenException", 1)),
        Ok(_) => prop_assert!(false, "the service has refused everything"),
    }
    scene.world.network.forget();
    Ok(())
}

/// The result of a function whose output contains the service's refusals, and the number of requests.
fn check_told<T>(
    scene: &Scene,
    result: Result<T, Error>,
    requests: RangeInclusive<usize>,
) -> Result<Option<T>, TestCaseError> {
    let sent = scene.operations().len();
    scene.world.network.forget();
    match result {
        Err(error) => prop_assert_eq!((error.category(), sent), (Category::Validation, 0), "{:?}", error),
        Ok(value) => {
            prop_assert!(requests.contains(&sent), "{} requests", sent);
            return Ok(Some(value));
        }
    }
    Ok(None)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn are_taken_or_refused_before_a_request(input in any_input()) {
        let scene = scene();
        check_refused(&scene, &scene.tab.sign_up(input.clone()))?;
        check_refused(&scene, &scene.tab.confirm_sign_up(input.clone()))?;
        check_refused(&scene, &scene.tab.resend_sign_up_code(input.clone()))?;
        check_refused(&scene, &scene.tab.confirm_sign_in(input.clone()))?;
        check_refused(&scene, &scene.tab.sign_in(input.clone()))?;
        let signed_out = scene.tab.start(calls::sign_out, input.clone()).finish();
        if let Some(output) = check_told(&scene, signed_out, 0..=0)? {
            prop_assert!(output.is_complete());
        }
        scene.store_session();
        // From the refresh or the identity pool. Neither ends the session.
        let session = scene.tab.start(calls::fetch_auth_session, input).finish();
        if let Some(session) = check_told(&scene, session, 1..=1)? {
            prop_assert!(session.is_signed_in && session.credentials.is_err());
        }
    }
}
