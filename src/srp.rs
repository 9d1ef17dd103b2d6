//! Secure Remote Password, version 6a, in Cognito's variant: a proof of a password without sending it.
//!
//! | value | is | where |
//! |---|---|---|
//! | N, g = 2, k | group 15 of RFC 3526; k = H(pad(N) ‖ pad(g)) | [`group`] |
//! | a, A = g^a | the client's one-time pair | [`Ephemeral`] |
//! | B, salt, `SECRET_BLOCK` | what the server answers | [`SrpChallenge`] |
//! | u = H(pad(A) ‖ pad(B)) | ties the proof to both public values | [`Scramble`](proof::Scramble) |
//! | x = H(pad(salt) ‖ H(group ‖ name ‖ ":" ‖ password)) | the password as a number | [`PrivateKey`](proof::PrivateKey) |
//! | S = (B − k·g^x)^(a + u·x) | the secret that both sides compute | [`SharedSecret`](proof::SharedSecret) |
//! | K = HKDF(salt pad(u), pad(S)) | the key, of 16 bytes | [`SessionKey`](proof::SessionKey) |
//! | HMAC(K, group ‖ name ‖ `SECRET_BLOCK` ‖ `TIMESTAMP`) | the proof that is sent | [`Ephemeral::prove`] |
//!
//! H is SHA-256 and [`pad`](encoding::pad) is Cognito's encoding of numbers. For a user, group and name are
//! the pool's name and the user's id; for a remembered device, its group key and its key ([`Identity`]).
//!
//! Everything is computed in constant time, as far as WebAssembly can promise it: the sequence of operations and
//! addresses is the same for all secrets. Only the length of pad(S) shows, because Cognito hashes S without leading
//! zeros. Secrets are overwritten on drop and never printed.
//!
//! ```
//! # use cognito_wasm::srp::{SrpChallenge, Ephemeral, Identity, SrpError};
//! # use zeroize::Zeroizing;
//! # let random = Zeroizing::new([7; 32]);
//! let ephemeral = Ephemeral::generate(&random)?;
//! let srp_a = ephemeral.public_hex();
//! // … the server answers with SRP_B, SALT, SECRET_BLOCK and USER_ID_FOR_SRP …
//! # let (srp_b, salt, secret_block, user_id) = ("c2aa45", "7f3c2b1a", "SJShlnqj", "user");
//! let challenge = SrpChallenge::parse(srp_b, salt, secret_block)?;
//! let identity = Identity::user("us-east-1_aBcDeFgHi", user_id);
//! let timestamp = "Tue Jan 2 03:04:05 UTC 2024";
//! let signature = ephemeral.prove(&identity, b"Passw0rd!", &challenge, timestamp)?;
//! # assert!(!srp_a.is_empty() && signature.ends_with('='));
//! # Ok::<(), SrpError>(())
//! ```

pub mod challenge;
pub mod constant_time;
mod device;
pub mod encoding;
mod ephemeral;
mod error;
pub mod exponent;
pub mod exponentiation;
pub mod field;
pub mod group;
mod identity;
pub mod powers;
pub mod proof;

pub use challenge::SrpChallenge;
pub use device::DeviceVerifier;
pub use ephemeral::{Ephemeral, PartialEphemeral};
pub use error::SrpError;
pub use exponentiation::warm_up;
pub use identity::Identity;
