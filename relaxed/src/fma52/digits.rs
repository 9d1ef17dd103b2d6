//! Numbers as balanced digits of 52 bits.

use cognito_wasm::srp::{field::radix, group::Number};

use super::pair::Pair;

pub(super) const DIGIT_BITS: u32 = 52;

/// The bits of a digit that is not balanced.
pub(super) const MASK: u64 = (1 << DIGIT_BITS) - 1;

/// Blocks of four digits that a number is cut into: 60 digits, 3120 bits.
pub(super) const BLOCKS: usize = 15;

/// Pairs of digits of a number.
pub(super) const PAIRS: usize = 30;

/// A number, the lowest pair first.
pub(super) type Digits = [Pair; PAIRS];

pub(super) const ZERO: Digits = [Pair::ZERO; PAIRS];

pub(super) const ONE: Digits = {
    let mut one = ZERO;
    one[0] = Pair::new([1, 0]);
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
    let (mut pairs, mut carry, mut pair) = (ZERO, 0, 0);
    while pair < PAIRS {
        let [low, high] = [digits[pair >> 1][(2 * pair) & 3], digits[pair >> 1][(2 * pair + 1) & 3]];
        pairs[pair] = Pair::new([balance(low.cast_signed(), &mut carry), balance(high.cast_signed(), &mut carry)]);
        pair += 1;
    }
    pairs
}

/// The balanced digit of a column, and the carry to the next.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "columns are within ±2^60, and so are carries")]
pub(super) const fn balance(column: i64, carry: &mut i64) -> i64 {
    let sum = column + *carry;
    *carry = (sum + (1 << (DIGIT_BITS - 1))) >> DIGIT_BITS;
    sum - (*carry << DIGIT_BITS)
}
