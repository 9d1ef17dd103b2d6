//! From the name of a public function to its flow.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::session;
use crate::browser::{Browser, value};
use crate::cognito::Service;
use crate::error::{Error, Result, names};
use crate::flow::{
    Auth, AuthUser, CancelRedirectInput, CompleteRedirectInput, ConfirmSignInInput, ConfirmSignUpInput,
    ExportSessionInput, FederateToIdentityPoolInput, FetchAuthSessionInput, GetCurrentUserInput, ImportSessionInput,
    Persistence, RedirectInput, ResendSignUpCodeInput, SessionParts, SignInInput, SignOutInput, SignUpInput,
};
use crate::host::Host as _;
use crate::json::Json;

/// Reads the input with the call's limits, runs the flow, and converts its output.
pub(super) async fn call(auth: &Rc<Auth<Browser>>, function: &str, input: Option<Json>) -> Result<JsValue> {
    let mut input =
        input.ok_or_else(|| Error::new(&names::INVALID_INPUT).with_message("the input is not plain data"))?;
    let mut limits = auth.host().request_limits().take(&mut input, &names::INVALID_INPUT)?;
    if let Some(options) = input.get_mut("options") {
        limits = limits.take(options, &names::INVALID_INPUT)?;
    }
    let output = auth.with_limits(limits, run(auth, function, input)).await;
    // An asynchronous storage has been read by now.
    auth.revoke_queued_tokens();
    output
}

async fn run(auth: &Rc<Auth<Browser>>, function: &str, mut input: Json) -> Result<JsValue> {
    let output = match function {
        "beginRedirect" => auth.begin_redirect(RedirectInput::parse(input)?).await?.to_json(),
        "cancelRedirect" => auth.cancel_redirect(&CancelRedirectInput::parse(input)?).map(|()| Json::Null)?,
        "clearCredentials" => auth.clear_credentials().await.map(|()| Json::Null)?,
        "clearFederationToIdentityPool" => auth.clear_federation().map(|()| Json::Null)?,
        "autoSignIn" => auth.auto_sign_in().await?.to_json(),
        "completeRedirect" => auth.complete_redirect(CompleteRedirectInput::parse(input)?).await?.to_json(),
        "confirmSignIn" => auth.confirm_sign_in(ConfirmSignInInput::parse(input)?).await?.to_json(),
        "confirmSignUp" => auth.confirm_sign_up(ConfirmSignUpInput::parse(input)?).await?.to_json(),
        "exportSession" => auth.export_session(ExportSessionInput::parse(input)?).await?.to_json(),
        "federateToIdentityPool" => {
            let input = FederateToIdentityPoolInput::parse(input)?;
            auth.federate_to_identity_pool(input).await?.to_json_with_identity()
        }
        "fetchAuthSession" | "getTokens" | "getCredentials" => {
            let parts = match function {
                "getTokens" => SessionParts::Tokens,
                "getCredentials" => SessionParts::Credentials,
                _ => SessionParts::All,
            };
            let input = FetchAuthSessionInput { parts, ..FetchAuthSessionInput::parse(input)? };
            return Ok(session::session(&auth.fetch_auth_session(input).await?));
        }
        "getCurrentUser" => auth.get_current_user_with(GetCurrentUserInput::parse(&input)?).await?.to_json(),
        "importSession" => auth.import_session(ImportSessionInput::parse(input)?).await?.to_json(),
        "invalidateCachedCredentials" => {
            auth.invalidate_cached_credentials();
            Json::Null
        }
        "listCurrentUsers" => Json::Array(auth.list_current_users()?.iter().map(AuthUser::to_json).collect()),
        "prepareSignIn" => auth.prepare_sign_in().await?.into(),
        "resendSignUpCode" => auth.resend_sign_up_code(ResendSignUpCodeInput::parse(input)?).await?.to_json(),
        // `call` does it after every function, when an asynchronous storage has been read.
        "revokeQueued" => Json::Null,
        "send" => {
            let is_of_users = input.get("service").as_text() == Some("cognitoIdentityProvider");
            let service = if is_of_users { Service::UserPools } else { Service::IdentityPools };
            let operation = input.take("operation").into_text().unwrap_or_default();
            auth.send(service, operation, input.take("input")).await?
        }
        "setCurrentUser" => {
            auth.set_current_user(input.get("username").as_text().unwrap_or_default())?;
            Json::Null
        }
        "setPersistence" => {
            let persistence = Persistence::read(&mut input)?;
            let missing = || Error::new(&names::INVALID_INPUT).with_message("`persistence` is missing");
            auth.set_persistence(persistence.ok_or_else(missing)?).await.map(|()| Json::Null)?
        }
        "signIn" => auth.sign_in(SignInInput::parse(input)?).await?.to_json(),
        "signOut" => return Ok(session::sign_out(&auth.sign_out(SignOutInput::parse(input)?).await?)),
        "signUp" => auth.sign_up(SignUpInput::parse(input)?).await?.to_json(),
        _ => auth.account(function, input).await?,
    };
    // A function without an output resolves with nothing, not with null.
    Ok(if output.is_null() { JsValue::UNDEFINED } else { value::to_js(&output) })
}
