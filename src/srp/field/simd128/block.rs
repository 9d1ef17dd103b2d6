//! Four digits in one register.
#![expect(
    clippy::inline_always,
    reason = "the compiler, which optimises for size, would not inline even functions of one instruction"
)]

use core::{arch::wasm32, fmt};

use zeroize::DefaultIsZeroes;

/// Four digits of 32 bits or fewer, the lowest first.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct Block(pub(super) wasm32::v128);

/// What four rows of the schoolbook scheme need of a block: the block in four places, or its four digits.
pub(super) type Four = [Block; 4];

impl Block {
    pub(super) const ZERO: Self = Self::new([0; 4]);

    /// Four digits, of which the lower 32 bits are taken.
    #[inline(always)]
    pub(super) const fn new([d0, d1, d2, d3]: [u64; 4]) -> Self {
        Self(wasm32::u32x4(low_word(d0), low_word(d1), low_word(d2), low_word(d3)))
    }

    /// The digits, in words with room for what is added to them.
    #[inline(always)]
    pub(super) fn digits(self) -> [u64; 4] {
        [
            u64::from(wasm32::u32x4_extract_lane::<0>(self.0)),
            u64::from(wasm32::u32x4_extract_lane::<1>(self.0)),
            u64::from(wasm32::u32x4_extract_lane::<2>(self.0)),
            u64::from(wasm32::u32x4_extract_lane::<3>(self.0)),
        ]
    }

    /// A mask for all digits, from one of all ones or zero.
    #[inline(always)]
    pub(super) fn mask(word: u64) -> Self {
        Self(wasm32::u64x2_splat(word))
    }

    #[inline(always)]
    pub(super) fn and(self, other: Self) -> Self {
        Self(wasm32::v128_and(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn or(self, other: Self) -> Self {
        Self(wasm32::v128_or(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn xor(self, other: Self) -> Self {
        Self(wasm32::v128_xor(self.0, other.0))
    }

    /// Every digit times 2, without carrying.
    #[inline(always)]
    pub(super) fn doubled(self) -> Self {
        Self(wasm32::u32x4_shl(self.0, 1))
    }

    /// The block moved up by 0, 1, 2 and 3 digits, while those of the block `below` move in.
    #[inline(always)]
    pub(super) fn moved_up(self, below: Self) -> Four {
        let (block, below) = (self.0, below.0);
        [
            self,
            Self(wasm32::u32x4_shuffle::<3, 4, 5, 6>(below, block)),
            Self(wasm32::u32x4_shuffle::<2, 3, 4, 5>(below, block)),
            Self(wasm32::u32x4_shuffle::<1, 2, 3, 4>(below, block)),
        ]
    }

    /// A block of each digit four times over.
    #[inline(always)]
    pub(super) fn spread(self) -> Four {
        let block = self.0;
        [
            Self(wasm32::u32x4_shuffle::<0, 0, 0, 0>(block, block)),
            Self(wasm32::u32x4_shuffle::<1, 1, 1, 1>(block, block)),
            Self(wasm32::u32x4_shuffle::<2, 2, 2, 2>(block, block)),
            Self(wasm32::u32x4_shuffle::<3, 3, 3, 3>(block, block)),
        ]
    }
}

#[inline(always)]
const fn low_word(digit: u64) -> u32 {
    let [b0, b1, b2, b3, ..] = digit.to_le_bytes();
    u32::from_le_bytes([b0, b1, b2, b3])
}

impl Default for Block {
    fn default() -> Self {
        Self::ZERO
    }
}

impl DefaultIsZeroes for Block {}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
