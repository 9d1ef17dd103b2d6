//! Montgomery's multiplication, column by column.
//!
//! Products of digits have 56 bits, so all 224 that fall into a column, and a carry, fit into 64 bits: a column is
//! summed up in a register without carries, and only then split into its digit and the carry to the next column.
//! Four columns are summed up at a time, from four rows at a time.
//!
//! N ≡ −1 (mod 2^64), so the digit q that the reduction multiplies N by is the lowest digit itself,
//! and q·N = q·(N+1) − q, where −q clears that digit and N+1 has two low digits of zero.
//!
//! Bounds. Digits are below 2^28 and doubled ones below 2^29, where each stands for two products. A column has at
//! most 112 products of a and b and 112 of q and N+1, less than 2^63.81 together, and a carry below 2^36.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "the bounds above exclude overflow; checked operations would branch on secrets"
)]
#![expect(clippy::indexing_slicing, reason = "indices depend on constants only, and are in range for all")]
#![expect(clippy::range_plus_one, reason = "the compiler optimises ranges that exclude their end better")]
#![expect(
    clippy::inline_always,
    reason = "the compiler, which optimises for size, would not inline even functions of one instruction"
)]

use core::arch::wasm32::{u64x2, u64x2_add, u64x2_extmul_high_u32x4, u64x2_extmul_low_u32x4, u64x2_extract_lane, v128};

use super::{
    block::{Block, Four},
    digits::{BLOCKS, DIGIT_BITS, Digits, MASK},
};
use crate::{
    secret::Hidden,
    srp::{field::radix, group::N},
};

/// A number's blocks, each moved up by 0 to 3 digits.
type MovedUp = [Four; BLOCKS + 1];

/// A number's digits, each in a block of its own.
type Spread = [Four; BLOCKS];

/// N + 1, whose lowest 64 bits are zero, moved up.
const MODULUS_PLUS_ONE: MovedUp = {
    let digits = radix::to_digits::<DIGIT_BITS, BLOCKS>(&N);
    // Above and below there are digits of zero.
    let mut padded = [0; 4 * BLOCKS + 8];
    let mut at = 2;
    while at < 4 * BLOCKS {
        padded[at + 4] = digits[at >> 2][at & 3];
        at += 1;
    }
    padded[2 + 4] += 1;

    let mut moved_up = [[Block::ZERO; 4]; BLOCKS + 1];
    let mut place = 0;
    while place < 4 * (BLOCKS + 1) {
        let (block, up) = (place >> 2, place & 3);
        let at = 4 * block + 4 - up;
        moved_up[block][up] = Block::new([padded[at], padded[at + 1], padded[at + 2], padded[at + 3]]);
        place += 1;
    }
    moved_up
};

/// `out = a·b/R mod N`
// Neither this nor `square` is inlined: engines optimise a WebAssembly function that is called often, and only a later call
// runs the optimised code. A whole exponentiation in one function would never run it.
#[inline(never)]
pub(super) fn multiply(out: &mut Digits, a: &Digits, b: &Digits) {
    let mut moved_up = Hidden::new([[Block::ZERO; 4]; BLOCKS + 1]);
    let mut spread = Hidden::new([[Block::ZERO; 4]; BLOCKS]);
    move_up(&mut moved_up, a, |block| block);
    spread_out(&mut spread, b);
    reduce(out, |column| {
        let (lowest, highest) = (column.saturating_sub(BLOCKS), column.min(BLOCKS - 1));
        let mut sums = Sums::default();
        sums.add(&moved_up[column - highest..column - lowest + 1], &spread[lowest..highest + 1]);
        sums
    });
}

/// `out = a²/R mod N`, where products of two different digits are computed once and doubled.
#[inline(never)]
pub(super) fn square(out: &mut Digits, a: &Digits) {
    let mut doubled = Hidden::new([[Block::ZERO; 4]; BLOCKS + 1]);
    let mut spread = Hidden::new([[Block::ZERO; 4]; BLOCKS]);
    move_up(&mut doubled, a, Block::doubled);
    spread_out(&mut spread, a);
    reduce(out, |column| {
        let (lowest, middle) = (column.saturating_sub(BLOCKS), column >> 1);
        let mut sums = Sums::default();
        sums.add(&doubled[column - middle + 1..column - lowest + 1], &spread[lowest..middle]);
        // The middle row begins with the block's own square, which is not doubled.
        let row =
            if column & 1 == 0 { a[middle].moved_up(Block::ZERO) } else { doubled[middle + 1][0].moved_up(a[middle]) };
        sums.add_four(&row, &spread[middle]);
        sums
    });
}

