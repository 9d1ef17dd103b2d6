//! The powers that SRP needs, behind one trait, so that another module can compute them.

pub mod buffer;

use super::{
    exponent::Exponent,
    exponentiation::{power, power_of_two},
    field::Field,
    group::{MINUS_K, Number},
};

/// Computes powers modulo N. Every [`Field`] does.
///
/// As with a field, time must not depend on secrets. Every operand except B and u is secret.
pub trait Powers {
    /// `out = g^exponent mod N`
    fn generator_power(&self, out: &mut Number, exponent: &Exponent);

    /// `out = (B − k·g^x)^(a + u·x) mod N`
    fn shared_secret(&self, out: &mut Number, server_public: &Number, a: &Exponent, u: &[u8; 32], x: &[u8; 32]);
}

impl<F: Field> Powers for F {
    fn generator_power(&self, out: &mut Number, exponent: &Exponent) {
        self.store(out, &power_of_two(self, exponent));
    }

    fn shared_secret(&self, out: &mut Number, server_public: &Number, a: &Exponent, u: &[u8; 32], x: &[u8; 32]) {
        let (mut minus_k_verifier, mut base) = (F::Element::default(), F::Element::default());
        let verifier = power_of_two(self, &Exponent::from_digest(x));
        self.mul(&mut minus_k_verifier, &self.load(&MINUS_K), &verifier);
        self.add(&mut base, &self.load(server_public), &minus_k_verifier);
        self.store(out, &power(self, &base, &a.plus_product(u, x)));
    }
}
