//! The tokens of the model's service. They say which family they belong to.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use cognito_wasm::token::Jwt;

use super::step::USERS;

pub(crate) const POOL_ID: &str = "us-east-1_Simulated";
pub(crate) const CLIENT_ID: &str = "simulated0000000000000001";

/// Texts of the same length, so that a newer token fits where an older one was.
pub(crate) fn refresh_token(family: usize, number: usize) -> String {
    format!("refresh-{family:04}-{number:04}")
}

/// The family and the number in a refresh token.
pub(crate) fn read_refresh_token(text: &str) -> Option<(usize, usize)> {
    let (family, number) = text.strip_prefix("refresh-")?.split_once('-')?;
    Some((family.parse().ok()?, number.parse().ok()?))
}

fn jwt(claims: &str) -> String {
    let claims = Base64UrlUnpadded::encode_string(claims.as_bytes());
    // {"alg":"RS256","kid":"1"}
    ["eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ", &claims, "c2lnbmF0dXJl"].join(".")
}

/// An access token and an ID token. `serial` is different for each pair, and the times are in seconds.
pub(crate) fn pair(user: usize, family: usize, serial: usize, issued_at: i64, expires_at: i64) -> (String, String) {
    let name = USERS[user];
    let common = format!(
        r#""sub":"sub-{name}","iss":"https://cognito-idp.us-east-1.amazonaws.com/{POOL_ID}","origin_jti":"{family}","jti":"{serial}","iat":{issued_at},"exp":{expires_at}"#
    );
    let access = format!(r#"{{"token_use":"access","client_id":"{CLIENT_ID}","username":"{name}",{common}}}"#);
    let id = format!(r#"{{"token_use":"id","aud":"{CLIENT_ID}","cognito:username":"{name}",{common}}}"#);
    (jwt(&access), jwt(&id))
}

/// The family of a token of the library.
pub(crate) fn family_of(token: &Jwt) -> usize {
    token.text("origin_jti").unwrap().parse().unwrap()
}

/// The family of a stored token.
pub(crate) fn family_of_text(token: &str) -> Option<usize> {
    family_of_jwt(&read(token)?)
}

/// When an access token expires, in milliseconds by the service's clock.
pub(crate) fn expiry_of_text(token: &str) -> Option<i64> {
    read(token).map(|token| token.expires_at().millis())
}

fn read(token: &str) -> Option<Jwt> {
    Jwt::parse(token.to_owned(), &|text| serde_json::from_str(text).ok())
}

fn family_of_jwt(token: &Jwt) -> Option<usize> {
    token.text("origin_jti")?.parse().ok()
}
