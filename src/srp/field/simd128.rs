//! The kernel for WebAssembly's SIMD: four digits at a time, in exact integer arithmetic.
//!
//! A number is 112 digits of 28 bits, in Montgomery form with R = 2^3136.
//!
//! Bounds. R exceeds N by 64 bits, which replaces every final subtraction of N: for a, b < 2^3120,
//! Montgomery's a·b/R is below 2^3104 + N < 2^3105, and so is all that is loaded. The sum of two such
//! numbers is below 2^3106. Two squarings in a row give less than 2^3074 + N < 2^3075,
//! which shifted left by at most 31 bits stays below 2^3106.

mod block;
mod digits;
mod product;

use super::{Field, WINDOW_ENTRIES};
use crate::{
    secret::Hidden,
    srp::{
        constant_time::equality_mask,
        group::{Number, from_words},
    },
};
use block::Block;
use digits::{DIGIT_BITS, Digits, MASK, ONE, from_bytes, to_bytes};

/// R² mod N, which brings a number into Montgomery form.
#[rustfmt::skip]
const R_SQUARED: Digits = from_bytes(&from_words(&[
    0xC5E7_4AEC_4431_EFB2, 0x7459_742F_AE59_05C1, 0x629C_4BBA_7E32_D49E, 0xABEA_8FC2_2507_1FBE,
    0x129C_7AD5_9A26_BAAB, 0xAEE2_485A_797C_08D2, 0x03D2_81AB_DCC5_A2E4, 0xAC0A_E449_6AB9_E875,
    0x6B64_49C1_D0D8_7E04, 0x7454_23E6_07E3_55A7, 0x7530_7F15_6EC9_ED07, 0x0280_ACB1_4295_D549,
    0xC023_09AA_4FED_242F, 0x5908_0FB7_EA48_9E60, 0x3B1A_3FFB_7F06_0D37, 0xEA97_EEF1_D9FD_E973,
    0x3F88_FC63_E221_838D, 0xA807_0801_3BEC_65B0, 0x8F09_184D_BC84_672D, 0xCAB6_81AB_B506_E97B,
    0x12B0_7751_5EB6_4EFE, 0x6B0B_E963_C27A_1F9A, 0x8F9E_E227_04E7_AC0E, 0x01A0_5B11_BCC4_C874,
    0x5CD4_BAAF_5CA4_1C1B, 0xCFFD_B635_3CE3_966F, 0x12E2_B6E8_4253_0CED, 0xB60F_F8B2_63C3_728C,
    0x581A_F13C_0E38_6D30, 0x79DD_2D80_CA37_7BB2, 0x6012_C929_45EA_241F, 0x11B6_9F12_7767_4AC4,
    0x9E48_F2EE_DF1A_AA92, 0x825D_E9F6_7BD6_27B4, 0x35E9_802D_EAD6_BC02, 0x31DA_D397_41D8_AA9E,
    0xB418_B7D1_015E_6963, 0x0C00_C7EB_6DF0_2630, 0x5C15_2AE4_DACA_4F7C, 0x71A7_A666_D9AF_17F9,
    0x2B76_124A_B39F_13D2, 0xB70F_8F65_5940_9DB1, 0xA8C3_69E5_013E_EF39, 0xEC61_C415_5EE0_AA85,
    0x1ECB_4624_59CB_9F5E, 0x86C3_C48E_1E17_D4C0, 0xFD8A_4771_A2DF_3A7E, 0x5840_647B_2C90_9A94,
]));

/// The kernel for WebAssembly's SIMD.
#[derive(Debug, Clone, Copy, Default)]
pub struct Simd128;

/// A number in Montgomery form, below 2^3106.
#[derive(Debug)]
pub struct Element(Hidden<Digits>);

impl Default for Element {
    fn default() -> Self {
        Self(Hidden::new(digits::ZERO))
    }
}

impl Field for Simd128 {
    type Element = Element;

    fn load(&self, number: &Number) -> Element {
        let mut element = Element::default();
        product::multiply(&mut element.0, &Hidden::new(from_bytes(number)), &R_SQUARED);
        element
    }

    fn store(&self, out: &mut Number, element: &Element) {
        let mut plain = Element::default();
        // The product with 1 is below 2^3106/R + N, so at most N itself.
        product::multiply(&mut plain.0, &element.0, &ONE);
        clear_if_modulus(&mut plain.0);
        to_bytes(out, &plain.0);
    }

    fn mul(&self, out: &mut Element, a: &Element, b: &Element) {
        product::multiply(&mut out.0, &a.0, &b.0);
    }

    fn sqr(&self, out: &mut Element, a: &Element) {
        product::square(&mut out.0, &a.0);
    }

    #[expect(clippy::arithmetic_side_effects, reason = "the sum of two digits and a carry has 30 bits at most")]
    fn add(&self, out: &mut Element, a: &Element, b: &Element) {
        let mut carry = 0;
        for ((out, a), b) in out.0.iter_mut().zip(a.0.iter()).zip(b.0.iter()) {
            let [mut a, b] = [a, b].map(|block| block.digits());
            for (a, b) in a.iter_mut().zip(b) {
                let sum = *a + b + carry;
                *a = sum & MASK;
                carry = sum >> DIGIT_BITS;
            }
            *out = Block::new(a);
        }
    }

    fn shl(&self, out: &mut Element, a: &Element, window: u64) {
        let mut carry = 0;
        for (out, a) in out.0.iter_mut().zip(a.0.iter()) {
            *out = Block::new(a.digits().map(|digit| {
                let shifted = (digit << window) | carry;
                carry = shifted >> DIGIT_BITS;
                shifted & MASK
            }));
        }
    }

    fn select(&self, out: &mut Element, table: &[Element; WINDOW_ENTRIES], window: u64) {
        *out.0 = digits::ZERO;
        for (index, entry) in (0..).zip(table) {
            let mask = Block::mask(equality_mask(index, window));
            for (out, entry) in out.0.iter_mut().zip(entry.0.iter()) {
                *out = out.or(entry.and(mask));
            }
        }
    }
}

/// Turns N, the other representative of zero, into 0.
fn clear_if_modulus(digits: &mut Digits) {
    let [d0, d1, d2, d3] = product::difference_from_modulus(digits).digits();
    let keep = Block::mask(!equality_mask(d0 | d1 | d2 | d3, 0));
    for block in digits {
        *block = block.and(keep);
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;
    use crate::srp::field::extremes::check_largest;

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn multiplies_the_largest_elements() {
        let mut blocks = [Block::new([MASK; 4]); 28];
        blocks[27] = Block::new([MASK, MASK, MASK, (1 << 12) - 1]);
        check_largest(&Simd128, &Element(Hidden::new(blocks)), 3120, 3136);
    }
}
