//! Secret exponents, whose length is public and whose value is not.
#![expect(clippy::arithmetic_side_effects, reason = "words of 32 bits in 64: a product and two summands fit exactly")]

use core::iter;

use super::field::WINDOW_BITS;
use crate::secret::Hidden;

/// The longest exponent that is accepted, in bytes: Amplify's 1024 bits.
pub const MAX_BYTES: usize = 128;

const WORD_BITS: u32 = 32;
const WORD_MASK: u64 = (1 << WORD_BITS) - 1;

/// 1024 bits and a carry.
const WORDS: usize = 33;

/// A non-negative number that a base is raised to.
///
/// Its length in bits follows from how it was made, never from its value: an exponent with leading
/// zeros takes as long as any other.
#[derive(Debug)]
pub struct Exponent {
    /// The lowest first.
    words: Hidden<[u64; WORDS]>,
    bits: usize,
}

impl Exponent {
    /// Reads 1 to [`MAX_BYTES`] big-endian bytes, leading zeros included in the length.
    #[must_use]
    pub fn from_be_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.is_empty() || bytes.len() > MAX_BYTES {
            return None;
        }
        let mut words = Hidden::new([0; WORDS]);
        write_words(&mut *words, bytes);
        Some(Self { words, bits: 8 * bytes.len() })
    }

    /// Like [`from_be_bytes`](Self::from_be_bytes), but in a `Box`: moving the number would leave copies.
    pub(super) fn boxed(bytes: &[u8]) -> Option<Box<Self>> {
        (1..=MAX_BYTES).contains(&bytes.len()).then(|| Self::boxed_unchecked(bytes))
    }

    /// Reads 256 bits into a `Box`.
    pub(super) fn boxed_digest(digest: &[u8; 32]) -> Box<Self> {
        Self::boxed_unchecked(digest)
    }

    fn boxed_unchecked(bytes: &[u8]) -> Box<Self> {
        let mut exponent = Box::new(Self { words: Hidden::new([0; WORDS]), bits: 8 * bytes.len() });
        write_words(&mut *exponent.words, bytes);
        exponent
    }

    /// Reads 256 bits.
    #[must_use]
    pub(super) fn from_digest(digest: &[u8; 32]) -> Self {
        let mut words = Hidden::new([0; WORDS]);
        write_words(&mut *words, digest);
        Self { words, bits: 8 * digest.len() }
    }

    /// `self + u·x`, which takes one bit more than the longer of the two summands.
    #[must_use]
    pub fn plus_product(&self, u: &[u8; 32], x: &[u8; 32]) -> Self {
        let (mut u_words, mut x_words) = (Hidden::new([0; 8]), Hidden::new([0; 8]));
        write_words(&mut *u_words, u);
        write_words(&mut *x_words, x);

        let mut words = Hidden::new(*self.words);
        for (offset, u_word) in u_words.iter().enumerate() {
            let mut carry = 0;
            let row = x_words.iter().chain(iter::repeat(&0));
            for (word, x_word) in words.iter_mut().skip(offset).zip(row) {
                let sum = *word + u_word * x_word + carry;
                *word = sum & WORD_MASK;
                carry = sum >> WORD_BITS;
            }
        }
        Self { words, bits: self.bits.max(8 * (u.len() + x.len())) + 1 }
    }

    /// Writes the number into the end of `out`, big-endian.
    pub fn write_be_bytes(&self, out: &mut [u8]) {
        let bytes = self.words.iter().flat_map(|word| word.to_le_bytes().into_iter().take(4));
        for (out, byte) in out.iter_mut().rev().zip(bytes) {
            *out = byte;
        }
    }

    /// Length in bits, leading zeros included.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// The `index`th window of [`WINDOW_BITS`] bits, counted from the lowest.
    #[must_use]
    pub(super) fn window(&self, index: usize) -> u64 {
        self.bits_from(index, WINDOW_BITS)
    }

    /// `count` bits, at most 32, upwards from the `index`th window; beyond the end there are zeros.
    #[must_use]
    pub(super) fn bits_from(&self, index: usize, count: usize) -> u64 {
        let position = index * WINDOW_BITS;
        let (word, shift) = (position >> 5, position & 31);
        let at = |word: usize| self.words.get(word).copied().unwrap_or(0);
        let pair = at(word) | at(word + 1) << WORD_BITS;
        (pair >> shift) & !(u64::MAX << count)
    }
}

/// Splits a big-endian number into words, the lowest first.
fn write_words(words: &mut [u64], bytes: &[u8]) {
    for (word, chunk) in words.iter_mut().zip(bytes.rchunks(4)) {
        *word = chunk.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
    }
}
