//! Comparisons whose time does not depend on the numbers compared.

use core::hint::black_box;

/// All ones if `a` equals `b`, else 0, for numbers below 2^63.
#[must_use]
#[inline]
pub fn equality_mask(a: u64, b: u64) -> u64 {
    // `a ^ b` is 0 for equal numbers only, and only 0 − 1 sets the top bit. `black_box` keeps the compiler from seeing
    // that the mask stands for a condition, on which it might branch.
    black_box((a ^ b).wrapping_sub(1) >> 63).wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_equal_numbers_only() {
        let numbers = [0, 1, 2, 31, 32, 1 << 30, 1 << 62, (1 << 63) - 1];
        for a in numbers {
            for b in numbers {
                assert_eq!(equality_mask(a, b), if a == b { u64::MAX } else { 0 });
            }
        }
    }
}
