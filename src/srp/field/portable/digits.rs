//! Numbers as digits of 30 bits: types, and the ways from and to bytes.

use crate::srp::group::{NUMBER_BYTES, Number};

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

/// Cuts a number into digits.
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "constant functions have no iterators; indices and shifts depend on constants only"
)]
pub(super) const fn from_bytes(number: &Number) -> Digits {
    let mut digits = ZERO;
    let (mut window, mut bits) = (0, 0);
    let (mut at, mut digit) = (NUMBER_BYTES, 0);
    while digit < 4 * BLOCKS {
        while bits < DIGIT_BITS {
            if at > 0 {
                at -= 1;
                window |= u64::from_le_bytes([number[at], 0, 0, 0, 0, 0, 0, 0]) << bits;
            }
            bits += 8;
        }
        digits[digit >> 2][digit & 3] = window & MASK;
        window >>= DIGIT_BITS;
        bits -= DIGIT_BITS;
        digit += 1;
    }
    digits
}

/// Joins the digits of a number below 2^3072.
#[expect(clippy::arithmetic_side_effects, reason = "shifts depend on constants only")]
pub(super) fn to_bytes(out: &mut Number, digits: &Digits) {
    let mut digits = digits.as_flattened().iter();
    let (mut window, mut bits) = (0, 0);
    for byte in out.iter_mut().rev() {
        if bits < 8 {
            window |= digits.next().copied().unwrap_or_default() << bits;
            bits += DIGIT_BITS;
        }
        [*byte, ..] = u64::to_le_bytes(window);
        window >>= 8;
        bits -= 8;
    }
}
