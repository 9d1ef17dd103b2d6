//! The public functions, called with plain data as from JavaScript.

use cognito_wasm::cognito::Service;
use cognito_wasm::error::Result;
use cognito_wasm::flow::{
    AuthSession, CancelRedirectInput, CompleteRedirectInput, ConfirmSignInInput, ConfirmSignUpInput,
    ExportSessionInput, FederateToIdentityPoolInput, FetchAuthSessionInput, GetCurrentUserInput, ImportSessionInput,
    Persistence, RedirectInput, ResendSignUpCodeInput, SessionParts, SignInInput, SignOutInput, SignOutOutput,
    SignUpInput,
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

/// `getTokens`, which needs no identity pool.
pub(crate) async fn get_tokens(auth: SimulatedAuth, input: Value) -> Result<AuthSession> {
    let input = FetchAuthSessionInput::parse(json(input))?;
    auth.fetch_auth_session(FetchAuthSessionInput { parts: SessionParts::Tokens, ..input }).await
}

/// `getCredentials`, which renews AWS credentials alone.
pub(crate) async fn get_credentials(auth: SimulatedAuth, input: Value) -> Result<AuthSession> {
    let input = FetchAuthSessionInput::parse(json(input))?;
    auth.fetch_auth_session(FetchAuthSessionInput { parts: SessionParts::Credentials, ..input }).await
}

pub(crate) async fn federate(auth: SimulatedAuth, input: Value) -> Result<Value> {
    let input = FederateToIdentityPoolInput::parse(json(input))?;
    Ok(value(&auth.federate_to_identity_pool(input).await?.to_json_with_identity()))
}

pub(crate) async fn clear_federation(auth: SimulatedAuth, _: Value) -> Result<()> {
    auth.clear_federation()
}

pub(crate) async fn invalidate_credentials(auth: SimulatedAuth, _: Value) {
    auth.invalidate_cached_credentials();
}

/// The input has `operation` and `input`, and `isOfIdentities` for an operation of identity pools.
pub(crate) async fn send(auth: SimulatedAuth, mut input: Value) -> Result<Value> {
    let is_of_identities = input["isOfIdentities"].as_bool().unwrap_or_default();
    let service = if is_of_identities { Service::IdentityPools } else { Service::UserPools };
    let operation = input["operation"].as_str().unwrap_or_default().to_owned();
    Ok(value(&auth.send(service, operation, json(input["input"].take())).await?))
}

pub(crate) async fn set_persistence(auth: SimulatedAuth, _: Value) -> Result<()> {
    auth.set_persistence(Persistence::Session).await
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
