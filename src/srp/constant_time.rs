//! Choices that leave no trace in the time they take.

use core::hint::black_box;

/// All ones if `a` equals `b`, else 0, for numbers below 2^63.
#[must_use]
#[inline]
pub fn equality_mask(a: u64, b: u64) -> u64 {
    // Only equal numbers differ by 0, and only 0 − 1 sets the top bit. Opaque, so that the compiler
    // does not find out that the mask is a condition in disguise and branch on it.
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
