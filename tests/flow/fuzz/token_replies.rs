//! Replies of the token endpoint of Cognito's pages. The corpus has replies, and claims alone, since mutated base64 is seldom a token.

use cognito_wasm::config::AuthConfig;
use cognito_wasm::host::{HttpReply, ReplyBody};
use cognito_wasm::json::Json;
use cognito_wasm::oauth::{ExpectedClaims, Granted, check_tokens};
use cognito_wasm::text::encode_base64url;
use cognito_wasm::time::Timestamp;
use cognito_wasm::token::Jwt;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::driver::{check_error, run, shown};

const ISSUER: &str = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_SeedPool1";

fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

fn token(claims: &str) -> String {
    ["e30.", &encode_base64url(claims.as_bytes()), ".c2ln"].concat()
}

/// Reads a reply with this body, and a request id that is as long.
fn read(body: &str, status: u16) -> Result<Granted, cognito_wasm::error::Error> {
    let read = match parse_json(body) {
        Some(value) => ReplyBody::Json(value),
        None if body.trim().is_empty() => ReplyBody::Empty,
        None => ReplyBody::Other,
    };
    Granted::read(
        HttpReply { status, headers: vec![("x-amzn-requestid", "é".repeat(body.len()))], body: read },
        &parse_json,
    )
}

/// Tokens are taken only if all that was asked for is right.
fn check_claims(granted: &Granted) -> Result<(), TestCaseError> {
    let pool = Json::object().with("userPoolId", "us-east-1_SeedPool1").with("userPoolClientId", "client");
    let given = Json::object().with("Auth", Json::object().with("Cognito", pool));
    let config = AuthConfig::parse(given, &parse_json).unwrap();
    let (pool, now) = (config.user_pool().unwrap(), Timestamp::from_millis(1_700_000_000_000));
    let scopes = ["openid".to_owned()];
    let nonce = Some("n-1");
    match check_tokens(granted, &ExpectedClaims { pool, scopes: &scopes, nonce, now }) {
        Ok(()) => {
            let (access, id) = (&granted.access, granted.id.as_ref().unwrap());
            for (token, client, token_use) in [(access, "client_id", "access"), (id, "aud", "id")] {
                prop_assert_eq!(token.text(client), Some("client"));
                prop_assert_eq!(token.text("token_use"), Some(token_use));
                prop_assert!(token.text("iss").unwrap().ends_with("/us-east-1_SeedPool1"));
                prop_assert!(token.expires_at() > now);
            }
            prop_assert_eq!((id.text("nonce"), id.text("sub")), (nonce, access.text("sub")));
            prop_assert!(access.text("sub").is_some());
        }
        Err(error) => {
            prop_assert_eq!(error.name(), "InvalidTokens");
            check_error(&error)?;
        }
    }
    Ok(())
}

fn check(body: &str, status: u16) -> Result<(), TestCaseError> {
    let value = parse_json(body);
    let told = |member: &str| value.as_ref().and_then(|value| value.get(member).as_text().map(str::to_owned));
    match read(body, status) {
        Ok(granted) => {
            prop_assert!((200..300).contains(&status));
            let text = |token: Option<&Jwt>| token.map(|token| token.raw().to_owned());
            prop_assert_eq!(text(Some(&granted.access)), told("access_token"));
            prop_assert_eq!(text(granted.id.as_ref()), told("id_token"));
            prop_assert_eq!(granted.refresh.as_ref().map(|token| token.expose().to_owned()), told("refresh_token"));
            prop_assert!(told("token_type").is_none_or(|name| name.eq_ignore_ascii_case("bearer")));
            check_claims(&granted)
        }
        Err(error) => {
            check_error(&error)?;
            prop_assert!(["OAuthSignInException", "InvalidTokens"].contains(&error.name()));
            prop_assert!(!error.retryable() || status == 429 || status >= 500 || told("error").is_some());
            let parts = [Some(&error), error.source()];
            for part in parts.into_iter().flatten() {
                prop_assert!(!part.message().chars().any(char::is_control) && part.message().len() <= 1_024);
                prop_assert!(
                    part.metadata().and_then(|data| data.request_id.as_ref()).is_none_or(|id| id.len() <= 1_024)
                );
            }
            for secret in ["access_token", "id_token", "refresh_token"].into_iter().filter_map(told) {
                let is_told = ["error", "error_message", "error_description"].into_iter().filter_map(told);
                let is_told = is_told.into_iter().any(|text| text.contains(&secret));
                let shown = shown(&error);
                prop_assert!(secret.len() < 24 || is_told || !shown.contains(&secret), "{}", shown);
            }
            Ok(())
        }
    }
}

/// Claims of an access token (or an ID token) whose partner is as it should be.
fn check_pair(claims: &str, is_access: bool) -> Result<(), TestCaseError> {
    let good = |client: &str, token_use: &str| -> Value {
        json!({
            "iss": ISSUER, client: "client", "token_use": token_use, "sub": "s-1", "nonce": "n-1",
            "exp": 1_700_003_600, "iat": 1_700_000_000,
        })
    };
    let (access, id) = if is_access {
        (token(claims), token(&good("aud", "id").to_string()))
    } else {
        (token(&good("client_id", "access").to_string()), token(claims))
    };
    let body = json!({"access_token": access, "id_token": id, "token_type": "Bearer"});
    check(&body.to_string(), 200)
}

#[test]
fn replies_of_the_token_endpoint_are_tokens_or_errors() {
    run("token_replies", 70, |text, choice| match choice % 4 {
        0 => check_pair(text, true),
        1 => check_pair(text, false),
        2 => check(text, 200),
        _ => check(text, [400, 401, 403, 429, 500, 502, 302, 199][usize::try_from(choice / 4 % 8).unwrap()]),
    });
}
