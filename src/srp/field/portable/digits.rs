//! Numbers as digits of 30 bits.

use crate::srp::{field::radix, group::Number};

pub(super) const DIGIT_BITS: u32 = 30;

/// The bits of a digit.
pub(super) const MASK: u64 = (1 << DIGIT_BITS) - 1;

/// Digits, or columns of a product, that are handled at a time; the lowest first.
pub(super) type Block = [u64; 4];

/// Blocks of a number: 104 digits, 3120 bits.
pub(super) const BLOCKS: usize = 26;

/// A number, the lowest block first.
pub(super) type Digits = [Block; BLOCKS];

pub(super) const ZERO: Digits = [[0; 4]; BLOCKS];

pub(super) const ONE: Digits = {
    let mut one = ZERO;
    one[0][0] = 1;
    one
};

/// Splits a number into digits.
pub(super) const fn from_bytes(number: &Number) -> Digits {
    radix::to_digits::<DIGIT_BITS, BLOCKS>(number)
}

/// Joins the digits of a number below 2^3072.
pub(super) fn to_bytes(out: &mut Number, digits: &Digits) {
    radix::from_digits::<DIGIT_BITS>(out, digits.as_flattened().iter().copied());
}
