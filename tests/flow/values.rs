//! Inputs that a project in Rust builds from values: each sends what JavaScript's form of it sends, with the same checks.

mod account;

use core::fmt::Debug;
use core::future::Future;

use cognito_wasm::config::AuthFlowType;
use cognito_wasm::error::Result;
use cognito_wasm::flow::{
    ClientMetadata, ConfirmSignInInput, ConfirmSignUpInput, ResendSignUpCodeInput, SignInInput, SignUpInput,
};
use cognito_wasm::secret::Secret;
use serde_json::{Value, json};

use crate::support::seed::{PASSWORD, USERNAME, password_input, srp_input};
use crate::support::{Reply, Scene, SimulatedAuth};

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// `{"a": "1"}`: of a name that is there twice, the last value counts.
fn metadata() -> ClientMetadata {
    [("a", "replaced"), ("a", "1")].into_iter().collect()
}

/// Every request, in order, with its body as text: a member that is there twice is seen, too.
fn sent(scene: &Scene) -> Vec<(String, String)> {
    let requests = scene.world.network.requests().into_iter();
    requests.map(|request| (request.operation, String::from_utf8(request.content).unwrap())).collect()
}

/// The result of a call by values, after checking that it sends and stores what the call by plain data does.
fn same<T, V, F>(
    scene: impl Fn() -> Scene,
    by_data: impl FnOnce(&Scene) -> Result<V>,
    by_values: impl FnOnce(SimulatedAuth) -> F,
) -> T
where
    T: 'static,
    F: Future<Output = Result<T>> + 'static,
{
    let (data, values) = (scene(), scene());
    by_data(&data).unwrap();
    let output = values.world.start(by_values(values.tab.auth())).finish().unwrap();
    assert!(!sent(&data).is_empty());
    assert_eq!(sent(&values), sent(&data));
    assert_eq!(values.world.local.items(), data.world.local.items());
    output
}

/// The name of the error that a call by values gives before it sends anything.
fn refused<T, F>(scene: &Scene, by_values: impl FnOnce(SimulatedAuth) -> F) -> String
where
    T: Debug + 'static,
    F: Future<Output = Result<T>> + 'static,
{
    scene.world.network.serve(|_| Reply::error("NotExpectedException"));
    let error = scene.world.start(by_values(scene.tab.auth())).finish().unwrap_err();
    assert_eq!(error.category().name(), "validation", "{error}");
    assert_eq!(scene.operations(), [""; 0]);
    error.name().to_owned()
}

/// Nobody is signed in, and this operation is answered once.
fn answering(operation: &'static str, reply: Value) -> impl Fn() -> Scene {
    move || {
        let scene = Scene::signed_out();
        scene.world.network.answer(operation, Reply::json(reply.clone()));
        scene
    }
}

#[test]
fn a_sign_up_sends_what_plain_data_sends() {
    let registered = answering("SignUp", json!({"UserConfirmed": true}));
    let whole = json!({"username": USERNAME, "password": PASSWORD, "options": {
        "userAttributes": {"email": "e", "name": ""}, "validationData": {"v": "2"}, "clientMetadata": {"a": "1"},
        "autoSignIn": true,
    }});
    let output = same(
        &registered,
        |scene| scene.tab.sign_up(whole),
        |auth| async move {
            let input = SignUpInput::new(USERNAME, Some(secret(PASSWORD)))?
                .with_user_attributes([("email", "e"), ("name", "")].into_iter().collect())
                .with_validation_data([("v", "2")].into_iter().collect())
                .with_client_metadata([("b", "replaced")].into_iter().collect())
                .with_client_metadata(metadata())
                .with_auto_sign_in();
            auth.sign_up(input).await
        },
    );
    assert!(output.user_confirmed && output.auto_sign_in);

    for none in [None, Some("")] {
        let output = same(
            &registered,
            |scene| scene.tab.sign_up(json!({"username": USERNAME})),
            |auth| async move { auth.sign_up(SignUpInput::new(USERNAME, none.map(secret))?).await },
        );
        assert!(!output.auto_sign_in);
    }
}

#[test]
fn the_sign_in_after_a_sign_up_sends_what_plain_data_sends() {
    for flow in [None, Some(AuthFlowType::UserPassword), Some(AuthFlowType::UserSrp)] {
        let option = flow.map_or(json!(true), |flow| json!({"authFlowType": flow.name()}));
        let input = json!({"username": USERNAME, "password": PASSWORD, "options": {"autoSignIn": option}});
        let output = same(
            answering("SignUp", json!({"UserConfirmed": true})),
            |scene| {
                scene.tab.sign_up(input)?;
                scene.tab.auto_sign_in()
            },
            |auth| async move {
                let input = SignUpInput::new(USERNAME, Some(secret(PASSWORD)))?;
                let input = match flow {
                    Some(flow) => input.with_auto_sign_in_by(flow),
                    None => input.with_auto_sign_in(),
                };
                auth.sign_up(input).await?;
                auth.auto_sign_in().await
            },
        );
        assert!(output.is_signed_in());
    }
}

#[test]
fn a_confirmation_and_another_code_send_what_plain_data_sends() {
    let options = json!({"forceAliasCreation": true, "clientMetadata": {"a": "1"}});
    same(
        answering("ConfirmSignUp", json!({})),
        |scene| {
            let input = json!({"username": USERNAME, "confirmationCode": "123456", "options": options});
            scene.tab.confirm_sign_up(input)
        },
        |auth| async move {
            let input = ConfirmSignUpInput::new(USERNAME, secret("123456"))?;
            auth.confirm_sign_up(
                input.with_force_alias_creation(false).with_force_alias_creation(true).with_client_metadata(metadata()),
            )
            .await
        },
    );
    let delivery = same(
        answering("ResendConfirmationCode", json!({"CodeDeliveryDetails": {"DeliveryMedium": "SMS"}})),
        |scene| {
            let input = json!({"username": USERNAME, "options": {"clientMetadata": {"a": "1"}}});
            scene.tab.resend_sign_up_code(input)
        },
        |auth| async move {
            auth.resend_sign_up_code(ResendSignUpCodeInput::new(USERNAME)?.with_client_metadata(metadata())).await
        },
    );
    assert_eq!(delivery.delivery_medium.as_deref(), Some("SMS"));
}

