//! Passwords that a Rust caller passes as `Secret`.

use cognito_wasm::error::Result;
use cognito_wasm::flow::SignInInput;
use cognito_wasm::json::Json;
use cognito_wasm::secret::Secret;
use serde_json::{Value, json};

use crate::support::seed::{PASSWORD, USERNAME};
use crate::support::{Reply, Scene, SimulatedAuth};

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

async fn sign_in(auth: SimulatedAuth, password: Value) -> Result<bool> {
    let password = secret(password.as_str().unwrap());
    let input = Json::object().with("username", USERNAME).with("password", password);
    Ok(auth.sign_in(SignInInput::parse(input)?).await?.is_signed_in())
}

async fn update_password(auth: SimulatedAuth, _: Value) -> Result<()> {
    let input = Json::object().with("oldPassword", secret(PASSWORD)).with("newPassword", secret("Changed123"));
    auth.account("updatePassword", input).await.map(drop)
}

#[test]
fn signs_a_user_in() {
    assert!(Scene::signed_out().tab.start(sign_in, json!(PASSWORD)).finish().unwrap());
}

#[test]
fn an_empty_secret_counts_as_missing() {
    let error = Scene::signed_out().tab.start(sign_in, json!("")).finish().unwrap_err();
    assert_eq!(error.name(), "EmptySignInPassword");
}

#[test]
fn reaches_the_account_functions() {
    let scene = Scene::signed_in();
    scene.world.network.answer("ChangePassword", Reply::json(json!({})));
    scene.tab.start(update_password, json!(null)).finish().unwrap();
    let sent = &scene.world.network.bodies("ChangePassword")[0];
    assert_eq!((&sent["PreviousPassword"], &sent["ProposedPassword"]), (&json!(PASSWORD), &json!("Changed123")));
}
