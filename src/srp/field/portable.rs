//! The portable kernel: safe Rust without SIMD, the reference for the others.
//!
//! A number is 104 digits of 30 bits, so that products of digits (60 bits) can be summed by the dozen
//! in 64 bits and carried once per column. Numbers are in Montgomery form with R = 2^3120.
//!
//! N ≡ −1 (mod 2^64), so the digit that Montgomery's reduction multiplies by is the lowest digit itself,
//! and q·N = q·(N+1) − q, where −q clears that digit and N+1 has two low digits of zero.
//! Four rows are handled at a time: each column is then loaded, carried and stored once for four products.
//!
//! Bounds. R exceeds N by 48 bits, which replaces every final subtraction of N:
//! for a, b < 2^3104, Montgomery's result is (a·b + q·N)/R < 2^3088 + N < 2^3089; and two squarings in a row
//! give less than 2^3058 + N < 2N, which shifted left by at most 31 bits stays below 2^3104.
//! A column is at most 2^32 before a block of rows; a block adds four products of 30 by 31 bits, seven
//! products of 30 by 30 bits from the square of the block itself at most, and a carry below 2^34.
//! Debug builds check every addition for overflow.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "the bounds above exclude overflow; checked operations would branch on secrets"
)]
#![expect(clippy::indexing_slicing, reason = "every index is a constant or a loop counter below a constant length")]

use super::{Field, WINDOW_ENTRIES};
use crate::{
    secret::Hidden,
    srp::{
        constant_time::equality_mask,
        group::{N, NUMBER_BYTES, Number, from_words},
    },
};

/// Rows multiplied in one pass over the columns.
const ROWS: usize = 4;

/// Passes that take all rows.
const BLOCKS: usize = 26;

const DIGITS: usize = BLOCKS * ROWS;
const DIGIT_BITS: u32 = 30;
const MASK: u64 = (1 << DIGIT_BITS) - 1;

type Digits = [u64; DIGITS];

/// The columns of a product of two numbers.
type Columns = [u64; 2 * DIGITS];

/// R² mod N, which brings a number into Montgomery form.
#[rustfmt::skip]
const R_SQUARED: Digits = digits(&from_words(&[
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
]));

const MODULUS: Digits = digits(&N);

/// N + 1, whose lowest 64 bits are zero.
const MODULUS_PLUS_ONE: Digits = {
    let mut sum = MODULUS;
    sum[0] = 0;
    sum[1] = 0;
    sum[2] += 1;
    sum
};

/// The portable kernel.
#[derive(Debug, Clone, Copy, Default)]
pub struct Portable;

/// A number in Montgomery form, below 2^3104.
#[derive(Debug)]
pub struct Element(Hidden<Digits>);

impl Default for Element {
    fn default() -> Self {
        Self(Hidden::new([0; DIGITS]))
    }
}

impl Field for Portable {
    type Element = Element;

    fn load(&self, number: &Number) -> Element {
        let mut element = Element::default();
        multiply(&mut element.0, &Hidden::new(digits(number)), &R_SQUARED);
        element
    }

    fn store(&self, out: &mut Number, element: &Element) {
        let mut one = [0; DIGITS];
        one[0] = 1;
        let mut plain = Element::default();
        // The product with 1 is below 2^3104/R + N, so at most N itself.
        multiply(&mut plain.0, &element.0, &one);
        clear_if_modulus(&mut plain.0);
        write_bytes(out, &plain.0);
    }

    // Neither is inlined: engines compile a WebAssembly function anew when it is called often,
    // and only a call then enters the faster code, so a whole exponentiation in one function would miss it.
    #[inline(never)]
    fn mul(&self, out: &mut Element, a: &Element, b: &Element) {
        multiply(&mut out.0, &a.0, &b.0);
    }

    #[inline(never)]
    fn sqr(&self, out: &mut Element, a: &Element) {
        square(&mut out.0, &a.0);
    }

    fn add(&self, out: &mut Element, a: &Element, b: &Element) {
        let mut carry = 0;
        for ((out, a), b) in out.0.iter_mut().zip(a.0.iter()).zip(b.0.iter()) {
            let sum = a + b + carry;
            *out = sum & MASK;
            carry = sum >> DIGIT_BITS;
        }
    }

    fn shl(&self, out: &mut Element, a: &Element, window: u64) {
        let mut carry = 0;
        for (out, a) in out.0.iter_mut().zip(a.0.iter()) {
            let shifted = (a << window) | carry;
            *out = shifted & MASK;
            carry = shifted >> DIGIT_BITS;
        }
    }

    fn select(&self, out: &mut Element, table: &[Element; WINDOW_ENTRIES], window: u64) {
        out.0.fill(0);
        for (index, entry) in (0..).zip(table) {
            let mask = equality_mask(index, window);
            for (out, digit) in out.0.iter_mut().zip(entry.0.iter()) {
                *out |= digit & mask;
            }
        }
    }
}

/// `out = a·b/R`
#[inline]
fn multiply(out: &mut Digits, a: &Digits, b: &Digits) {
    let mut columns = Hidden::new([0; 2 * DIGITS]);
    for (block, &rows) in b.as_chunks::<ROWS>().0.iter().enumerate() {
        add_rows(&mut columns[ROWS * block..], a, rows, [0; 3], 0);
    }
    reduce(out, &mut columns);
}

