//! Numbers as digits of 28 bits.

use super::block::Block;
use crate::srp::{field::radix, group::Number};

pub(super) const DIGIT_BITS: u32 = 28;

/// The bits of a digit.
pub(super) const MASK: u64 = (1 << DIGIT_BITS) - 1;

/// Blocks of a number: 112 digits, 3136 bits.
pub(super) const BLOCKS: usize = 28;

/// A number, the lowest block first.
pub(super) type Digits = [Block; BLOCKS];

pub(super) const ZERO: Digits = [Block::ZERO; BLOCKS];

pub(super) const ONE: Digits = {
    let mut one = ZERO;
    one[0] = Block::new([1, 0, 0, 0]);
    one
};

/// Splits a number into digits.
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "constant functions have no iterators; the index stops at the end of both arrays"
)]
pub(super) const fn from_bytes(number: &Number) -> Digits {
    let digits = radix::to_digits::<DIGIT_BITS, BLOCKS>(number);
    let mut blocks = ZERO;
    let mut block = 0;
    while block < BLOCKS {
        blocks[block] = Block::new(digits[block]);
        block += 1;
    }
    blocks
}

/// Joins the digits of a number below 2^3072.
pub(super) fn to_bytes(out: &mut Number, digits: &Digits) {
    radix::from_digits::<DIGIT_BITS>(out, digits.iter().flat_map(|block| block.digits()));
}
