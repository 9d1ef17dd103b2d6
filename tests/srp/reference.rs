//! Arithmetic modulo N with `crypto-bigint`, independent of the crate.

use cognito_wasm::srp::group::{N, Number};
use crypto_bigint::{
    Odd, U3072,
    modular::{FixedMontyForm, FixedMontyParams},
};

/// A number modulo N.
pub(crate) type Residue = FixedMontyForm<{ U3072::LIMBS }>;

pub(crate) fn residue(number: &Number) -> Residue {
    let modulus = Odd::new(U3072::from_be_slice(&N)).unwrap();
    let reduced = U3072::from_be_slice(number).rem_vartime(modulus.as_nz_ref());
    Residue::new(&reduced, &FixedMontyParams::new_vartime(modulus))
}

pub(crate) fn small(value: u64) -> Residue {
    residue(&aligned(&value.to_be_bytes()))
}

/// `base` to the power of an exponent of big-endian bytes.
pub(crate) fn power(base: &Residue, exponent: &[u8]) -> Residue {
    base.pow(&U3072::from_be_slice(&aligned(exponent)))
}

pub(crate) fn number(residue: &Residue) -> Number {
    residue.retrieve().to_be_bytes().into()
}

/// Big-endian bytes with zeros before them.
pub(crate) fn aligned(bytes: &[u8]) -> Number {
    let mut number = [0; _];
    for (byte, value) in number.iter_mut().rev().zip(bytes.iter().rev()) {
        *byte = *value;
    }
    number
}
