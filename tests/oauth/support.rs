//! A server of Cognito's pages that issues codes and tokens, and configurations.

use cognito_wasm::config::{AuthConfig, OAuth};
use cognito_wasm::error::Result;
use cognito_wasm::host::{HttpReply, HttpRequest, ReplyBody, RequestBody};
use cognito_wasm::json::Json;
use cognito_wasm::text::encode_base64url;
use serde_json::{Value, json};

pub(crate) fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// A configuration whose `oauth` has these members beside the usual ones.
pub(crate) fn configuration(oauth: &Value) -> AuthConfig {
    let mut section = json!({
        "domain": "auth.example.com", "scopes": ["openid", "email"], "responseType": "code",
        "redirectSignIn": ["https://app.example/"], "redirectSignOut": ["https://app.example/"],
    });
    for (member, value) in oauth.as_object().into_iter().flatten() {
        section[member] = value.clone();
    }
    let pool = json!({"userPoolId": "us-east-1_a", "userPoolClientId": "client1", "loginWith": {"oauth": section}});
    let given = serde_json::from_value(json!({"Auth": {"Cognito": pool}})).unwrap();
    AuthConfig::parse(given, &parse_json).unwrap()
}

pub(crate) fn oauth(members: &Value) -> OAuth {
    configuration(members).oauth().unwrap().clone()
}

/// Random bytes that are the same for the same seed.
pub(crate) fn random(seed: u8) -> impl FnMut(&mut [u8]) -> Result<()> {
    let mut last = seed;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            last = last.wrapping_mul(141).wrapping_add(73);
            *byte = last;
        }
        Ok(())
    }
}

pub(crate) fn token(claims: &Value) -> String {
    ["e30.", &encode_base64url(claims.to_string().as_bytes()), ".c2ln"].concat()
}

/// An access token and an ID token with changes to their claims.
pub(crate) fn tokens(changes: &Value) -> (String, String) {
    let issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a";
    let mut access = json!({"iss": issuer, "client_id": "client1", "token_use": "access", "username": "u"});
    let mut id = json!({"iss": issuer, "aud": "client1", "token_use": "id", "cognito:username": "u"});
    for claims in [&mut access, &mut id] {
        for (claim, value) in [("sub", json!("s-1")), ("iat", json!(1_700_000_000)), ("exp", json!(1_700_003_600))] {
            claims[claim] = value;
        }
        for (claim, value) in changes.as_object().into_iter().flatten() {
            claims[claim] = value.clone();
        }
    }
    (token(&access), token(&id))
}

/// A reply of the token endpoint.
pub(crate) fn reply(status: u16, body: &Value) -> HttpReply {
    HttpReply { status, headers: Vec::new(), body: ReplyBody::Json(serde_json::from_value(body.clone()).unwrap()) }
}

/// The fields of a request's form.
pub(crate) fn fields(request: &HttpRequest) -> Vec<(String, String)> {
    let RequestBody::Form(form) = &request.body else { panic!("it is a form") };
    form.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A parameter of an address, decoded.
pub(crate) fn parameter(address: &str, name: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    let value = query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))?;
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                u8::from_str_radix(&digits, 16).unwrap()
            }
            other => other,
        });
    }
    Some(String::from_utf8(bytes).unwrap())
}
