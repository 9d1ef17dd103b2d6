//! Keys of a user pool that tokens are signed with: as in RS256 to whoever looks from outside, with a hash in the place of RSA.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A key pair, told from others by its digit.
#[derive(Clone, Copy)]
pub(crate) struct SigningKey(pub(crate) char);

impl SigningKey {
    /// The public key, as it is published.
    pub(crate) fn jwk(self) -> Value {
        json!({"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid(), "n": self.modulus(), "e": "AQAB"})
    }

    pub(crate) fn kid(self) -> String {
        ["key ", &self.0.to_string()].concat()
    }

    /// A token's claims, signed with this key.
    pub(crate) fn sign(self, token: &Value) -> Value {
        self.sign_with_header(token, &json!({"alg": "RS256", "kid": self.kid()}))
    }

    /// The same with a header of one's own.
    pub(crate) fn sign_with_header(self, token: &Value, header: &Value) -> Value {
        let header = Base64UrlUnpadded::encode_string(header.to_string().as_bytes());
        let signed = [&header, token.as_str().unwrap().split('.').nth(1).unwrap()].join(".");
        let signature = Self::signature(&self.modulus(), signed.as_bytes());
        [signed, Base64UrlUnpadded::encode_string(&signature)].join(".").into()
    }

    /// What stands for the signature of the key of this modulus.
    pub(super) fn signature(modulus: &str, signed: &[u8]) -> Vec<u8> {
        Sha256::digest([modulus.as_bytes(), signed].concat()).to_vec()
    }

    fn modulus(self) -> String {
        self.0.to_string().repeat(342)
    }
}
