//! The inputs of the public functions.

use cognito_wasm::error::{Category, Error};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::strategies::{almost, any_json};
use crate::support::{Reply, Scene, calls};

/// A scene in which a challenge is waited for, and whatever is asked is refused.
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

/// An input that is not accepted costs no request; one that is accepted reaches the service.
fn check<T>(scene: &Scene, result: &Result<T, Error>, requests: usize) -> Result<(), TestCaseError> {
    let sent = scene.operations().len();
    match result {
        Err(error) if error.category() == Category::Validation => prop_assert_eq!(sent, 0, "{:?}", error),
        Err(error) => {
            prop_assert_eq!(error.name(), "ForbiddenException");
            prop_assert_eq!(sent, requests);
        }
        Ok(_) => {}
    }
    scene.world.network.forget();
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn are_taken_or_refused_before_a_request(input in any_input()) {
        let scene = scene();
        check(&scene, &scene.tab.sign_up(input.clone()), 1)?;
        check(&scene, &scene.tab.confirm_sign_up(input.clone()), 1)?;
        check(&scene, &scene.tab.resend_sign_up_code(input.clone()), 1)?;
        check(&scene, &scene.tab.confirm_sign_in(input.clone()), 1)?;
        check(&scene, &scene.tab.sign_in(input.clone()), 1)?;
        check(&scene, &scene.tab.start(calls::sign_out, input.clone()).finish(), 0)?;
        scene.store_session();
        check(&scene, &scene.tab.start(calls::fetch_auth_session, input).finish(), 0)?;
    }
}
