//! A check for the tests of every kernel, with digits as large as they can be. No number from outside has such digits.
#![expect(clippy::arithmetic_side_effects, reason = "residues have no overflow")]

use crypto_bigint::{
    Odd, U3072,
    modular::{FixedMontyForm, FixedMontyParams},
};

use super::Field;
use crate::srp::group::N;

/// Squares 2^`bits` − 1, and multiplies it by itself, in a Montgomery form with R = 2^`radix_bits`.
pub(super) fn check_largest<F: Field>(field: &F, largest: &F::Element, bits: u32, radix_bits: u32) {
    let modulus = FixedMontyParams::new_vartime(Odd::new(U3072::from_be_slice(&N)).unwrap());
    let residue = |number: &U3072| FixedMontyForm::new(number, &modulus);
    let power_of_two = |exponent| residue(&U3072::from_u64(2)).pow(&U3072::from_u32(exponent));
    let largest_residue = power_of_two(bits) - residue(&U3072::ONE);
    let stored = |operation: &dyn Fn(&mut F::Element)| {
        let (mut element, mut number) = (F::Element::default(), [0; _]);
        operation(&mut element);
        field.store(&mut number, &element);
        residue(&U3072::from_be_slice(&number))
    };

    // An element e stands for e/R, so their product for e²/R².
    for product in [stored(&|out| field.mul(out, largest, largest)), stored(&|out| field.sqr(out, largest))] {
        assert_eq!(product * power_of_two(2 * radix_bits), largest_residue.square());
    }
}
