//! The replies of the services.

use cognito_wasm::flow::Credentials;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::strategies::{almost, any_json, any_result, any_text};
use crate::support::seed::{IDENTITY, REVOCATIONS, SUB, key, password_input, srp_input};
use crate::support::{Reply, Scene, srp_challenge};

const ENDINGS: [&str; 6] = [
    "NotAuthorizedException",
    "TokenRevokedException",
    "UserNotFoundException",
    "PasswordResetRequiredException",
    "UserNotConfirmedException",
    "RefreshTokenReuseException",
];

/// A reply with this body or another, with some status; or no reply.
fn any_reply(body: impl Strategy<Value = Value>) -> impl Strategy<Value = Reply> {
    let status = prop_oneof![4 => Just(200_u16), 1 => 200_u16..600];
    prop_oneof![
        8 => (body, status.clone()).prop_map(|(body, status)| Reply::json(body).with_status(status)),
        1 => (any_json(), status.clone()).prop_map(|(body, status)| Reply::json(body).with_status(status)),
        1 => any_text().prop_map(|name| Reply::error(&name)),
        1 => any_text().prop_map(|name| Reply::empty().with_status(400).with_header("x-amzn-errortype", &name)),
        1 => status.clone().prop_map(Reply::page),
        1 => status.prop_map(|status| Reply::empty().with_status(status)),
        1 => Just(Reply::lost()),
        1 => Just(Reply::timed_out()),
    ]
}

/// Sets the reply to an operation and its repetitions.
fn answer(scene: &Scene, operation: &str, reply: &Reply) {
    for _ in 0..3 {
        scene.world.network.answer(operation, reply.clone());
    }
}

/// After a sign-in, the user is signed in or nothing is stored.
fn check_sign_in(scene: &Scene, result: Result<Value, cognito_wasm::error::Error>) -> Result<(), TestCaseError> {
    match result {
        Ok(output) if output["isSignedIn"] == true => {
            prop_assert_eq!(scene.world.event_names(), ["signedIn"]);
            scene.world.network.forget();
            let user = scene.tab.get_current_user();
            // Tokens that have already expired are refreshed, if there is a refresh token.
            if let Err(error) = user {
                let cause = error.source().map(cognito_wasm::error::Error::name);
                let is_spent = cause == Some("TokenRefreshException") && scene.stored("refreshToken").is_none();
                prop_assert!(is_spent || !scene.operations().is_empty(), "{:?}", error);
            }
        }
        Ok(output) => {
            prop_assert!(output["nextStep"]["signInStep"].is_string());
            prop_assert!(scene.world.local.items().is_empty());
        }
        Err(error) => {
            prop_assert!(!error.name().is_empty() && !error.message().is_empty());
            prop_assert!(scene.world.local.items().is_empty(), "{:?} left {:?}", error, scene.world.local.items());
            prop_assert!(scene.tab.state.session.items().is_empty());
            prop_assert!(scene.world.events().is_empty());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn to_the_first_step_of_a_sign_in(reply in any_reply(almost(srp_challenge()))) {
        let scene = Scene::signed_out();
        answer(&scene, "InitiateAuth", &reply);
        let tokens = json!({"AuthenticationResult": scene.user_pool.issue(true)});
        scene.world.network.answer("RespondToAuthChallenge", Reply::json(tokens));
        let result = scene.tab.sign_in(srp_input());
        check_sign_in(&scene, result)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn to_the_last_step_of_a_sign_in(reply in any_reply(any_result())) {
        let scene = Scene::signed_out();
        answer(&scene, "InitiateAuth", &reply);
        let result = scene.tab.sign_in(password_input());
        check_sign_in(&scene, result)?;
    }

    #[test]
    fn to_a_refresh(reply in any_reply(any_result())) {
        let scene = Scene::expired();
        let before = scene.world.local.items();
        answer(&scene, "GetTokensFromRefreshToken", &reply);
        let session = scene.tab.session();
        match session.tokens {
            Ok(tokens) => {
                prop_assert_eq!(scene.stored("accessToken"), Some(tokens.access.raw().to_owned()));
                prop_assert_eq!(tokens.access.text("sub"), Some(SUB));
                prop_assert!(scene.stored("refreshToken").is_some_and(|token| !token.is_empty()));
            }
            Err(error) if error.name() == "SessionExpiredException" => {
                let source = error.source().unwrap();
                prop_assert!(ENDINGS.iter().any(|name| source.name().starts_with(name)), "{:?}", source);
                prop_assert!(scene.world.local.items().is_empty());
            }
            Err(error) => {
                prop_assert!(session.is_signed_in);
                prop_assert!(!error.name().is_empty() && !error.message().is_empty());
                let mut after = scene.world.local.items();
                // A rotated refresh token is kept even if the other tokens are unusable.
                after.insert(key("refreshToken"), before[&key("refreshToken")].clone());
                prop_assert_eq!(after, before, "{:?}", error);
                prop_assert!(scene.stored("refreshToken").is_some_and(|token| !token.is_empty()));
            }
        }
    }

    #[test]
    fn of_an_identity_pool(
        id in any_reply(almost(json!({"IdentityId": IDENTITY}))),
        keys in any_reply(almost(json!({"IdentityId": IDENTITY, "Credentials": {
            "AccessKeyId": "a", "SecretKey": "s", "SessionToken": "t", "Expiration": 1_704_168_245.5,
        }}))),
    ) {
        let scene = Scene::signed_in();
        let before = scene.world.local.items();
        answer(&scene, "GetId", &id);
        answer(&scene, "GetCredentialsForIdentity", &keys);
        let session = scene.tab.session();
        prop_assert!(session.is_signed_in && session.tokens.is_ok());
        prop_assert_eq!(scene.world.local.items_without_identity(), before);
        match session.credentials {
            Ok(credentials) => {
                let Credentials { identity_id, access_key_id, secret_access_key, .. } = &*credentials;
                for text in [identity_id, access_key_id, secret_access_key.expose()] {
                    prop_assert!(!text.is_empty());
                }
            }
            Err(error) => prop_assert!(!error.name().is_empty() && !error.message().is_empty()),
        }
    }

    #[test]
    fn to_a_sign_out(reply in any_reply(any_json())) {
        let scene = Scene::signed_in();
        answer(&scene, "RevokeToken", &reply);
        scene.tab.sign_out();
        prop_assert!(scene.world.local.items().into_keys().all(|key| key == REVOCATIONS));
        prop_assert_eq!(scene.world.event_names(), ["signedOut"]);
    }

    #[test]
    fn to_a_sign_up(reply in any_reply(almost(json!({"UserConfirmed": false, "UserSub": "s", "CodeDeliveryDetails": {
        "Destination": "d", "DeliveryMedium": "EMAIL", "AttributeName": "email",
    }})))) {
        let scene = Scene::signed_out();
        for operation in ["SignUp", "ConfirmSignUp", "ResendConfirmationCode"] {
            answer(&scene, operation, &reply);
        }
        let code = json!({"username": "u", "confirmationCode": "1"});
        for (result, has_step) in [
            (scene.tab.sign_up(password_input()), true),
            (scene.tab.confirm_sign_up(code), true),
            (scene.tab.resend_sign_up_code(password_input()), false),
        ] {
            match result {
                Ok(output) if has_step => prop_assert!(output["nextStep"]["signUpStep"].is_string(), "{}", output),
                Ok(output) => prop_assert!(output.is_object()),
                Err(error) => prop_assert!(!error.name().is_empty() && !error.message().is_empty()),
            }
        }
    }
}
