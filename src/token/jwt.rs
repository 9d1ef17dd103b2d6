//! Reading JSON Web Tokens (RFC 7519). They are not verified here.
//!
//! Whoever controls a page can give it a forged token, so resource servers must verify tokens. The library uses the claims
//! only to decide when to refresh, whose session it is, and which calls make sense. If the configuration says so, tokens
//! that the service sends are verified (`src/flow/client/signatures.rs`).

use core::fmt;
use core::str;
use std::rc::Rc;

use crate::json::Json;
use crate::secret::Secret;
use crate::text;
use crate::time::Timestamp;

/// A token and its claims. Cheap to clone.
#[derive(Clone)]
pub struct Jwt(Rc<Parts>);

struct Parts {
    raw: Secret,
    claims: Json,
}

impl Jwt {
    /// Reads a token. `None` unless it has three parts and its payload is a JSON object.
    pub fn parse(raw: String, parse_json: &dyn Fn(&str) -> Option<Json>) -> Option<Self> {
        let (_, rest) = text::split_once(&raw, b'.')?;
        let (payload, signature) = text::split_once(rest, b'.')?;
        if text::split_once(signature, b'.').is_some() {
            return None;
        }
        let bytes = text::decode_base64(payload)?;
        let claims = parse_json(str::from_utf8(&bytes).ok()?).filter(Json::is_object)?;
        Some(Self(Rc::new(Parts { raw: Secret::new(raw), claims })))
    }

    /// Stands for a token that is missing or cannot be used, with what is known of its user. It has no text, and has expired.
    #[must_use]
    pub fn lost(claims: Json) -> Self {
        Self(Rc::new(Parts { raw: Secret::new(String::new()), claims }))
    }

    /// Whether no `sub` says that the other token is another user's.
    #[must_use]
    pub fn is_of_user_of(&self, other: &Self) -> bool {
        self.text("sub").zip(other.text("sub")).is_none_or(|(one, other)| one == other)
    }

    /// The token's text.
    #[must_use]
    pub fn raw(&self) -> &str {
        self.0.raw.expose()
    }

    /// The header, the signed text, and the signature (RFC 7515 §3.1); `None` if header or signature cannot be read.
    pub fn signature(&self, parse_json: &dyn Fn(&str) -> Option<Json>) -> Option<(Json, &str, Vec<u8>)> {
        let (header, rest) = text::split_once(self.raw(), b'.')?;
        let (_, signature) = text::split_once(rest, b'.')?;
        let signed = self.raw().strip_suffix(signature)?.strip_suffix('.')?;
        let header = parse_json(str::from_utf8(&text::decode_base64(header)?).ok()?)?;
        Some((header, signed, text::decode_base64(signature)?))
    }

    /// A claim, if it is text and not empty.
    #[must_use]
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.0.claims.get(claim).as_text()
    }

    /// `exp`. Without it the result is the epoch, so that the token counts as expired.
    #[must_use]
    pub fn expires_at(&self) -> Timestamp {
        self.0.claims.get("exp").as_number().map_or_else(Timestamp::default, Timestamp::from_seconds)
    }

    /// `iat`, unless missing or zero.
    #[must_use]
    pub fn issued_at(&self) -> Option<Timestamp> {
        self.0.claims.get("iat").as_number().map(Timestamp::from_seconds).filter(|at| *at != Timestamp::default())
    }
}

impl fmt::Debug for Jwt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Jwt")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64ct::{Base64UrlUnpadded, Encoding as _};

    fn parse(raw: &str) -> Option<Jwt> {
        Jwt::parse(raw.to_owned(), &|text| serde_json::from_str(text).ok())
    }

    fn token(payload: &str) -> String {
        format!("e30.{}.c2ln", Base64UrlUnpadded::encode_string(payload.as_bytes()))
    }

    #[test]
    fn reads_claims() {
        let jwt = parse(&token(r#"{"exp":10,"iat":2,"sub":"s","name":"Zoë ✓","empty":""}"#)).unwrap();
        assert_eq!(jwt.expires_at().millis(), 10_000);
        assert_eq!(jwt.issued_at().unwrap().millis(), 2_000);
        assert_eq!(jwt.text("name"), Some("Zoë ✓"));
        assert_eq!(jwt.text("empty"), None);
    }

    #[test]
    fn a_token_without_times_has_expired() {
        let jwt = parse(&token("{}")).unwrap();
        assert_eq!(jwt.expires_at(), Timestamp::default());
        assert_eq!(jwt.issued_at(), None);
    }

    #[test]
    fn refuses_what_is_not_a_token() {
        for raw in ["", "a.b", "a.b.c.d", "e30.!!.c2ln", &token("[]"), &token("null"), &token("{"), "e30.gA.c2ln"] {
            assert!(parse(raw).is_none(), "{raw}");
        }
    }

    #[test]
    fn debug_shows_no_token() {
        let raw = token("{}");
        assert!(!format!("{:?}", parse(&raw).unwrap()).contains(&raw));
    }
}
