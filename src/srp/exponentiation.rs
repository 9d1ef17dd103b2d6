//! Powers modulo N in constant time.
//!
//! The exponent is read in windows of five bits, from the top. The number of steps depends on the exponent's length only,
//! and every step performs the same operations.

use core::{array, hint::black_box};

use super::{
    constant_time::equality_mask,
    exponent::Exponent,
    field::{DefaultField, Field, WINDOW_BITS, WINDOW_ENTRIES},
    group::{MINUS_K, NUMBER_BYTES, Number},
};
use crate::secret::Hidden;

/// Bits at the top of an exponent of 2 that need no arithmetic: 2^2047 is still below N.
const FREE_BITS: usize = 11;

/// The generator's power 2^exponent, by squarings and shifts alone.
pub fn power_of_two<F: Field>(field: &F, exponent: &Exponent) -> F::Element {
    let mut computation = PowerOfTwo::begin(field, exponent);
    while computation.step(field, exponent) {}
    computation.power
}

/// A [`power_of_two`] that is computed in steps.
#[derive(Debug)]
pub struct PowerOfTwo<E> {
    power: E,
    scratch: E,
    /// The windows that are left.
    steps: usize,
}

impl<E: Default> PowerOfTwo<E> {
    /// Starts with the top bits of the exponent.
    pub fn begin<F: Field<Element = E>>(field: &F, exponent: &Exponent) -> Self {
        let steps = exponent.bits().saturating_sub(FREE_BITS).div_ceil(WINDOW_BITS);
        let power = field.load(&single_bit(exponent.bits_from(steps, FREE_BITS)));
        Self { power, scratch: E::default(), steps }
    }

    /// Processes the next window of the exponent, which must be the one given to [`begin`](Self::begin). Returns false when
    /// no window is left.
    pub fn step<F: Field<Element = E>>(&mut self, field: &F, exponent: &Exponent) -> bool {
        let Some(step) = self.steps.checked_sub(1) else { return false };
        square_five_times(field, &mut self.scratch, &mut self.power);
        field.shl(&mut self.power, &self.scratch, exponent.window(step));
        self.steps = step;
        true
    }

    /// The power, once [`step`](Self::step) has returned false.
    pub fn power(&self) -> &E {
        &self.power
    }
}

/// `base^exponent`
pub fn power<F: Field>(field: &F, base: &F::Element, exponent: &Exponent) -> F::Element {
    let mut table: [F::Element; WINDOW_ENTRIES] = array::from_fn(|_| F::Element::default());
    let [one, powers @ ..] = &mut table;
    *one = field.load(&single_bit(0));
    let mut last = &*one;
    for power in powers {
        field.mul(power, last, base);
        last = power;
    }

    let (mut power, mut scratch, mut factor) = Default::default();
    let mut steps = (0..exponent.bits().div_ceil(WINDOW_BITS)).rev();
    field.select(&mut power, &table, exponent.window(steps.next().unwrap_or(0)));
    for step in steps {
        square_five_times(field, &mut scratch, &mut power);
        field.select(&mut factor, &table, exponent.window(step));
        field.mul(&mut power, &scratch, &factor);
    }
    power
}

/// Computes a power and throws it away, which takes a fraction of a millisecond. Engines optimise a function only when it
/// has been called often.
pub fn warm_up() {
    let field = DefaultField::default();
    let base = field.load(&MINUS_K);
    if let Some(exponent) = Exponent::from_be_bytes(&[0x5a; 8]) {
        black_box(power(&field, &base, &exponent));
    }
}

/// `out = element^32`, with `element` used as scratch.
fn square_five_times<F: Field>(field: &F, out: &mut F::Element, element: &mut F::Element) {
    field.sqr(out, element);
    for _ in 0..2 {
        field.sqr(element, out);
        field.sqr(out, element);
    }
}

/// 2^position. Writes every byte, so that time does not show where the bit is.
fn single_bit(position: u64) -> Hidden<Number> {
    let mut number = Hidden::new([0; NUMBER_BYTES]);
    for (index, byte) in (0..).zip(number.iter_mut().rev()) {
        let bit = 1 << (position & 7) & equality_mask(index, position >> 3);
        [*byte, ..] = u64::to_le_bytes(bit);
    }
    number
}