/// `out = a²/R`, with each product of two different digits computed once and doubled.
#[inline]
fn square(out: &mut Digits, a: &Digits) {
    let mut columns = Hidden::new([0; 2 * DIGITS]);
    for (block, &[a0, a1, a2, a3]) in a.as_chunks::<ROWS>().0.iter().enumerate() {
        let doubled = [2 * a0, 2 * a1, 2 * a2, 2 * a3];
        let [d0, d1, d2, _] = doubled;
        let columns = &mut columns[2 * ROWS * block..];

        let mut carry = 0;
        carry_through(&mut columns[0], a0 * a0, &mut carry);
        carry_through(&mut columns[1], d0 * a1, &mut carry);
        carry_through(&mut columns[2], d0 * a2 + a1 * a1, &mut carry);
        carry_through(&mut columns[3], d0 * a3 + d1 * a2, &mut carry);
        columns[4] += d1 * a3 + a2 * a2;
        columns[5] += d2 * a3;
        columns[6] += a3 * a3;
        let above = &a[ROWS * (block + 1)..];
        add_rows(&mut columns[ROWS..], above, doubled, [0; 3], carry);
    }
    reduce(out, &mut columns);
}

/// `out = columns/R`, by adding the multiple of N that makes the lower half vanish.
fn reduce(out: &mut Digits, columns: &mut Columns) {
    let [_, _, n2, n3, ..] = MODULUS_PLUS_ONE;
    for block in 0..BLOCKS {
        let columns = &mut columns[ROWS * block..];
        let mut carry = 0;
        let q0 = carry_through(&mut columns[0], 0, &mut carry);
        let q1 = carry_through(&mut columns[1], 0, &mut carry);
        let q2 = carry_through(&mut columns[2], q0 * n2, &mut carry);
        let q3 = carry_through(&mut columns[3], q0 * n3 + q1 * n2, &mut carry);
        let above = &MODULUS_PLUS_ONE[ROWS..];
        add_rows(&mut columns[ROWS..], above, [q0, q1, q2, q3], [n3, n2, 0], carry);
    }
    let mut carry = 0;
    for (out, column) in out.iter_mut().zip(&mut columns[DIGITS..]) {
        *out = carry_through(column, 0, &mut carry);
    }
}

/// Adds `digits` times the number made of the four `rows` to the columns, and `carry` to the first.
///
/// `before` are the digits that stand below `digits`, nearest first. The rows reach four columns beyond
/// the digits; the last of these takes the carry and may then exceed a digit.
#[inline]
fn add_rows(
    columns: &mut [u64],
    digits: &[u64],
    [r0, r1, r2, r3]: [u64; ROWS],
    [mut d1, mut d2, mut d3]: [u64; 3],
    mut carry: u64,
) {
    let (inner, outer) = columns.split_at_mut(digits.len());
    for (column, &d0) in inner.iter_mut().zip(digits) {
        let products = d0 * r0 + d1 * r1 + d2 * r2 + d3 * r3;
        carry_through(column, products, &mut carry);
        (d1, d2, d3) = (d0, d1, d2);
    }
    carry_through(&mut outer[0], d1 * r1 + d2 * r2 + d3 * r3, &mut carry);
    carry_through(&mut outer[1], d1 * r2 + d2 * r3, &mut carry);
    carry_through(&mut outer[2], d1 * r3, &mut carry);
    outer[3] += carry;
}

/// Adds to a column, leaves one digit in it, and returns that digit.
#[inline]
fn carry_through(column: &mut u64, summand: u64, carry: &mut u64) -> u64 {
    let sum = *column + summand + *carry;
    *column = sum & MASK;
    *carry = sum >> DIGIT_BITS;
    *column
}

/// Turns N, the other representative of zero, into 0.
fn clear_if_modulus(number: &mut Digits) {
    let difference = number.iter().zip(&MODULUS).fold(0, |all, (digit, n)| all | (digit ^ n));
    let keep = !equality_mask(difference, 0);
    for digit in number {
        *digit &= keep;
    }
}

/// Cuts a number into digits, the lowest first.
const fn digits(number: &Number) -> Digits {
    let mut digits = [0; DIGITS];
    let (mut window, mut bits) = (0_u64, 0);
    let (mut at, mut digit) = (NUMBER_BYTES, 0);
    while digit < DIGITS {
        while bits < DIGIT_BITS {
            if at > 0 {
                at -= 1;
                window |= byte_as_u64(number[at]) << bits;
            }
            bits += 8;
        }
        digits[digit] = window & MASK;
        window >>= DIGIT_BITS;
        bits -= DIGIT_BITS;
        digit += 1;
    }
    digits
}

/// `u64::from`, which is not `const`.
const fn byte_as_u64(byte: u8) -> u64 {
    u64::from_le_bytes([byte, 0, 0, 0, 0, 0, 0, 0])
}

/// The opposite of [`digits`], for a number below 2^3072 in full digits.
fn write_bytes(out: &mut Number, digits: &Digits) {
    let (mut window, mut bits) = (0, 0);
    let mut digits = digits.iter();
    for byte in out.iter_mut().rev() {
        if bits < 8 {
            window |= digits.next().copied().unwrap_or(0) << bits;
            bits += DIGIT_BITS;
        }
        let [low, ..] = window.to_le_bytes();
        *byte = low;
        window >>= 8;
        bits -= 8;
    }
}
