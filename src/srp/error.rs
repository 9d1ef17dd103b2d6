//! What can go wrong in an SRP proof. Only the server or the source of random numbers can cause it.

use core::fmt;

/// Why a proof or a verifier was not made.
///
/// No variant carries a value: neither secrets nor what the server sent can leak through an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SrpError {
    /// The secret exponent has no bytes or more than 128.
    InvalidEphemeral,
    /// The client's public value A is 0 or 1: the random source yielded zeros.
    DegenerateEphemeral,
    /// `SRP_B` is empty.
    EmptyServerPublic,
    /// `SRP_B` holds something other than hexadecimal digits.
    InvalidServerPublic,
    /// `SRP_B` has more than the 768 significant digits of the modulus.
    OverlongServerPublic,
    /// B is a multiple of the modulus, so that anyone could compute the shared secret.
    ZeroServerPublic,
    /// `SALT` has no digits.
    EmptySalt,
    /// `SALT` holds something other than hexadecimal digits and a leading minus sign.
    InvalidSalt,
    /// `SALT` has more than 128 digits.
    OverlongSalt,
    /// `SECRET_BLOCK` is empty or not base64.
    InvalidSecretBlock,
    /// The scrambling value u is zero, which would take the password out of the proof.
    ZeroScramble,
    /// The shared secret S is zero: the server chose B to force it.
    ZeroSharedSecret,
}

impl SrpError {
    /// What is wrong, in words.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::InvalidEphemeral => "SRP secret exponent must have 1 to 128 bytes",
            Self::DegenerateEphemeral => "SRP public value A is degenerate",
            Self::EmptyServerPublic => "SRP_B is empty",
            Self::InvalidServerPublic => "SRP_B is not hexadecimal",
            Self::OverlongServerPublic => "SRP_B is longer than the modulus",
            Self::ZeroServerPublic => "SRP_B is a multiple of the modulus",
            Self::EmptySalt => "SALT is empty",
            Self::InvalidSalt => "SALT is not hexadecimal",
            Self::OverlongSalt => "SALT is too long",
            Self::InvalidSecretBlock => "SECRET_BLOCK is not base64",
            Self::ZeroScramble => "SRP scrambling value u is zero",
            Self::ZeroSharedSecret => "SRP shared secret is zero",
        }
    }
}

impl fmt::Display for SrpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for SrpError {}
