//! Montgomery's multiplication, four digits at a time.
//!
//! Products of digits have 60 bits, so a dozen fit into a column of 64 bits before it must be carried.
//! One pass adds four rows of the schoolbook scheme, so that a column is loaded, carried and stored once for
//! four products.
//!
//! N ≡ −1 (mod 2^64), so the digit q that the reduction multiplies N by is the lowest digit itself,
//! and q·N = q·(N+1) − q, where −q clears that digit and N+1 has two low digits of zero.
//!
//! Bounds. Digits are below 2^30, columns below 2^31 between passes. In a pass a column takes four products
//! of 30 by 31 bits (8·2^60), three of 30 by 30 bits from the square of a block, and a carry below 2^34:
//! less than 2^64 in all. Debug builds check every addition.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "the bounds above exclude overflow; checked operations would branch on secrets"
)]
#![expect(clippy::indexing_slicing, reason = "indices depend on constants only, and are in range for all")]

use super::digits::{BLOCKS, Block, DIGIT_BITS, Digits, MASK, from_bytes};
use crate::{secret::Hidden, srp::group::N};

/// The columns of a product of two numbers.
type Columns = [Block; 2 * BLOCKS];

/// N + 1, whose lowest 64 bits are zero.
const MODULUS_PLUS_ONE: Digits = {
    let mut sum = from_bytes(&N);
    let [n0, n1, n2, _] = &mut sum[0];
    (*n0, *n1, *n2) = (0, 0, *n2 + 1);
    sum
};

/// `out = a·b/R mod N`
#[inline]
pub(super) fn multiply(out: &mut Digits, a: &Digits, b: &Digits) {
    let mut columns = Hidden::new([[0; 4]; 2 * BLOCKS]);
    for (block, rows) in b.iter().enumerate() {
        add_rows(&mut columns[block..], a, rows, &[0; 4], 0);
    }
    reduce(out, &mut columns);
}

/// `out = a²/R mod N`, where products of two different digits are computed once and doubled.
#[inline]
pub(super) fn square(out: &mut Digits, a: &Digits) {
    let mut columns = Hidden::new([[0; 4]; 2 * BLOCKS]);
    for (block, &[a0, a1, a2, a3]) in a.iter().enumerate() {
        let doubled @ [d0, d1, d2, _] = [2 * a0, 2 * a1, 2 * a2, 2 * a3];
        let columns = &mut columns[2 * block..];

        // The block's own square. The part that belongs to the next block is carried there.
        let mut carry = 0;
        let own = [a0 * a0, d0 * a1, d0 * a2 + a1 * a1, d0 * a3 + d1 * a2];
        add_block(&mut columns[0], own, &mut carry);
        let [c0, c1, c2, _] = &mut columns[1];
        *c0 += d1 * a3 + a2 * a2;
        *c1 += d2 * a3;
        *c2 += a3 * a3;

        add_rows(&mut columns[1..], &a[block + 1..], &doubled, &[0; 4], carry);
    }
    reduce(out, &mut columns);
}

/// `out = columns/R mod N`: adds the multiple of N that makes the lower half vanish.
fn reduce(out: &mut Digits, columns: &mut Columns) {
    let (low, above) = (&MODULUS_PLUS_ONE[0], &MODULUS_PLUS_ONE[1..]);
    let [_, _, n2, n3] = *low;
    for block in 0..BLOCKS {
        let mut carry = 0;
        let [c0, c1, c2, c3] = &mut columns[block];
        let q0 = carry_through(c0, 0, &mut carry);
        let q1 = carry_through(c1, 0, &mut carry);
        let q2 = carry_through(c2, q0 * n2, &mut carry);
        let q3 = carry_through(c3, q0 * n3 + q1 * n2, &mut carry);
        add_rows(&mut columns[block + 1..], above, &[q0, q1, q2, q3], low, carry);
    }
    let mut carry = 0;
    for (out, column) in out.as_flattened_mut().iter_mut().zip(columns[BLOCKS..].as_flattened_mut()) {
        *out = carry_through(column, 0, &mut carry);
    }
}

/// Adds to the columns the product of `digits` and the number made of the four `rows`, and `carry`.
///
/// `below` is the block below `digits`. The upper rows carry its products into the first columns.
#[inline]
fn add_rows(columns: &mut [Block], digits: &[Block], rows: &Block, below: &Block, mut carry: u64) {
    let mut below = below;
    let mut columns = columns.iter_mut();
    for (block, column) in digits.iter().zip(columns.by_ref()) {
        add_block(column, products(block, below, rows), &mut carry);
        below = block;
    }
    if let Some(column) = columns.next() {
        add_block(column, products(&[0; 4], below, rows), &mut carry);
    }
    if let Some([column, ..]) = columns.next() {
        *column += carry;
    }
}

/// The four columns of a block: the products of four rows with its digits and with those below.
#[inline]
fn products(&[d0, d1, d2, d3]: &Block, &[_, b1, b2, b3]: &Block, &[r0, r1, r2, r3]: &Block) -> Block {
    [
        d0 * r0 + b3 * r1 + b2 * r2 + b1 * r3,
        d1 * r0 + d0 * r1 + b3 * r2 + b2 * r3,
        d2 * r0 + d1 * r1 + d0 * r2 + b3 * r3,
        d3 * r0 + d2 * r1 + d1 * r2 + d0 * r3,
    ]
}

#[inline]
fn add_block([c0, c1, c2, c3]: &mut Block, [s0, s1, s2, s3]: Block, carry: &mut u64) {
    carry_through(c0, s0, carry);
    carry_through(c1, s1, carry);
    carry_through(c2, s2, carry);
    carry_through(c3, s3, carry);
}

/// Adds to a column, leaves one digit in it, and returns that digit.
#[inline]
fn carry_through(column: &mut u64, summand: u64, carry: &mut u64) -> u64 {
    let sum = *column + summand + *carry;
    *column = sum & MASK;
    *carry = sum >> DIGIT_BITS;
    *column
}
