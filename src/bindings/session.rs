//! Outputs that hold errors, which keep the JavaScript values that caused them.

use wasm_bindgen::JsValue;

use super::as_data::error;
use crate::browser::value::{add, to_js};
use crate::error::{Error, Result, names};
use crate::flow::{AuthSession, SignOutOutput};
use crate::json::Json;
use crate::secret::Secret;
use crate::token::{Jwt, SignInDetails};

/// `{type: "SUCCESS", value}` or `{type: "FAILURE", error}`.
fn result(result: Result<Json>) -> JsValue {
    match result {
        Ok(value) => to_js(&Json::object().with("type", "SUCCESS").with("value", value)),
        Err(failure) => {
            let object = to_js(&Json::object().with("type", "FAILURE"));
            add(&object, "error", &error(&failure));
            object
        }
    }
}

/// The session's parts.
pub(super) fn session(session: &AuthSession) -> JsValue {
    let tokens = session.tokens.as_ref().map_err(Clone::clone);
    let credentials = session.credentials.as_ref().map_err(Clone::clone);
    let details = tokens.as_ref().ok().and_then(|tokens| tokens.sign_in_details.as_ref()).map(SignInDetails::to_json);
    let drift = tokens.as_ref().ok().map(|tokens| Json::from(tokens.clock_drift_ms));
    let object = to_js(
        &Json::object()
            .with("isSignedIn", session.is_signed_in)
            .with("status", session.status.name())
            .with("clockDrift", drift)
            .with("signInDetails", details),
    );
    let tokens = tokens.map(|tokens| {
        Json::object()
            .with("accessToken", tokens.access.raw())
            .with("idToken", tokens.id.as_ref().map(Jwt::raw))
            .with("refreshToken", tokens.refresh.as_ref().map(Secret::duplicate))
    });
    add(&object, "userPoolTokensResult", &result(tokens));
    add(&object, "userSubResult", &result(session.user_sub.as_deref().map(Json::from).map_err(Clone::clone)));
    add(
        &object,
        "identityIdResult",
        &result(credentials.clone().and_then(|credentials| match &*credentials.identity_id {
            "" => {
                Err(Error::new(&names::CREDENTIALS_PROVIDER).with_message("the credentialsProvider named no identity"))
            }
            id => Ok(id.into()),
        })),
    );
    add(&object, "awsCredentialsResult", &result(credentials.map(|credentials| credentials.to_json())));
    object
}

/// What a sign-out achieved.
pub(super) fn sign_out(output: &SignOutOutput) -> JsValue {
    let kind = match () {
        () if output.failure.is_some() => "failed",
        () if output.is_complete() => "complete",
        () => "partial",
    };
    let object = to_js(
        &Json::object()
            .with("type", kind)
            .with("signedOutLocally", output.failure.is_none())
            .with("logoutUrl", output.logout_url.as_deref()),
    );
    if let Some(failure) = &output.failure {
        add(&object, "error", &error(failure));
    }
    for (key, token_key, failure) in [
        ("globalSignOutError", "accessToken", &output.global_sign_out_error),
        ("revokeTokenError", "refreshToken", &output.revoke_token_error),
    ] {
        if let Some((token, failure)) = failure {
            let part = to_js(&Json::object().with(token_key, token.duplicate()));
            add(&part, "error", &error(failure));
            if key == "revokeTokenError" {
                add(&part, "revokesLater", &output.revokes_later.into());
            }
            add(&object, key, &part);
        }
    }
    object
}
