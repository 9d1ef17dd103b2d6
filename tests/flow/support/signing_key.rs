//! Keys that sign a user pool's tokens. They look like RS256, but use a hash instead of RSA.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A key pair, which its digit identifies.
#[derive(Clone, Copy)]
pub(crate) struct SigningKey(pub(crate) char);

impl SigningKey {
    /// The public key as a JSON Web Key.
    pub(crate) fn jwk(self) -> Value {
        json!({"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid(), "n": self.modulus(), "e": "AQAB"})
    }

    pub(crate) fn kid(self) -> String {
        ["key ", &self.0.to_string()].concat()
    }

    /// A token with these claims, signed with this key.
    pub(crate) fn sign(self, token: &Value) -> Value {
        self.sign_with_header(token, &json!({"alg": "RS256", "kid": self.kid()}))
    }

    /// A token with this header and these claims, signed with this key.
    pub(crate) fn sign_with_header(self, token: &Value, header: &Value) -> Value {
        let header = Base64UrlUnpadded::encode_string(header.to_string().as_bytes());
        let signed = [&header, token.as_str().unwrap().split('.').nth(1).unwrap()].join(".");
        let signature = Self::signature(&self.modulus(), signed.as_bytes());
        [signed, Base64UrlUnpadded::encode_string(&signature)].join(".").into()
    }

    /// The signature by the key with this modulus.
    pub(super) fn signature(modulus: &str, signed: &[u8]) -> Vec<u8> {
        Sha256::digest([modulus.as_bytes(), signed].concat()).to_vec()
    }

    fn modulus(self) -> String {
        self.0.to_string().repeat(342)
    }
}
