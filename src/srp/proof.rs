//! The client's side of SRP-6a in Cognito's variant, with a type for each value of the protocol.

use super::{
    challenge::{Salt, ServerPublic},
    encoding::pad,
    error::SrpError,
    exponent::Exponent,
    group::{NUMBER_BYTES, Number},
    identity::Identity,
    powers::Powers,
};
use crate::{
    hash::{hmac_sha256, sha256},
    secret::Hidden,
    text::encode_base64,
};

/// The info text of the key derivation, and the counter of its only block (RFC 5869 §2.3).
const KEY_INFO: &[u8] = b"Caldera Derived Key\x01";

/// The scrambling value u = H(pad(A) ‖ pad(B)), public and never zero.
#[derive(Debug, Clone)]
pub struct Scramble([u8; 32]);

impl Scramble {
    /// Computes u of both public values.
    ///
    /// # Errors
    ///
    /// [`SrpError::ZeroScramble`], as [`from_digest`](Self::from_digest).
    pub fn between(client_public: &Number, server_public: &ServerPublic) -> Result<Self, SrpError> {
        let parts = [pad(client_public), pad(server_public.as_number())];
        Self::from_digest(**sha256(parts.as_flattened()))
    }

    /// Takes u, big-endian.
    ///
    /// # Errors
    ///
    /// [`SrpError::ZeroScramble`] if it is zero.
    pub fn from_digest(digest: [u8; 32]) -> Result<Self, SrpError> {
        if digest == [0; 32] { Err(SrpError::ZeroScramble) } else { Ok(Self(digest)) }
    }

    /// u, big-endian.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The private key x = H(pad(salt) ‖ H(group ‖ name ‖ ":" ‖ password)).
#[derive(Debug)]
pub struct PrivateKey(Box<Hidden<[u8; 32]>>);

impl PrivateKey {
    /// Computes x. `password` is UTF-8.
    #[must_use]
    pub fn derive(identity: &Identity<'_>, password: &[u8], salt: &Salt) -> Self {
        let (group, name) = (identity.group().as_bytes(), identity.name().as_bytes());
        let inner = sha256(&[group, name, b":", password]);
        Self(sha256(&[salt.as_bytes(), inner.as_slice()]))
    }

    /// The verifier v = g^x, with which a server checks proofs without knowing the password.
    #[must_use]
    pub fn verifier<P: Powers + ?Sized>(&self, powers: &P) -> Box<Hidden<Number>> {
        let mut verifier = Box::new(Hidden::new([0; NUMBER_BYTES]));
        powers.generator_power(&mut verifier, &Exponent::from_digest(&self.0));
        verifier
    }

    /// x, big-endian.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The shared secret S = (B − k·g^x)^(a + u·x).
#[derive(Debug)]
pub struct SharedSecret(Box<Hidden<Number>>);

impl SharedSecret {
    /// Computes S.
    ///
    /// # Errors
    ///
    /// [`SrpError::ZeroSharedSecret`] if B = k·g^x, which only a hostile server chooses.
    pub fn agree<P: Powers + ?Sized>(
        powers: &P,
        a: &Exponent,
        server_public: &ServerPublic,
        scramble: &Scramble,
        private_key: &PrivateKey,
    ) -> Result<Self, SrpError> {
        let mut shared = Box::new(Hidden::new([0; NUMBER_BYTES]));
        let (u, x) = (scramble.as_bytes(), private_key.expose());
        powers.shared_secret(&mut shared, server_public.as_number(), a, u, x);
        if shared.iter().fold(0, |bits, byte| bits | byte) == 0 {
            return Err(SrpError::ZeroSharedSecret);
        }
        Ok(Self(shared))
    }

    /// S, big-endian.
    #[must_use]
    pub fn expose(&self) -> &Number {
        &self.0
    }
}

/// The session key K of 16 bytes, by HKDF (RFC 5869) of S with the salt u.
#[derive(Debug)]
pub struct SessionKey(Box<Hidden<[u8; 16]>>);

impl SessionKey {
    /// Computes K.
    #[must_use]
    pub fn derive(shared: &SharedSecret, scramble: &Scramble) -> Self {
        let pseudorandom = hmac_sha256(&pad(scramble.as_bytes()), &pad(shared.expose()));
        let block = hmac_sha256(&[pseudorandom.as_slice()], &[KEY_INFO]);
        let mut key = Box::new(Hidden::new([0; 16]));
        for (key, byte) in key.iter_mut().zip(block.iter()) {
            *key = *byte;
        }
        Self(key)
    }

    /// `PASSWORD_CLAIM_SIGNATURE`, in base64.
    #[must_use]
    pub(super) fn sign(&self, identity: &Identity<'_>, secret_block: &[u8], timestamp: &str) -> String {
        let (group, name) = (identity.group().as_bytes(), identity.name().as_bytes());
        let message = [group, name, secret_block, timestamp.as_bytes()];
        encode_base64(hmac_sha256(&[self.0.as_slice()], &message).as_slice())
    }

    /// K
    #[must_use]
    pub fn expose(&self) -> &[u8; 16] {
        &self.0
    }
}
