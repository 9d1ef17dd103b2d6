//! The verifier with which Cognito remembers a device (`ConfirmDevice`).

use zeroize::Zeroizing;

use super::{challenge::Salt, encoding::pad, identity::Identity, powers::Powers, proof::PrivateKey};
use crate::{
    secret::{Secret, on_wiped_stack},
    text::encode_base64,
};

/// A new device's password, and what the service keeps instead of it.
#[derive(Debug)]
pub struct DeviceVerifier {
    /// The password, in base64. Store it: later sign-ins prove exactly this text.
    pub password: Secret,
    /// `DeviceSecretVerifierConfig.Salt`, in base64.
    pub salt: String,
    /// `DeviceSecretVerifierConfig.PasswordVerifier`, in base64.
    ///
    /// Treat it as a secret: with it, anyone can test guesses of the password.
    pub verifier: Secret,
}

impl DeviceVerifier {
    /// Makes a password of 40 random bytes and a verifier with a salt of 16 more.
    #[must_use]
    pub fn create<P: Powers + ?Sized>(
        powers: &P,
        random: &Zeroizing<[u8; 40]>,
        salt: &[u8; 16],
        group_key: &str,
        device_key: &str,
    ) -> Self {
        on_wiped_stack(|| {
            let password = Secret::new(encode_base64(random.as_slice()));
            let identity = Identity::device(group_key, device_key);
            let salt = Salt::from_random(salt);
            let private_key = PrivateKey::derive(&identity, password.expose().as_bytes(), &salt);
            let verifier = private_key.verifier(powers);
            let padded = Zeroizing::new(pad(verifier.as_slice()).concat());
            Self { salt: encode_base64(salt.as_bytes()), verifier: Secret::new(encode_base64(&padded)), password }
        })
    }
}
