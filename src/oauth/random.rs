//! Random text for states and verifiers.

use crate::error::{Error, Result, names};
use crate::secret::{Hidden, Secret};

const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Bytes from here on are dropped: with them, the first letters of the alphabet would be more frequent.
const LIMIT: u8 = 248;

/// How often more bytes are asked for. A generator whose bytes are all dropped is broken, and must not hang the page.
const ROUNDS: usize = 64;

/// Text of `length` letters and digits, each equally likely.
pub(super) fn letters_and_digits(length: usize, fill: &mut dyn FnMut(&mut [u8]) -> Result<()>) -> Result<Secret> {
    let mut text = Hidden::new(String::with_capacity(length));
    let mut bytes = Box::new(Hidden::new([0; 64]));
    for _ in 0..ROUNDS {
        fill(&mut **bytes)?;
        let missing = length.saturating_sub(text.len());
        let letters = bytes.iter().copied().filter(|byte| *byte < LIMIT).filter_map(letter).take(missing);
        text.extend(letters);
        if text.len() == length {
            return Ok(Secret::new(core::mem::take(&mut text)));
        }
    }
    Err(Error::new(&names::RANDOM))
}

/// The letter that a byte stands for.
fn letter(byte: u8) -> Option<char> {
    let index = usize::from(byte).checked_rem(ALPHABET.len())?;
    ALPHABET.get(index).map(|letter| char::from(*letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn has_the_length_asked_for() {
        for length in [0, 1, 32, 64, 65, 128, 1_000] {
            let text = letters_and_digits(length, &mut |bytes| {
                bytes.fill(1);
                Ok(())
            });
            assert_eq!(text.unwrap().expose(), "B".repeat(length));
        }
    }

    #[test]
    fn every_letter_stands_for_as_many_bytes() {
        let mut next = 0_u8;
        let text = letters_and_digits(248, &mut |bytes| {
            for byte in bytes {
                *byte = next;
                next = next.wrapping_add(1);
            }
            Ok(())
        });
        let mut counts = BTreeMap::<_, u32>::new();
        for letter in text.unwrap().expose().bytes() {
            *counts.entry(letter).or_default() += 1;
        }
        assert_eq!(counts.len(), 62);
        assert!(counts.values().all(|count| *count == 4), "{counts:?}");
        assert!(counts.keys().all(u8::is_ascii_alphanumeric));
    }

    #[test]
    fn bytes_that_would_make_some_letters_more_likely_are_dropped() {
        let mut round = 0_u8;
        let text = letters_and_digits(3, &mut |bytes| {
            bytes.fill([248, 255, 247, 0][usize::from(round.min(3))]);
            bytes[1..].fill(255);
            round += 1;
            Ok(())
        });
        assert_eq!(text.unwrap().expose(), "9AA");
    }

    #[test]
    fn a_broken_generator_is_an_error_and_does_not_hang() {
        let stuck = letters_and_digits(32, &mut |bytes| {
            bytes.fill(255);
            Ok(())
        });
        assert_eq!(stuck.unwrap_err().name(), "MissingPolyfill");
        let none = letters_and_digits(32, &mut |_| Err(Error::new(&names::STORAGE)));
        assert_eq!(none.unwrap_err().name(), "StorageException", "the generator's own error");
    }
}
