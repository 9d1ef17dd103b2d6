//! Montgomery's multiplication, column by column, two columns at a time.
//!
//! A product of two digits, p, has 102 bits. Added to 1.5·2^103, whose last place is worth 2^51, it is rounded to a multiple
//! h·2^51; the difference l = p − h·2^51 is what a second multiply-add leaves, exactly. Both come as the bits of an `f64` of
//! known exponent, so the integers h and l are those bits minus a constant, and columns of h and l are summed up as integers:
//! the bits themselves, less as many constants as there were summands. h counts half a digit, and half of it carries on.
//!
//! N ≡ −1 (mod 2^64), so the digit q that the reduction multiplies N by is the lowest digit itself,
//! and q·N = q·(N+1) − q, where −q clears that digit and the lowest digit of N+1 is zero.
//!
//! Bounds. Digits are within ±2^51, products within ±2^102, h within ±2^51 and l within ±2^50. A column has at most 60 products
//! of a and b, doubled or not, and 60 of q and N+1: sums of h are below 2^58, of l below 2^57, and carries below 2^58.
#![expect(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    reason = "the bounds above exclude overflow and rounding; checked operations would branch on secrets"
)]
#![expect(clippy::indexing_slicing, reason = "indices depend on constants only, and are in range for all")]

use core::{arch::wasm32, hint::black_box};

use cognito_wasm::{
    secret::Hidden,
    srp::{field::radix, group::N},
};

use super::{
    digits::{BLOCKS, DIGIT_BITS, Digits, PAIRS, balance},
    pair::{Pair, Two},
};

/// A number's pairs, each moved up by 0 and 1 digits.
type MovedUp = [Two; PAIRS + 1];

/// A number's digits, each in a pair of its own.
type Spread = [Two; PAIRS];

/// 1.5·2^103
const HIGH: f64 = 1.5 * power_of_two(103);

/// 1.5·2^52
const LOW: f64 = 1.5 * power_of_two(52);

/// 2^exponent
const fn power_of_two(exponent: u64) -> f64 {
    f64::from_bits((1023 + exponent) << 52)
}

/// N + 1, whose lowest 64 bits are zero, moved up.
const MODULUS_PLUS_ONE: MovedUp = {
    let digits = radix::to_digits::<DIGIT_BITS, BLOCKS>(&N);
    // Below there are digits of zero, and one is above.
    let mut padded = [0; 2 * PAIRS + 4];
    let (mut at, mut carry) = (1, 1);
    while at < 2 * PAIRS {
        let digit = digits[at >> 2][at & 3].cast_signed();
        padded[at + 2] = balance(digit, &mut carry);
        at += 1;
    }
    let mut moved_up = [[Pair::ZERO; 2]; PAIRS + 1];
    let mut place = 0;
    while place < 2 * (PAIRS + 1) {
        let (pair, up) = (place >> 1, place & 1);
        let at = 2 * pair + 2 - up;
        moved_up[pair][up] = Pair::new([padded[at], padded[at + 1]]);
        place += 1;
    }
    moved_up
};

/// `out = a·b/R mod N`
// Neither this nor `square` is inlined: engines optimise a WebAssembly function that is called often, and only a later call
// runs the optimised code. A whole exponentiation in one function would never run it.
#[inline(never)]
#[target_feature(enable = "simd128,relaxed-simd")]
pub(super) fn multiply(out: &mut Digits, a: &Digits, b: &Digits) {
    let mut moved_up = Hidden::new([[Pair::ZERO; 2]; PAIRS + 1]);
    let mut spread = Hidden::new([[Pair::ZERO; 2]; PAIRS]);
    prepare(&mut moved_up, &mut spread, a, b);
    let splitter = Splitter::new();
    reduce(out, |column| {
        let (lowest, above) = (column.saturating_sub(PAIRS), PAIRS.min(column + 1));
        let mut sums = Sums::new(splitter);
        sums.add_rows(moved_up.get(column + 1 - above..=column - lowest), spread.get(lowest..above));
        sums
    });
}

/// `out = a²/R mod N`, where products of two different digits are computed once and doubled.
#[inline(never)]
#[target_feature(enable = "simd128,relaxed-simd")]
pub(super) fn square(out: &mut Digits, a: &Digits) {
    let mut moved_up = Hidden::new([[Pair::ZERO; 2]; PAIRS + 1]);
    let mut spread = Hidden::new([[Pair::ZERO; 2]; PAIRS]);
    prepare(&mut moved_up, &mut spread, a, a);
    let splitter = Splitter::new();
    reduce(out, |column| {
        let (lowest, middle) = (column.saturating_sub(PAIRS), column >> 1);
        let mut sums = Sums::new(splitter);
        sums.add_rows(moved_up.get(column - middle + 1..=column - lowest), spread.get(lowest..middle));
        // Of the middle rows, only the products right of the squares. In the upper column, each row meets the digit above its own.
        let (Some([lower, upper]), Some(&[level, _]), Some(&[next, moved])) =
            (spread.get(middle), moved_up.get(middle), moved_up.get(middle + 1))
        else {
            return sums;
        };
        let digit = if column & 1 == 0 {
            sums.add(level.upper(), *lower);
            lower.lower()
        } else {
            sums.add(next, *lower);
            sums.add(moved.upper(), *upper);
            upper.lower()
        };
        sums.double();
        // The square of a digit falls into a lower column.
        sums.add(digit, digit);
        sums
    });
}

