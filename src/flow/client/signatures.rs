//! Verifying the signatures of tokens that the service sends, if the configuration says so (`verifyTokens`).
//!
//! The pool's public keys are kept in memory. When a token is signed by none of the known keys, such as after a rotation,
//! they are fetched again, at most once for each reply.

use core::cell::RefCell;

use super::Client;
use super::issued::Issued;
use crate::cognito;
use crate::error::{Error, Result, names};
use crate::host::Host;
use crate::json::Json;
use crate::token::Jwt;

/// The only algorithm that Cognito uses.
const ALGORITHM: &str = "RS256";

/// A pool has two keys, and a few more while it rotates them. More are ignored.
const MAX_KEYS: usize = 16;

/// The length of a modulus of 2048 to 8192 bits in base64url.
const MODULUS: core::ops::RangeInclusive<usize> = 342..=1366;

/// The maximum length of a key's id, and of its exponent.
const MAX_TEXT: usize = 256;

/// A public key of the user pool.
pub(super) struct Key {
    id: String,
    jwk: Json,
}

/// The public keys that were fetched last.
pub(super) type SigningKeys = RefCell<Vec<Key>>;

impl<H: Host> Client<H> {
    /// Checks that the user pool signed the tokens.
    ///
    /// # Errors
    /// `InvalidTokens` if it did not, `PlatformNotSupported` if the host cannot verify signatures, and the errors of
    /// fetching the keys.
    pub(super) async fn verify_tokens(&self, issued: &Issued) -> Result<()> {
        let mut has_fetched = false;
        for token in core::iter::once(&issued.access).chain(&issued.id) {
            while !self.is_signed(token).await? {
                if core::mem::replace(&mut has_fetched, true) {
                    self.note("refused", "wrongSignature");
                    let message = "the service sent a token that is not signed by the user pool";
                    return Err(Error::new(&names::INVALID_TOKENS).with_message(message));
                }
                self.fetch_keys(token).await?;
            }
        }
        Ok(())
    }

    /// Whether one of the known keys signed the token.
    async fn is_signed(&self, token: &Jwt) -> Result<bool> {
        let Some((header, signed, signature)) = token.signature(&|text| self.parse_json(text)) else {
            return Ok(false);
        };
        // A token with critical header parameters must be rejected unless all of them are understood (RFC 7515 §4.1.11),
        // and none is supported here.
        if header.get("alg").as_str() != Some(ALGORITHM) || !header.get("crit").is_null() {
            return Ok(false);
        }
        let id = header.get("kid").as_text();
        let key = self.signing_keys.borrow().iter().find(|key| Some(&*key.id) == id).map(|key| key.jwk.duplicate());
        match key {
            Some(key) => self.host.verify_signature(&key, &signature, signed.as_bytes()).await,
            None => Ok(false),
        }
    }

    /// Fetches the pool's keys from the token's issuer, which has already been checked.
    async fn fetch_keys(&self, token: &Jwt) -> Result<()> {
        let issuer = token.text("iss").unwrap_or_default();
        let set = cognito::key_set(&*self.host, &self.pool()?.key_set_url(issuer), self.limits()).await?;
        let keys = set.get("keys").items().iter().filter_map(Key::read).take(MAX_KEYS).collect();
        *self.signing_keys.borrow_mut() = keys;
        Ok(())
    }
}

impl Key {
    /// Reads a key of the set; `None` if it is not for RS256 signatures.
    fn read(given: &Json) -> Option<Self> {
        let text = |member| given.get(member).as_text();
        let may_be = |member, right| given.get(member).is_null() || text(member) == Some(right);
        let (id, modulus, exponent) = (text("kid")?, text("n")?, text("e")?);
        let fits = text("kty") == Some("RSA")
            && may_be("use", "sig")
            && may_be("alg", ALGORITHM)
            && MODULUS.contains(&modulus.len())
            && id.len().max(exponent.len()) <= MAX_TEXT;
        let jwk = Json::object().with("kty", "RSA").with("alg", ALGORITHM).with("n", modulus).with("e", exponent);
        fits.then(|| Self { id: id.to_owned(), jwk })
    }
}
