//! The buffer through which a second WebAssembly module computes [`Powers`](super::Powers): which bytes hold which number.
//!
//! Numbers are big-endian.

use core::ops::Range;

use crate::srp::exponent::MAX_BYTES;
use crate::srp::group::NUMBER_BYTES;

/// B. The module replaces it by the result.
pub const SERVER_PUBLIC: Range<usize> = 0..NUMBER_BYTES;

/// The result.
pub const RESULT: Range<usize> = SERVER_PUBLIC;

/// The exponent a. It may be shorter, and the module is told its length.
pub const A: Range<usize> = following(&SERVER_PUBLIC, MAX_BYTES);

/// u
pub const U: Range<usize> = following(&A, 32);

/// x
pub const X: Range<usize> = following(&U, 32);

/// Length of the whole buffer.
pub const BYTES: usize = X.end;

#[expect(clippy::arithmetic_side_effects, reason = "evaluated by the compiler, for small numbers")]
const fn following(place: &Range<usize>, length: usize) -> Range<usize> {
    place.end..place.end + length
}
