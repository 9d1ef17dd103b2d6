//! Two digits in one register.

use core::{arch::wasm32, fmt};

use zeroize::DefaultIsZeroes;

/// Two digits, as `f64`, the lower first.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct Pair(pub(super) wasm32::v128);

/// What two rows of the schoolbook scheme need of a pair: the pair in two places, or its two digits.
pub(super) type Two = [Pair; 2];

impl Pair {
    pub(super) const ZERO: Self = Self::new([0, 0]);

    /// Two digits within ±2^53.
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "whole numbers up to 2^53 are exact")]
    pub(super) const fn new([low, high]: [i64; 2]) -> Self {
        Self(wasm32::f64x2(low as f64, high as f64))
    }

    /// The digits, in words with room for what is added to them.
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "digits are whole numbers")]
    pub(super) fn digits(self) -> [i64; 2] {
        [wasm32::f64x2_extract_lane::<0>(self.0) as i64, wasm32::f64x2_extract_lane::<1>(self.0) as i64]
    }

    /// The pair if `mask` is all ones, zeros if it is zero.
    pub(super) fn masked(self, mask: u64) -> Self {
        Self(wasm32::v128_and(self.0, wasm32::u64x2_splat(mask)))
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(wasm32::v128_or(self.0, other.0))
    }

    /// The pair moved up by 0 and 1 digits, while that of the pair `below` moves in.
    pub(super) fn moved_up(self, below: Self) -> Two {
        [self, Self(wasm32::u64x2_shuffle::<1, 2>(below.0, self.0))]
    }

    /// A pair of each digit twice over.
    pub(super) fn spread(self) -> Two {
        [Self(wasm32::u64x2_shuffle::<0, 0>(self.0, self.0)), Self(wasm32::u64x2_shuffle::<1, 1>(self.0, self.0))]
    }

    /// The upper digit, and zero below it.
    pub(super) fn upper(self) -> Self {
        Self(wasm32::u64x2_shuffle::<0, 3>(Self::ZERO.0, self.0))
    }

    /// The lower digit, and zero above it.
    pub(super) fn lower(self) -> Self {
        Self(wasm32::u64x2_shuffle::<0, 2>(self.0, Self::ZERO.0))
    }
}

impl Default for Pair {
    fn default() -> Self {
        Self::ZERO
    }
}

impl DefaultIsZeroes for Pair {}

impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
