//! The constants have the values that their documents define.

use cognito_wasm::srp::group::{K, MINUS_K, N};
use crypto_bigint::{Limb, U3072};
use sha2::{Digest as _, Sha256};

/// ⌊2^2942·π⌋ with 66 bits more, by Machin's formula.
fn scaled_pi() -> U3072 {
    let one = U3072::ONE.shl_vartime(2942 + 66);
    let times = |value: U3072, factor: u64| value.wrapping_mul(&U3072::from_u64(factor));
    times(arctangent_of_inverse(&one, 5), 16).wrapping_sub(&times(arctangent_of_inverse(&one, 239), 4))
}

/// arctan(1/x) = 1/x − 1/(3·x³) + 1/(5·x⁵) − …
fn arctangent_of_inverse(one: &U3072, x: u64) -> U3072 {
    let divided = |value: &U3072, divisor: u64| value.div_rem_limb(Limb(divisor).to_nz().unwrap()).0;
    let mut power = divided(one, x);
    let mut sum = power;
    for term in 1.. {
        power = divided(&power, x * x);
        if power == U3072::ZERO {
            break;
        }
        let summand = divided(&power, 2 * term + 1);
        sum = if term % 2 == 1 { sum.wrapping_sub(&summand) } else { sum.wrapping_add(&summand) };
    }
    sum
}

#[test]
fn modulus_is_that_of_rfc_3526() {
    // 2^3072 − 2^3008 − 1 + 2^64·(⌊2^2942·π⌋ + 1690314)
    let middle = scaled_pi().shr_vartime(66).wrapping_add(&U3072::from_u64(1_690_314)).shl_vartime(64);
    let modulus =
        U3072::ZERO.wrapping_sub(&U3072::ONE.shl_vartime(3008)).wrapping_sub(&U3072::ONE).wrapping_add(&middle);

    assert_eq!(U3072::from_be_slice(&N), modulus);
}

#[test]
fn multiplier_is_the_hash_of_modulus_and_generator() {
    assert_eq!(Sha256::new().chain_update([0]).chain_update(N).chain_update([2]).finalize()[..], K);
}

#[test]
fn negated_multiplier_and_multiplier_make_the_modulus() {
    let mut k = [0; 384];
    k[352..].copy_from_slice(&K);

    assert_eq!(U3072::from_be_slice(&MINUS_K).wrapping_add(&U3072::from_be_slice(&k)), U3072::from_be_slice(&N));
}
