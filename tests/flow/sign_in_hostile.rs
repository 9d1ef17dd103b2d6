//! Servers that must not receive a proof.

use serde_json::{Value, json};

use crate::support::seed::{USERNAME, srp_input};
use crate::support::{Reply, Scene, srp_challenge};

/// N. A multiple of it is not a valid B.
const MODULUS_DIGITS: usize = 768;

/// Signs in to a server with this first reply. Checks the error, that nothing is stored, and that nothing more is sent.
fn expect_refused(reply: &Value, error_name: &str) {
    let scene = Scene::signed_out();
    scene.world.network.answer("InitiateAuth", Reply::json(reply.clone()));
    let error = scene.tab.sign_in(srp_input()).unwrap_err();
    assert_eq!(error.name(), error_name, "{reply}");
    assert!(!error.message().is_empty());
    assert_eq!(scene.operations(), ["InitiateAuth"], "no answer to {reply}");
    assert!(scene.world.local.items().is_empty() && scene.tab.state.session.items().is_empty());
    assert!(scene.world.events().is_empty());
}

fn challenge_with(parameter: &str, value: Value) -> Value {
    let mut challenge = srp_challenge();
    challenge["ChallengeParameters"][parameter] = value;
    challenge
}

fn modulus() -> String {
    cognito_wasm::srp::encoding::hex(&cognito_wasm::srp::group::N)
}

#[test]
fn does_not_answer_a_b_that_would_reveal_the_password() {
    for multiple in
        ["0".to_owned(), "0".repeat(MODULUS_DIGITS), modulus(), modulus().to_uppercase(), format!("00{}", modulus())]
    {
        expect_refused(&challenge_with("SRP_B", multiple.into()), "InvalidSRPChallengeException");
    }
}

#[test]
fn does_not_answer_a_b_that_is_not_a_number_of_the_group() {
    let overlong = "f".repeat(MODULUS_DIGITS + 1);
    for b in
        [json!(""), json!("xyz"), json!("-5"), json!("0x12"), json!(" 12"), json!(overlong), json!(12), Value::Null]
    {
        expect_refused(&challenge_with("SRP_B", b), "InvalidSRPChallengeException");
    }
}

#[test]
fn does_not_answer_an_invalid_salt() {
    for salt in [json!(""), json!("salt"), json!("--1"), json!("-"), json!("a".repeat(10_000)), json!([]), Value::Null]
    {
        expect_refused(&challenge_with("SALT", salt), "InvalidSRPChallengeException");
    }
}

#[test]
fn does_not_answer_a_secret_block_that_is_not_base64() {
    for block in [json!(""), json!("*"), json!("a"), json!("é"), json!({}), Value::Null] {
        expect_refused(&challenge_with("SECRET_BLOCK", block), "InvalidSRPChallengeException");
    }
}

#[test]
fn does_not_prove_a_password_of_an_unnamed_user() {
    for user in [json!(""), json!(7), Value::Null] {
        expect_refused(&challenge_with("USER_ID_FOR_SRP", user), "EmptyUserIdForSRPException");
    }
    for parameters in [json!([]), json!("x"), Value::Null] {
        let reply = json!({"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": parameters});
        expect_refused(&reply, "EmptyUserIdForSRPException");
    }
}

#[test]
fn refuses_an_unknown_challenge() {
    for name in [json!("SOLVE_A_RIDDLE"), json!(""), json!(7), json!("password_verifier"), Value::Null] {
        expect_refused(&json!({"ChallengeName": name, "Session": "s"}), "SignInException");
    }
    for reply in [json!({}), json!([]), json!("x"), json!(7), Value::Null] {
        expect_refused(&reply, "SignInException");
    }
}

#[test]
fn does_not_prove_the_password_twice() {
    let scene = Scene::signed_out();
    scene.world.network.answer("RespondToAuthChallenge", Reply::json(srp_challenge()));
    assert_eq!(scene.tab.sign_in(srp_input()).unwrap_err().name(), "UnexpectedChallengeException");
    assert_eq!(scene.operations(), ["InitiateAuth", "RespondToAuthChallenge"]);
    assert!(scene.tab.state.session.items().is_empty());
}

#[test]
fn errors_contain_no_secret() {
    let scene = Scene::signed_out();
    let reply = challenge_with("SRP_B", "Password123".into());
    scene.world.network.answer("InitiateAuth", Reply::json(reply));
    let error = scene.tab.sign_in(json!({"username": USERNAME, "password": "Password123"})).unwrap_err();
    assert!(!format!("{error} {error:?} {:?}", error.to_json()).contains("Password123"));
}
