//! JSON Web Tokens with any claims. Their signature is not valid.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Value, json};

use super::seed::{CLIENT_ID, ISSUER, SUB, USERNAME};

/// A token with these claims.
pub(crate) fn jwt(claims: &Value) -> String {
    let part = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
    [part(r#"{"alg":"RS256","kid":"1"}"#), part(&claims.to_string()), part("signature")].join(".")
}

/// The claims of the user's access token. `others` are added or replace claims; `null` removes one.
pub(crate) fn access_claims(others: &Value) -> Value {
    let issuer = ["https://", ISSUER].concat();
    let claims = json!({
        "sub": SUB, "username": USERNAME, "token_use": "access", "client_id": CLIENT_ID, "iss": issuer,
    });
    with_claims(claims, others)
}

/// The claims of the user's ID token.
pub(crate) fn id_claims(others: &Value) -> Value {
    let issuer = ["https://", ISSUER].concat();
    let claims = json!({
        "sub": SUB, "cognito:username": USERNAME, "token_use": "id", "aud": CLIENT_ID, "iss": issuer,
    });
    with_claims(claims, others)
}

/// A token with some claims changed.
pub(crate) fn altered(token: &Value, others: &Value) -> Value {
    let claims = token.as_str().unwrap().split('.').nth(1).unwrap();
    let claims = serde_json::from_slice(&Base64UrlUnpadded::decode_vec(claims).unwrap()).unwrap();
    jwt(&with_claims(claims, others)).into()
}

/// The same claims in a token without a signature (RFC 7519 §6).
pub(crate) fn unsigned(token: &Value) -> Value {
    let claims = token.as_str().unwrap().split('.').nth(1).unwrap();
    [&*Base64UrlUnpadded::encode_string(br#"{"alg":"none"}"#), claims, ""].join(".").into()
}

fn with_claims(mut claims: Value, others: &Value) -> Value {
    let members = claims.as_object_mut().unwrap();
    for (claim, value) in others.as_object().unwrap() {
        if value.is_null() {
            members.remove(claim);
        } else {
            members.insert(claim.clone(), value.clone());
        }
    }
    claims
}
