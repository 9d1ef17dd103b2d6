//! Proof Key for Code Exchange (RFC 7636): whoever steals the code cannot use it without the verifier.

use super::random::letters_and_digits;
use crate::error::Result;
use crate::hash::sha256;
use crate::secret::Secret;
use crate::text;

/// How many characters a verifier may have (RFC 7636 §4.1).
const LENGTHS: core::ops::RangeInclusive<usize> = 43..=128;

/// The name of the only method that is used, in requests.
pub(super) const METHOD: &str = "S256";

/// A code verifier. It is kept until the user comes back, and goes to the token endpoint alone.
#[derive(Debug)]
pub struct Verifier(Secret);

impl Verifier {
    /// A new verifier, of 128 letters and digits. `fill` fills a buffer with cryptographic random bytes.
    ///
    /// # Errors
    /// Those of `fill`; `MissingPolyfill` if its bytes are not random.
    pub fn generate(fill: &mut dyn FnMut(&mut [u8]) -> Result<()>) -> Result<Self> {
        letters_and_digits(*LENGTHS.end(), fill).map(Self)
    }

    /// Reads a verifier that was kept. `None` unless it has the form of one.
    #[must_use]
    pub fn read(text: String) -> Option<Self> {
        let text = Secret::new(text);
        let is_plain = text.expose().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
        (is_plain && LENGTHS.contains(&text.expose().len())).then_some(Self(text))
    }

    /// The code challenge, which is not secret.
    #[must_use]
    pub fn challenge(&self) -> String {
        text::encode_base64url(sha256(&[self.expose().as_bytes()]).as_slice())
    }

    /// The text, to be kept or sent.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The text, for the request.
    pub(super) fn into_secret(self) -> Secret {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        let verifier = Verifier::read(VERIFIER.to_owned()).unwrap();
        assert_eq!(verifier.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn a_new_one_has_128_letters_and_digits_and_can_be_read_again() {
        let mut next = 7_u8;
        let verifier = Verifier::generate(&mut |bytes| {
            for byte in bytes {
                next = next.wrapping_mul(77).wrapping_add(31);
                *byte = next;
            }
            Ok(())
        });
        let verifier = verifier.unwrap();
        assert_eq!(verifier.expose().len(), 128);
        assert!(verifier.expose().bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let read = Verifier::read(verifier.expose().to_owned()).unwrap();
        assert_eq!(read.challenge(), verifier.challenge());
        assert_eq!(verifier.into_secret().expose(), read.expose());
    }

    #[test]
    fn what_is_not_a_verifier_is_not_read() {
        for text in ["", &"a".repeat(42), &"a".repeat(129), &[&"a".repeat(43), "+"].concat(), &"é".repeat(43)] {
            assert!(Verifier::read(text.to_owned()).is_none(), "{text}");
        }
        for text in ["a".repeat(43), "~".repeat(128), "-._~".repeat(20)] {
            assert!(Verifier::read(text).is_some());
        }
    }

    #[test]
    fn is_not_printed() {
        let verifier = Verifier::read(VERIFIER.to_owned()).unwrap();
        assert_eq!(format!("{verifier:?}"), "Verifier([redacted])");
    }
}
