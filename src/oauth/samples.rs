//! A configuration and tokens for tests.

use crate::config::{OAuth, ResponseType};
use crate::json::Json;
use crate::text::encode_base64url;
use crate::token::Jwt;

/// A configuration with this domain.
pub(super) fn oauth(domain: &str) -> OAuth {
    OAuth {
        domain: domain.to_owned(),
        scopes: vec!["openid".to_owned(), "email".to_owned()],
        redirect_sign_in: vec!["https://app.example/".to_owned()],
        redirect_sign_out: vec!["https://app.example/bye".to_owned()],
        response_type: ResponseType::Code,
    }
}

/// A token with these claims.
pub(super) fn raw_token(claims: &serde_json::Value) -> String {
    ["e30.", &encode_base64url(claims.to_string().as_bytes()), ".c2ln"].concat()
}

pub(super) fn token(claims: &serde_json::Value) -> Jwt {
    Jwt::parse(raw_token(claims), &parse_json).unwrap()
}

pub(super) fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}
