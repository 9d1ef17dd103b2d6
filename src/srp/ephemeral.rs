//! The client's one-time key pair (a, A).

use zeroize::Zeroizing;

use super::{
    challenge::SrpChallenge,
    encoding::hex,
    error::SrpError,
    exponent::Exponent,
    exponentiation::PowerOfTwo,
    field::{DefaultField, Field},
    group::Number,
    identity::Identity,
    powers::Powers,
    proof::{PrivateKey, Scramble, SessionKey, SharedSecret},
};
use crate::secret::on_wiped_stack;

/// An [`Ephemeral`] that is computed in steps, so that a page can do other work in between.
#[derive(Debug)]
pub struct PartialEphemeral {
    secret: Box<Exponent>,
    power: Box<PowerOfTwo<<DefaultField as Field>::Element>>,
}

impl PartialEphemeral {
    /// Takes up to `steps` of the 49 steps, each of which costs five squarings. Returns false when none is left.
    pub fn advance(&mut self, steps: usize) -> bool {
        let Self { secret, power } = self;
        on_wiped_stack(|| (0..steps).all(|_| power.step(&DefaultField::default(), secret)))
    }

    /// The pair, once [`advance`](Self::advance) has returned false.
    ///
    /// # Errors
    ///
    /// [`SrpError::DegenerateEphemeral`], as for [`Ephemeral::generate`].
    pub fn finish(self) -> Result<Ephemeral, SrpError> {
        let mut pair = Ephemeral { secret: self.secret, public: [0; _] };
        on_wiped_stack(|| DefaultField::default().store(&mut pair.public, self.power.power()));
        pair.checked()
    }
}

/// The client's secret exponent a and its public value A = g^a, for one sign-in only.
#[derive(Debug)]
pub struct Ephemeral {
    secret: Box<Exponent>,
    public: Number,
}

impl Ephemeral {
    /// Makes the pair from 32 random bytes. RFC 5054 §3.1 asks for at least 256 bits.
    ///
    /// # Errors
    ///
    /// [`SrpError::DegenerateEphemeral`] if the bytes are all zero: they are not random.
    pub fn generate(random: &Zeroizing<[u8; 32]>) -> Result<Self, SrpError> {
        Self::with_powers(&DefaultField::default(), random.as_slice())
    }

    /// Makes the pair from an exponent a of 1 to 128 bytes, big-endian. `powers` computes A.
    ///
    /// # Errors
    ///
    /// [`SrpError::InvalidEphemeral`] if there are no bytes or too many,
    /// [`SrpError::DegenerateEphemeral`] if A is 0 or 1.
    pub fn with_powers<P: Powers + ?Sized>(powers: &P, secret: &[u8]) -> Result<Self, SrpError> {
        on_wiped_stack(|| {
            let secret = Exponent::boxed(secret).ok_or(SrpError::InvalidEphemeral)?;
            let mut pair = Self { secret, public: [0; _] };
            powers.generator_power(&mut pair.public, &pair.secret);
            pair.checked()
        })
    }

    fn checked(self) -> Result<Self, SrpError> {
        match &self.public {
            [zeros @ .., 0 | 1] if zeros.iter().all(|byte| *byte == 0) => Err(SrpError::DegenerateEphemeral),
            _ => Ok(self),
        }
    }

    /// Starts to make the pair from 32 random bytes, in steps.
    #[must_use]
    pub fn begin(random: &Zeroizing<[u8; 32]>) -> PartialEphemeral {
        on_wiped_stack(|| {
            let secret = Exponent::boxed_digest(random);
            let power = Box::new(PowerOfTwo::begin(&DefaultField::default(), &secret));
            PartialEphemeral { secret, power }
        })
    }

    /// `SRP_A`: A in lower-case hexadecimal without leading zeros, so the number of digits may be odd.
    #[must_use]
    pub fn public_hex(&self) -> String {
        hex(&self.public)
    }

    /// A, big-endian.
    #[must_use]
    pub fn public(&self) -> &Number {
        &self.public
    }

    /// The secret exponent.
    #[must_use]
    pub fn secret(&self) -> &Exponent {
        &self.secret
    }

    /// `PASSWORD_CLAIM_SIGNATURE`: the proof, in base64, that the password is known.
    ///
    /// `password` is UTF-8, and `timestamp` is the exact text that is sent as `TIMESTAMP`.
    ///
    /// # Errors
    ///
    /// [`SrpError::ZeroScramble`] and [`SrpError::ZeroSharedSecret`], which only a hostile server causes.
    pub fn prove(
        &self,
        identity: &Identity<'_>,
        password: &[u8],
        challenge: &SrpChallenge,
        timestamp: &str,
    ) -> Result<String, SrpError> {
        self.prove_with(&DefaultField::default(), identity, password, challenge, timestamp)
    }

    /// Like [`prove`](Self::prove), but `powers` computes the powers.
    ///
    /// # Errors
    ///
    /// As for [`prove`](Self::prove).
    pub fn prove_with<P: Powers + ?Sized>(
        &self,
        powers: &P,
        identity: &Identity<'_>,
        password: &[u8],
        challenge: &SrpChallenge,
        timestamp: &str,
    ) -> Result<String, SrpError> {
        on_wiped_stack(|| {
            let server_public = &challenge.server_public;
            let scramble = Scramble::between(&self.public, server_public)?;
            let private_key = PrivateKey::derive(identity, password, &challenge.salt);
            let shared = SharedSecret::agree(powers, &self.secret, server_public, &scramble, &private_key)?;
            let key = SessionKey::derive(&shared, &scramble);
            Ok(key.sign(identity, &challenge.secret_block, timestamp))
        })
    }
}