/// Zero for the digits of N, and for no others.
pub(super) fn difference_from_modulus(digits: &Digits) -> Block {
    const LOWEST: Block = Block::new(radix::to_digits::<DIGIT_BITS, BLOCKS>(&N)[0]);
    // Above its lowest block, N + 1 is N.
    let modulus = MODULUS_PLUS_ONE.iter().map(|[block, ..]| *block);
    let modulus = [LOWEST].into_iter().chain(modulus.skip(1));
    digits.iter().zip(modulus).fold(Block::ZERO, |bits, (block, n)| bits.or(block.xor(n)))
}

fn move_up(out: &mut MovedUp, digits: &Digits, map: impl Fn(Block) -> Block) {
    let mut below = Block::ZERO;
    for (out, block) in out.iter_mut().zip(digits.iter().chain([&Block::ZERO])) {
        let block = map(*block);
        *out = block.moved_up(below);
        below = block;
    }
}

fn spread_out(out: &mut Spread, digits: &Digits) {
    for (out, block) in out.iter_mut().zip(digits) {
        *out = block.spread();
    }
}

/// `out = p/R mod N`, where `product` sums up the columns of p, four at a time.
#[inline(always)]
fn reduce(out: &mut Digits, product: impl Fn(usize) -> Sums) {
    let mut quotient = Hidden::new([[Block::ZERO; 4]; BLOCKS]);
    let [_, _, n2, n3] = MODULUS_PLUS_ONE[0][0].digits();
    let mut carry = 0;
    for column in 0..2 * BLOCKS {
        let (lowest, above) = (column.saturating_sub(BLOCKS), column.min(BLOCKS));
        let mut sums = product(column);
        // The newest digits of the quotient come last, so that the processor need not wait for them.
        sums.add(&MODULUS_PLUS_ONE[column - above + 1..column - lowest + 1], &quotient[lowest..above]);
        let [c0, c1, c2, c3] = sums.columns();
        if column < BLOCKS {
            let q0 = take_digit(c0, &mut carry);
            let q1 = take_digit(c1, &mut carry);
            let q2 = take_digit(c2 + q0 * n2, &mut carry);
            let q3 = take_digit(c3 + q0 * n3 + q1 * n2, &mut carry);
            quotient[column] = Block::new([q0, q1, q2, q3]).spread();
        } else {
            let (d0, d1) = (take_digit(c0, &mut carry), take_digit(c1, &mut carry));
            out[lowest] = Block::new([d0, d1, take_digit(c2, &mut carry), take_digit(c3, &mut carry)]);
        }
    }
}

/// Adds the carry to a column, returns its lowest digit, and leaves the rest as the next carry.
#[inline(always)]
fn take_digit(sum: u64, carry: &mut u64) -> u64 {
    let sum = sum + *carry;
    *carry = sum >> DIGIT_BITS;
    sum & MASK
}

/// Four columns.
#[derive(Clone, Copy)]
struct Sums {
    low: v128,
    high: v128,
}

impl Sums {
    /// Adds what four times as many rows as there are in `spread` add to these columns. The higher a row,
    /// the lower the digits that it is multiplied with here.
    #[inline(always)]
    fn add(&mut self, moved_up: &[Four], spread: &[Four]) {
        let (mut moved_up, mut spread) = (moved_up.iter(), spread.iter());
        while let (Some(moved_up), Some(spread)) = (moved_up.next_back(), spread.next()) {
            self.add_four(moved_up, spread);
        }
    }

    #[inline(always)]
    fn add_four(&mut self, [m0, m1, m2, m3]: &Four, [s0, s1, s2, s3]: &Four) {
        // Written out, because the compiler, which optimises for size, would not unroll a loop.
        self.add_row(*m0, *s0);
        self.add_row(*m1, *s1);
        self.add_row(*m2, *s2);
        self.add_row(*m3, *s3);
    }

    #[inline(always)]
    fn add_row(&mut self, Block(digits): Block, Block(row): Block) {
        self.low = u64x2_add(self.low, u64x2_extmul_low_u32x4(digits, row));
        self.high = u64x2_add(self.high, u64x2_extmul_high_u32x4(digits, row));
    }

    #[inline(always)]
    fn columns(self) -> [u64; 4] {
        [
            u64x2_extract_lane::<0>(self.low),
            u64x2_extract_lane::<1>(self.low),
            u64x2_extract_lane::<0>(self.high),
            u64x2_extract_lane::<1>(self.high),
        ]
    }
}

impl Default for Sums {
    fn default() -> Self {
        Self { low: u64x2(0, 0), high: u64x2(0, 0) }
    }
}
