//! The portable kernel: safe Rust without SIMD, the reference for the others.
//!
//! A number is 104 digits of 30 bits, in Montgomery form with R = 2^3120.
//!
//! Bounds. R exceeds N by 48 bits, which replaces every final subtraction of N: for a, b < 2^3104,
//! Montgomery's a·b/R is below 2^3088 + N < 2^3089, and so is all that is loaded. The sum of two such
//! numbers is below 2^3090. Two squarings in a row give less than 2^3058 + N < 2N,
//! which shifted left by at most 31 bits stays below 2^3104.

mod digits;
mod product;

use super::{Field, WINDOW_ENTRIES};
use crate::{
    secret::Hidden,
    srp::{
        constant_time::equality_mask,
        group::{N, Number, from_words},
    },
};
use digits::{DIGIT_BITS, Digits, MASK, ONE, ZERO, from_bytes, to_bytes};

/// R² mod N, which brings a number into Montgomery form.
#[rustfmt::skip]
pub const R_SQUARED: Number = from_words(&[
    0x2C90_9A94_C5E7_4AEC, 0x3AA1_A105_13FA_2E52, 0x533D_D329_E533_80A9, 0x8F7C_C6EB_20C8_817B,
    0x8BA2_476A_21BF_4C2A, 0xB615_8282_DF99_3C44, 0xDC80_BF89_93E4_FB61, 0xFA65_4797_2CB3_BC9B,
    0x9CB2_8259_F012_8C29, 0x7D92_604B_6C49_D675, 0x40AE_D608_5D86_D86B, 0x1E38_37B5_28C2_C0A6,
    0xBBE4_FE71_5AA9_404B, 0xB8BC_AEBB_53EE_4256, 0x7D03_AFD4_76CF_2FFB, 0xC203_2956_417F_07B5,
    0x91FD_35D4_D879_F95D, 0x75F5_AB7E_A5C0_3654, 0xCA43_12FA_0DC2_C1AB, 0x32E2_0885_6856_343D,
    0x7EB5_9673_7C23_DFE8, 0x7783_2642_C70E_47D2, 0xC73C_CFC4_7798_7422, 0x8D8C_FFAF_2D38_7DB7,
    0xB953_4F9F_E512_2DDA, 0x0259_D261_543B_E69E, 0x6D2C_3007_0DDF_6205, 0xC7FC_D8F9_9C73_5E9C,
    0xE01B_6BCC_3F34_34FD, 0x0F84_6D83_2A67_0541, 0x3E89_D6CD_52B2_E6B2, 0x5E1D_3D6B_232E_0976,
    0xFD6E_5591_A0C8_3EB5, 0x5557_ABD2_6383_36BA, 0x6E97_20B8_52C2_F231, 0xF76C_8E5A_9862_E5A2,
    0xA1EF_FFB2_4E03_2719, 0x4E21_22CB_91BD_E7FE, 0xD099_0C25_C640_ECAF, 0xEA54_FEF0_8F0A_684F,
    0xB476_A74A_7CC6_93B4, 0xA608_7C29_5297_5637, 0x352B_2CB3_D92D_1AE9, 0x8534_CA68_86AF_364E,
    0xD1CD_8386_C3E1_0FD6, 0xDAEE_19DE_EBD5_1F4A, 0x315F_F5F8_966E_2172, 0x51DF_35DA_5840_647B,
]);

const R_SQUARED_DIGITS: Digits = from_bytes(&R_SQUARED);

const MODULUS: Digits = from_bytes(&N);

/// The portable kernel.
#[derive(Debug, Clone, Copy, Default)]
pub struct Portable;

/// A number in Montgomery form, below 2^3104.
#[derive(Debug)]
pub struct Element(Hidden<Digits>);

impl Element {
    fn digits(&self) -> &[u64] {
        self.0.as_flattened()
    }

    fn digits_mut(&mut self) -> &mut [u64] {
        self.0.as_flattened_mut()
    }
}

impl Default for Element {
    fn default() -> Self {
        Self(Hidden::new(ZERO))
    }
}

impl Field for Portable {
    type Element = Element;

    fn load(&self, number: &Number) -> Element {
        let mut element = Element::default();
        product::multiply(&mut element.0, &Hidden::new(from_bytes(number)), &R_SQUARED_DIGITS);
        element
    }

    fn store(&self, out: &mut Number, element: &Element) {
        let mut plain = Element::default();
        // The product with 1 is below 2^3104/R + N, so at most N itself.
        product::multiply(&mut plain.0, &element.0, &ONE);
        clear_if_modulus(&mut plain);
        to_bytes(out, &plain.0);
    }

    // Not inlined: engines optimise a WebAssembly function that is called often, and only a later call runs the
    // optimised code. A whole exponentiation in one function would never run it.
    #[inline(never)]
    fn mul(&self, out: &mut Element, a: &Element, b: &Element) {
        product::multiply(&mut out.0, &a.0, &b.0);
    }

    #[inline(never)]
    fn sqr(&self, out: &mut Element, a: &Element) {
        product::square(&mut out.0, &a.0);
    }

    #[expect(clippy::arithmetic_side_effects, reason = "the sum of two digits and a carry has 32 bits at most")]
    fn add(&self, out: &mut Element, a: &Element, b: &Element) {
        let mut carry = 0;
        for ((out, a), b) in out.digits_mut().iter_mut().zip(a.digits()).zip(b.digits()) {
            let sum = a + b + carry;
            *out = sum & MASK;
            carry = sum >> DIGIT_BITS;
        }
    }

    fn shl(&self, out: &mut Element, a: &Element, window: u64) {
        let mut carry = 0;
        for (out, a) in out.digits_mut().iter_mut().zip(a.digits()) {
            let shifted = (a << window) | carry;
            *out = shifted & MASK;
            carry = shifted >> DIGIT_BITS;
        }
    }

    fn select(&self, out: &mut Element, table: &[Element; WINDOW_ENTRIES], window: u64) {
        out.digits_mut().fill(0);
        for (index, entry) in (0..).zip(table) {
            let mask = equality_mask(index, window);
            for (out, digit) in out.digits_mut().iter_mut().zip(entry.digits()) {
                *out |= digit & mask;
            }
        }
    }
}

/// Turns N, the other representative of zero, into 0.
fn clear_if_modulus(element: &mut Element) {
    let modulus = MODULUS.as_flattened();
    let difference = element.digits().iter().zip(modulus).fold(0, |bits, (digit, n)| bits | (digit ^ n));
    let keep = !equality_mask(difference, 0);
    for digit in element.digits_mut() {
        *digit &= keep;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srp::field::extremes::check_largest;

    #[test]
    fn multiplies_the_largest_elements() {
        let mut digits = [[MASK; 4]; 26];
        digits[25][3] = (1 << 14) - 1;
        check_largest(&Portable, &Element(Hidden::new(digits)), 3104, 3120);
    }
}
