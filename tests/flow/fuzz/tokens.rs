//! JSON Web Tokens. The corpus also contains bare payloads, since mutated base64 is seldom a token.

use cognito_wasm::json::Json;
use cognito_wasm::text::encode_base64url;
use cognito_wasm::token::Jwt;
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::driver::run;
use super::encodings::base64_model;

fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// The claims, where the text is a token.
fn model(raw: &str) -> Option<Value> {
    let parts: Vec<_> = raw.split('.').collect();
    let [_, payload, _] = parts.as_slice() else { return None };
    let text = String::from_utf8(base64_model(payload)?).ok()?;
    // JSON that nests too deep is refused. Of members with the same name, the host here keeps the first.
    let members: Map<String, Value> = parse_json(&text)
        .filter(Json::is_object)?
        .members()
        .iter()
        .rev()
        .map(|(name, value)| (name.to_string(), serde_json::to_value(value).unwrap()))
        .collect();
    Some(members.into())
}

fn check(raw: &str) -> Result<(), TestCaseError> {
    let claims = model(raw);
    let token = Jwt::parse(raw.to_owned(), &parse_json);
    prop_assert_eq!(token.is_some(), claims.is_some());
    let (Some(token), Some(claims)) = (token, claims) else { return Ok(()) };
    prop_assert_eq!(token.raw(), raw);
    prop_assert_eq!(format!("{token:?}"), "Jwt");
    for claim in ["sub", "username", "iss", "client_id", "origin_jti", "__proto__"] {
        prop_assert_eq!(token.text(claim), claims[claim].as_str().filter(|text| !text.is_empty()));
    }
    // A time is an integer of milliseconds, even for a very large number.
    let seconds = claims["exp"].as_f64();
    prop_assert_eq!(seconds.is_none_or(|seconds| seconds < 0.001), token.expires_at().millis() <= 0);
    prop_assert!(token.issued_at().is_none_or(|at| at.millis() != 0));
    Ok(())
}

#[test]
fn tokens_are_read_or_none() {
    run("tokens", 140, |text, choice| {
        if choice % 2 == 0 {
            check(text)
        } else {
            check(&["e30.", &encode_base64url(text.as_bytes()), ".c2ln"].concat())
        }
    });
}
