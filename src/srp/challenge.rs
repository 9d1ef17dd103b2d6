//! The parameters of a `PASSWORD_VERIFIER` challenge, checked before any of them is used.

use super::{
    encoding::{pad, pad_negative, read_hex},
    error::SrpError,
    group::{N, NUMBER_BYTES, Number},
};
use crate::text::decode_base64;

/// Longest salt accepted, in digits. Cognito sends 16 bytes (32 digits); four times that leaves room,
/// and a hostile server gains nothing by sending more.
const SALT_DIGITS: usize = 128;

/// The checked parameters of a `PASSWORD_VERIFIER` or `DEVICE_PASSWORD_VERIFIER` challenge.
#[derive(Debug, Clone)]
pub struct SrpChallenge {
    /// `SRP_B`
    pub server_public: ServerPublic,
    /// `SALT`
    pub salt: Salt,
    /// `SECRET_BLOCK`, decoded: bytes that only the server understands.
    pub secret_block: Vec<u8>,
}

impl SrpChallenge {
    /// Checks the texts from `ChallengeParameters`.
    ///
    /// # Errors
    ///
    /// That of the first invalid one, in the order of the arguments.
    pub fn parse(srp_b: &str, salt: &str, secret_block: &str) -> Result<Self, SrpError> {
        Ok(Self {
            server_public: ServerPublic::from_hex(srp_b)?,
            salt: Salt::from_hex(salt)?,
            secret_block: match decode_base64(secret_block) {
                Some(bytes) if !bytes.is_empty() => bytes,
                _ => return Err(SrpError::InvalidSecretBlock),
            },
        })
    }
}

/// The server's public value B, less than 2^3072 and not a multiple of N.
#[derive(Debug, Clone)]
pub struct ServerPublic(Number);

impl ServerPublic {
    /// Reads hexadecimal digits, in any case, with or without leading zeros.
    ///
    /// # Errors
    ///
    /// [`SrpError::EmptyServerPublic`], [`SrpError::InvalidServerPublic`] if not hexadecimal,
    /// [`SrpError::OverlongServerPublic`] beyond 768 significant digits,
    /// [`SrpError::ZeroServerPublic`] if B is a multiple of N.
    pub fn from_hex(digits: &str) -> Result<Self, SrpError> {
        if digits.is_empty() {
            return Err(SrpError::EmptyServerPublic);
        }
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(SrpError::InvalidServerPublic);
        }
        let mut number = [0; NUMBER_BYTES];
        read_hex(&mut number, digits.trim_start_matches('0')).ok_or(SrpError::OverlongServerPublic)?;
        // 2N has more digits than N, so 0 and N are the only multiples that fit.
        if number == [0; NUMBER_BYTES] || number == N {
            return Err(SrpError::ZeroServerPublic);
        }
        Ok(Self(number))
    }

    /// B, big-endian. It may exceed N.
    #[must_use]
    pub fn as_number(&self) -> &Number {
        &self.0
    }
}

/// The user's salt, in the form in which Cognito hashes it.
#[derive(Debug, Clone)]
pub struct Salt(Vec<u8>);

impl Salt {
    /// Reads 1 to 128 hexadecimal digits, in any case, with or without leading zeros. A minus sign may precede them:
    /// Cognito writes some salts as negative numbers, mostly those of users that do not exist.
    ///
    /// # Errors
    ///
    /// [`SrpError::EmptySalt`] if there are no digits, [`SrpError::InvalidSalt`] if they are not hexadecimal,
    /// [`SrpError::OverlongSalt`].
    pub fn from_hex(text: &str) -> Result<Self, SrpError> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        if digits.is_empty() {
            return Err(SrpError::EmptySalt);
        }
        if digits.len() > SALT_DIGITS {
            return Err(SrpError::OverlongSalt);
        }
        let mut bytes = vec![0; digits.len().div_ceil(2)];
        read_hex(&mut bytes, digits).ok_or(SrpError::InvalidSalt)?;
        Ok(Self(if negative { pad_negative(&mut bytes) } else { pad(&bytes).concat() }))
    }

    /// Takes 16 random bytes as the salt of a new verifier.
    #[must_use]
    pub(super) fn from_random(bytes: &[u8; 16]) -> Self {
        Self(pad(bytes).concat())
    }

    /// The salt in two's complement, big-endian, in as few bytes as hold it.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