fn prepare(moved_up: &mut MovedUp, spread: &mut Spread, a: &Digits, b: &Digits) {
    let mut below = Pair::ZERO;
    for (out, pair) in moved_up.iter_mut().zip(a.iter().chain([&Pair::ZERO])) {
        *out = pair.moved_up(below);
        below = *pair;
    }
    for (out, pair) in spread.iter_mut().zip(b) {
        *out = pair.spread();
    }
}

/// `out = p/R mod N`, where `product` sums up the columns of p, two at a time.
#[inline]
#[target_feature(enable = "simd128,relaxed-simd")]
fn reduce(out: &mut Digits, product: impl Fn(usize) -> Sums) {
    let mut quotient = Hidden::new([[Pair::ZERO; 2]; PAIRS]);
    let mut carry = 0;
    for column in 0..2 * PAIRS {
        let (lowest, above) = (column.saturating_sub(PAIRS), column.min(PAIRS));
        let mut sums = product(column);
        // The newest digits of the quotient come last, so that the processor need not wait for them.
        sums.add_rows(MODULUS_PLUS_ONE.get(column - above + 1..=column - lowest), quotient.get(lowest..above));
        let low = sums.column::<0>(&mut carry);
        if let Some(quotient) = quotient.get_mut(column) {
            let lower = Pair::new([low, low]);
            sums.add(MODULUS_PLUS_ONE[0][0], lower);
            let high = sums.column::<1>(&mut carry);
            *quotient = [lower, Pair::new([high, high])];
        } else if let Some(out) = out.get_mut(lowest) {
            *out = Pair::new([low, sums.column::<1>(&mut carry)]);
        }
    }
}

/// The constants that products are split with, hidden from the compiler: it would put them into the innermost loops, where
/// engines load them anew each time.
#[derive(Clone, Copy)]
struct Splitter {
    high: wasm32::v128,
    both: wasm32::v128,
}

impl Splitter {
    fn new() -> Self {
        let [high, both] = black_box([HIGH, HIGH + LOW]);
        Self { high: wasm32::f64x2_splat(high), both: wasm32::f64x2_splat(both) }
    }
}

/// Two columns: bits of halves h and l of products.
#[derive(Clone, Copy)]
struct Sums {
    splitter: Splitter,
    high: wasm32::v128,
    low: wasm32::v128,
    /// Products in each column.
    count: i64,
}

impl Sums {
    fn new(splitter: Splitter) -> Self {
        Self { splitter, high: wasm32::i64x2(0, 0), low: wasm32::i64x2(0, 0), count: 0 }
    }

    /// Adds what twice as many rows as there are in `spread` add to these columns. The higher a row,
    /// the lower the digits that it is multiplied with here.
    #[inline]
    #[target_feature(enable = "simd128,relaxed-simd")]
    fn add_rows(&mut self, moved_up: Option<&[Two]>, spread: Option<&[Two]>) {
        let (Some(moved_up), Some(spread)) = (moved_up, spread) else { return };
        for ([m0, m1], [s0, s1]) in moved_up.iter().rev().zip(spread) {
            self.add(*m0, *s0);
            self.add(*m1, *s1);
        }
    }

    #[inline]
    #[target_feature(enable = "simd128,relaxed-simd")]
    fn add(&mut self, Pair(a): Pair, Pair(b): Pair) {
        let high = wasm32::f64x2_relaxed_madd(a, b, self.splitter.high);
        // LOW − h·2^51 is exact, and so is its sum with the product.
        let rest = wasm32::f64x2_sub(self.splitter.both, high);
        let low = wasm32::f64x2_relaxed_madd(a, b, rest);
        self.high = wasm32::i64x2_add(self.high, high);
        self.low = wasm32::i64x2_add(self.low, low);
        self.count += 1;
    }

    #[inline]
    fn double(&mut self) {
        self.high = wasm32::i64x2_shl(self.high, 1);
        self.low = wasm32::i64x2_shl(self.low, 1);
        self.count *= 2;
    }

    /// The lowest digit of a column, balanced. The rest is left as the carry.
    #[inline]
    fn column<const LANE: usize>(&self, carry: &mut i64) -> i64 {
        let integer = |bits: wasm32::v128, constant: f64| {
            let constants = constant.to_bits().cast_signed().wrapping_mul(self.count);
            wasm32::i64x2_extract_lane::<LANE>(bits).wrapping_sub(constants)
        };
        let (high, low) = (integer(self.high, HIGH), integer(self.low, LOW));
        let digit = balance(low + ((high & 1) << (DIGIT_BITS - 1)), carry);
        *carry += high >> 1;
        digit
    }
}

/// Whether (2^27 + 1)² − 2^54 − 2^28, which is 1, comes out as 1 and not as 0.
#[target_feature(enable = "simd128,relaxed-simd")]
pub(super) fn is_fused() -> bool {
    let factor = f64::from((1 << 27) + 1);
    let summand = -(power_of_two(54) + power_of_two(28));
    let [factor, summand] = black_box([factor, summand]).map(|value| wasm32::f64x2_splat(value));
    let sum = wasm32::f64x2_relaxed_madd(factor, factor, summand);
    let one = 1_f64.to_bits();
    wasm32::u64x2_extract_lane::<0>(sum) == one && wasm32::u64x2_extract_lane::<1>(sum) == one
}
