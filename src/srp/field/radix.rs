//! Conversion between bytes and digits of a size that the kernel chooses.

use crate::srp::group::Number;

/// Splits a number into digits of `BITS` bits, at most 56, the lowest first and four to a block.
#[must_use]
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "constant functions have no iterators; indices and shifts depend on constants only"
)]
pub const fn to_digits<const BITS: u32, const BLOCKS: usize>(number: &Number) -> [[u64; 4]; BLOCKS] {
    let mut digits = [[0; 4]; BLOCKS];
    let (mut window, mut bits) = (0, 0);
    let (mut bytes, mut digit) = (number.as_slice(), 0);
    while digit < 4 * BLOCKS {
        while bits < BITS {
            if let [higher @ .., byte] = bytes {
                bytes = higher;
                window |= u64::from_le_bytes([*byte, 0, 0, 0, 0, 0, 0, 0]) << bits;
            }
            bits += 8;
        }
        digits[digit >> 2][digit & 3] = window & !(u64::MAX << BITS);
        window >>= BITS;
        bits -= BITS;
        digit += 1;
    }
    digits
}

/// Joins digits of `BITS` bits, at most 56, the lowest first, to a number below 2^3072.
#[expect(clippy::arithmetic_side_effects, reason = "shifts depend on constants only")]
pub fn from_digits<const BITS: u32>(out: &mut Number, digits: impl IntoIterator<Item = u64>) {
    let mut digits = digits.into_iter();
    let (mut window, mut bits) = (0, 0);
    for byte in out.iter_mut().rev() {
        if bits < 8 {
            window |= digits.next().unwrap_or_default() << bits;
            bits += BITS;
        }
        [*byte, ..] = u64::to_le_bytes(window);
        window >>= 8;
        bits -= 8;
    }
}