#[test]
fn what_a_sign_up_lacks_is_named() {
    let name = |result: Result<()>| result.unwrap_err().name().to_owned();
    assert_eq!(name(SignUpInput::new("", Some(secret(PASSWORD))).map(drop)), "EmptySignUpUsername");
    assert_eq!(name(ResendSignUpCodeInput::new("").map(drop)), "EmptySignUpUsername");
    for code in ["", "123456"] {
        assert_eq!(name(ConfirmSignUpInput::new("", secret(code)).map(drop)), "EmptyConfirmSignUpUsername");
    }
    assert_eq!(name(ConfirmSignUpInput::new(USERNAME, secret("")).map(drop)), "EmptyConfirmSignUpCode");
}

#[test]
fn a_sign_in_sends_what_plain_data_sends() {
    let output = same(
        Scene::signed_out,
        |scene| scene.tab.sign_in(srp_input()),
        |auth| async move { auth.sign_in(SignInInput::new(USERNAME.to_owned(), Some(secret(PASSWORD)))).await },
    );
    assert!(output.is_signed_in());
    let mut input = password_input();
    input["options"]["clientMetadata"] = json!({"a": "1"});
    let output = same(
        Scene::signed_out,
        |scene| scene.tab.sign_in(input),
        |auth| async move {
            let mut input = SignInInput::new(USERNAME.to_owned(), Some(secret(PASSWORD)));
            input.flow = Some(AuthFlowType::UserPassword);
            input.client_metadata = Some(metadata());
            auth.sign_in(input).await
        },
    );
    assert!(output.is_signed_in());
}

fn without_password(flow: AuthFlowType, preferred_challenge: Option<String>) -> SignInInput {
    let mut input = SignInInput::new(USERNAME.to_owned(), Some(secret("")));
    input.flow = Some(flow);
    input.preferred_challenge = preferred_challenge;
    input
}

#[test]
fn empty_text_in_a_sign_in_counts_as_none() {
    let preferring = |preferred: &str| Some(preferred.to_owned());
    for (flow, preferred_challenge) in [
        (AuthFlowType::UserSrp, None),
        (AuthFlowType::UserPassword, None),
        (AuthFlowType::CustomWithSrp, None),
        (AuthFlowType::UserAuth, preferring("PASSWORD")),
        (AuthFlowType::UserAuth, preferring("PASSWORD_SRP")),
    ] {
        let name = refused(&Scene::signed_out(), |auth| async move {
            auth.sign_in(without_password(flow, preferred_challenge)).await
        });
        assert_eq!(name, "EmptySignInPassword", "{flow:?}");
    }
    let name = refused(&Scene::signed_out(), |auth| async move {
        auth.sign_in(SignInInput::new(String::new(), Some(secret(PASSWORD)))).await
    });
    assert_eq!(name, "EmptySignInUsername");
}

#[test]
fn empty_text_that_a_sign_in_does_not_need_is_not_sent() {
    let select = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s", "AvailableChallenges": ["EMAIL_OTP"]});
    let custom = json!({"ChallengeName": "CUSTOM_CHALLENGE", "Session": "s", "ChallengeParameters": {}});
    for (flow, challenge) in [(AuthFlowType::UserAuth, select), (AuthFlowType::CustomWithoutSrp, custom)] {
        let without = json!({"username": USERNAME, "options": {"authFlowType": flow.name()}});
        let mut empty = without.clone();
        empty["password"] = json!("");
        empty["options"]["preferredChallenge"] = json!("");
        for input in [without, empty] {
            same(
                answering("InitiateAuth", challenge.clone()),
                |scene| scene.tab.sign_in(input),
                |auth| async move { auth.sign_in(without_password(flow, Some(String::new()))).await },
            );
        }
    }
}

#[test]
fn an_answer_sends_what_plain_data_sends() {
    let output = same(
        Scene::waiting_for_code,
        |scene| {
            let options = json!({"clientMetadata": {"a": "1"}});
            scene.tab.confirm_sign_in(json!({"challengeResponse": "123456", "options": options}))
        },
        |auth| async move {
            let input = ConfirmSignInInput::new(secret("123456"));
            auth.confirm_sign_in(ConfirmSignInInput { client_metadata: Some(metadata()), ..input }).await
        },
    );
    assert!(output.is_signed_in());
}

#[test]
fn an_empty_answer_is_none_and_leaves_the_sign_in_as_it_was() {
    let scene = Scene::waiting_for_code();
    for empty in [Some(secret("")), None] {
        let input = ConfirmSignInInput { challenge_response: empty, ..ConfirmSignInInput::new(secret("1")) };
        let name = refused(&scene, |auth| async move { auth.confirm_sign_in(input).await });
        assert_eq!(name, "EmptyChallengeResponse");
    }
    let call = scene.tab.auth();
    scene.world.network.answer("RespondToAuthChallenge", Reply::error("CodeMismatchException"));
    let answer = async move { call.confirm_sign_in(ConfirmSignInInput::new(secret("0"))).await };
    assert_eq!(scene.world.start(answer).finish().unwrap_err().name(), "CodeMismatchException");
}
