//! The public functions, called with plain data as from JavaScript.

use cognito_wasm::error::Result;
use cognito_wasm::flow::{
    AuthSession, CancelRedirectInput, CompleteRedirectInput, ConfirmSignInInput, ConfirmSignUpInput,
    ExportSessionInput, FetchAuthSessionInput, GetCurrentUserInput, ImportSessionInput, RedirectInput,
    ResendSignUpCodeInput, SignInInput, SignOutInput, SignOutOutput, SignUpInput,
};
use cognito_wasm::json::Json;
use serde_json::Value;

use super::tab::SimulatedAuth;

pub(crate) async fn sign_up(auth: SimulatedAuth, input: Value) -> Result<Value> {
    Ok(value(&auth.sign_up(SignUpInput::parse(json(input))?).await?.to_json()))
}

pub(crate) async fn confirm_sign_up(auth: SimulatedAuth, input: Value) -> Result<Value> {
    Ok(value(&auth.confirm_sign_up(ConfirmSignUpInput::parse(json(input))?).await?.to_json()))
}

pub(crate) async fn resend_sign_up_code(auth: SimulatedAuth, input: Value) -> Result<Value> {
    Ok(value(&auth.resend_sign_up_code(ResendSignUpCodeInput::parse(json(input))?).await?.to_json()))
}

/// Takes no input.
pub(crate) async fn auto_sign_in(auth: SimulatedAuth, _: Value) -> Result<Value> {
    Ok(value(&auth.auto_sign_in().await?.to_json()))
}

pub(crate) async fn prepare_sign_in(auth: SimulatedAuth, _: Value) -> Result<bool> {
    auth.prepare_sign_in().await
}

pub(crate) async fn sign_in(auth: SimulatedAuth, input: Value) -> Result<Value> {
    Ok(value(&auth.sign_in(SignInInput::parse(json(input))?).await?.to_json()))
}

pub(crate) async fn confirm_sign_in(auth: SimulatedAuth, input: Value) -> Result<Value> {
    Ok(value(&auth.confirm_sign_in(ConfirmSignInInput::parse(json(input))?).await?.to_json()))
}

pub(crate) async fn get_current_user(auth: SimulatedAuth, input: Value) -> Result<Value> {
    Ok(value(&auth.get_current_user_with(GetCurrentUserInput::parse(&json(input))?).await?.to_json()))
}

pub(crate) async fn fetch_auth_session(auth: SimulatedAuth, input: Value) -> Result<AuthSession> {
    auth.fetch_auth_session(FetchAuthSessionInput::parse(json(input))?).await
}

pub(crate) async fn clear_credentials(auth: SimulatedAuth, _: Value) -> Result<()> {
    auth.clear_credentials().await
}

pub(crate) async fn sign_out(auth: SimulatedAuth, input: Value) -> Result<SignOutOutput> {
    auth.sign_out(SignOutInput::parse(json(input))?).await
}

pub(crate) async fn account(auth: SimulatedAuth, function: &'static str, input: Value) -> Result<Value> {
    Ok(value(&auth.account(function, json(input)).await?))
}

pub(crate) async fn list_current_users(auth: SimulatedAuth, _: Value) -> Result<Value> {
    Ok(auth.list_current_users()?.iter().map(|user| value(&user.to_json())).collect())
}

pub(crate) async fn set_current_user(auth: SimulatedAuth, input: Value) -> Result<()> {
    auth.set_current_user(input.as_str().unwrap_or_default())
}

pub(crate) async fn export_session(auth: SimulatedAuth, input: Value) -> Result<Value> {
    Ok(value(&auth.export_session(ExportSessionInput::parse(json(input))?).await?.to_json()))
}

pub(crate) async fn import_session(auth: SimulatedAuth, input: Value) -> Result<Value> {
    Ok(value(&auth.import_session(ImportSessionInput::parse(json(input))?).await?.to_json()))
}

pub(crate) async fn begin_redirect(auth: SimulatedAuth, input: Value) -> Result<Value> {
    Ok(value(&auth.begin_redirect(RedirectInput::parse(json(input))?).await?.to_json()))
}

pub(crate) async fn complete_redirect(auth: SimulatedAuth, input: Value) -> Result<Value> {
    Ok(value(&auth.complete_redirect(CompleteRedirectInput::parse(json(input))?).await?.to_json()))
}

pub(crate) async fn cancel_redirect(auth: SimulatedAuth, input: Value) -> Result<()> {
    auth.cancel_redirect(&CancelRedirectInput::parse(json(input))?)
}

/// A test's value as the library's; `Null` if it nests too deep.
pub(crate) fn json(value: Value) -> Json {
    serde_json::from_value(value).unwrap_or_default()
}

/// The library's value as a test's.
pub(crate) fn value(json: &Json) -> Value {
    serde_json::to_value(json).unwrap()
}
