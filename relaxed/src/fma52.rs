//! The kernel for relaxed SIMD: digits of 52 bits as `f64`, multiplied by fused multiply-add without any rounding.
//!
//! A number is 60 balanced digits, −2^51 to 2^51, in Montgomery form with R = 2^3120. It is signed.
//!
//! Bounds. The multiple of N that the reduction adds is q·N with |q| < R/2 + 2^3068, so for |a|, |b| < 2^3103
//! Montgomery's (a·b + q·N)/R is below 2^3086 + N/2 + 2^3020 < 2^3087, and so is all that is loaded. The sum of two such
//! numbers is below 2^3088. Two squarings in a row give less than 2^54 + N/2 + 2^3020 < 2^3072,
//! which shifted left by at most 31 bits stays below 2^3103.

mod digits;
mod pair;
mod product;

use cognito_wasm::{
    secret::Hidden,
    srp::{
        constant_time::equality_mask,
        field::{Field, WINDOW_ENTRIES, portable, radix},
        group::{N, Number},
    },
};
use digits::{BLOCKS, DIGIT_BITS, Digits, MASK, ONE, ZERO, balance, from_bytes};
use pair::Pair;

/// R² mod N, which brings a number into Montgomery form. R is that of the portable kernel.
const R_SQUARED: Digits = from_bytes(&portable::R_SQUARED);

/// The kernel for relaxed SIMD. Its results are right only if the engine's multiply-add is fused; see [`is_fused`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Fma52;

/// A number in Montgomery form, between −2^3103 and 2^3103.
#[derive(Debug)]
pub struct Element(Hidden<Digits>);

impl Default for Element {
    fn default() -> Self {
        Self(Hidden::new(ZERO))
    }
}

/// Whether the engine rounds a multiply-add once, as this kernel needs. On processors without the instruction, engines may
/// round twice.
#[must_use]
pub fn is_fused() -> bool {
    product::is_fused()
}

impl Field for Fma52 {
    type Element = Element;

    fn load(&self, number: &Number) -> Element {
        let mut element = Element::default();
        product::multiply(&mut element.0, &Hidden::new(from_bytes(number)), &R_SQUARED);
        element
    }

    fn store(&self, out: &mut Number, element: &Element) {
        let mut plain = Element::default();
        // The product with 1 is between −N and N.
        product::multiply(&mut plain.0, &element.0, &ONE);
        radix::from_digits::<DIGIT_BITS>(out, Hidden::new(representative(&plain.0)).iter().copied());
    }

    fn mul(&self, out: &mut Element, a: &Element, b: &Element) {
        product::multiply(&mut out.0, &a.0, &b.0);
    }

    fn sqr(&self, out: &mut Element, a: &Element) {
        product::square(&mut out.0, &a.0);
    }

    #[expect(clippy::arithmetic_side_effects, reason = "the sum of two digits and a carry is within ±2^53")]
    fn add(&self, out: &mut Element, a: &Element, b: &Element) {
        let mut carry = 0;
        for ((out, a), b) in out.0.iter_mut().zip(a.0.iter()).zip(b.0.iter()) {
            let ([a0, a1], [b0, b1]) = (a.digits(), b.digits());
            *out = Pair::new([balance(a0 + b0, &mut carry), balance(a1 + b1, &mut carry)]);
        }
    }

    fn shl(&self, out: &mut Element, a: &Element, window: u64) {
        let mut carry = 0;
        for (out, a) in out.0.iter_mut().zip(a.0.iter()) {
            *out = Pair::new(a.digits().map(|digit| shift(digit, window, &mut carry)));
        }
    }

    fn select(&self, out: &mut Element, table: &[Element; WINDOW_ENTRIES], window: u64) {
        *out.0 = ZERO;
        for (index, entry) in (0..).zip(table) {
            let mask = equality_mask(index, window);
            for (out, entry) in out.0.iter_mut().zip(entry.0.iter()) {
                *out = out.or(entry.masked(mask));
            }
        }
    }
}

/// One digit of a number's shift by at most 31 bits, balanced, and the carry to the next.
///
/// The shifted digit has up to 83 bits, so it is handled in halves of 26.
#[expect(clippy::arithmetic_side_effects, reason = "a half shifted by 31 bits has 57 bits, and the carry has 32")]
fn shift(digit: i64, window: u64, carry: &mut i64) -> i64 {
    const HALF_BITS: u32 = DIGIT_BITS >> 1;
    const HALF_MASK: i64 = (1 << HALF_BITS) - 1;
    let low = ((digit & HALF_MASK) << window) + *carry;
    let high = ((digit >> HALF_BITS) << window) + (low >> HALF_BITS);
    *carry = (high + (1 << (HALF_BITS - 1))) >> HALF_BITS;
    ((high - (*carry << HALF_BITS)) << HALF_BITS) + (low & HALF_MASK)
}

/// The digits of the representative from 0 to N − 1 of a number between −N and N.
#[expect(clippy::arithmetic_side_effects, reason = "the sum of two digits and a carry is within ±2^54")]
fn representative(digits: &Digits) -> [u64; 4 * BLOCKS] {
    // The sign is that of the carry out of the top digit: 0 or −1.
    let mut sign = 0;
    for digit in digits.iter().flat_map(|pair| pair.digits()) {
        sign = (digit + sign) >> DIGIT_BITS;
    }
    let modulus = radix::to_digits::<DIGIT_BITS, BLOCKS>(&N);
    let mut positive = [0; 4 * BLOCKS];
    let mut carry = 0;
    let summands = modulus.as_flattened().iter().map(|digit| digit.cast_signed() & sign);
    for ((out, digit), summand) in positive.iter_mut().zip(digits.iter().flat_map(|pair| pair.digits())).zip(summands) {
        let sum = digit + summand + carry;
        carry = sum >> DIGIT_BITS;
        *out = sum.cast_unsigned() & MASK;
    }
    positive
}

#[cfg(test)]
mod tests {
    use cognito_wasm::srp::group::NUMBER_BYTES;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;
    use digits::PAIRS;

    wasm_bindgen_test_configure!(run_in_browser);

    fn stored(element: &Element) -> Number {
        let mut number = [0; NUMBER_BYTES];
        Fma52.store(&mut number, element);
        number
    }

    fn made(operation: impl FnOnce(&mut Element)) -> Number {
        let mut out = Element::default();
        operation(&mut out);
        stored(&out)
    }

    /// Digits as large as they can be: all of one sign, or of alternating signs.
    fn extremes() -> impl Iterator<Item = Element> {
        let (least, most) = (-(1 << 51), (1 << 51) - 1);
        [[least, least], [most, most], [least, most], [most, least]].into_iter().map(|pair| {
            let mut digits = [Pair::new(pair); PAIRS];
            digits[PAIRS - 1] = Pair::new([pair[0], 1 << 34]);
            Element(Hidden::new(digits))
        })
    }

    /// `store` and `load` give digits of ordinary size, for which other tests compare the kernel with another library.
    #[wasm_bindgen_test]
    fn multiplies_the_largest_elements() {
        for a in extremes() {
            let ordinary_a = Fma52.load(&stored(&a));
            assert_eq!(made(|out| Fma52.sqr(out, &a)), made(|out| Fma52.sqr(out, &ordinary_a)));
            for b in extremes() {
                let ordinary_b = Fma52.load(&stored(&b));
                let product = made(|out| Fma52.mul(out, &a, &b));
                assert_eq!(product, made(|out| Fma52.mul(out, &ordinary_a, &ordinary_b)));
            }
        }
    }
}
