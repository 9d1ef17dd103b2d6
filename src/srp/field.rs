//! Arithmetic modulo N behind one trait, so that the protocol does not know which kernel computes.

#[cfg(test)]
mod extremes;
pub mod portable;
pub mod radix;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub mod simd128;

use core::fmt;

use super::group::Number;

/// The kernel that is used unless the caller names another.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub type DefaultField = portable::Portable;

/// The kernel that is used unless the caller names another.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub type DefaultField = simd128::Simd128;

/// Bits of an exponent that one step of an exponentiation takes.
pub(super) const WINDOW_BITS: usize = 5;

/// Entries of a window table: one for each value of a window.
pub const WINDOW_ENTRIES: usize = 1 << WINDOW_BITS;

/// A kernel: arithmetic modulo [`N`](super::group::N) in a representation of its own.
///
/// Operations write to `out`, because moving a secret leaves copies of it.
/// None may branch on a value or use one as an address, since their time must not depend on secrets.
///
/// A kernel may keep numbers only partly reduced, which is why two operations restrict their operands.
pub trait Field {
    /// A number modulo N. Overwritten on drop, and `Debug` prints nothing of it.
    type Element: Default + fmt::Debug;

    /// Converts any number below 2^3072.
    fn load(&self, number: &Number) -> Self::Element;

    /// Writes the number, reduced to below N.
    fn store(&self, out: &mut Number, element: &Self::Element);

    /// `out = a·b`
    fn mul(&self, out: &mut Self::Element, a: &Self::Element, b: &Self::Element);

    /// `out = a²`
    fn sqr(&self, out: &mut Self::Element, a: &Self::Element);

    /// `out = a + b`, where `a` and `b` come straight from [`load`](Self::load) or [`mul`](Self::mul).
    fn add(&self, out: &mut Self::Element, a: &Self::Element, b: &Self::Element);

    /// `out = a·2^window`, where `a` comes from two squarings or more in a row
    /// and `window` is less than [`WINDOW_ENTRIES`].
    fn shl(&self, out: &mut Self::Element, a: &Self::Element, window: u64);

    /// `out = table[window]`, reading every entry of the table in any case.
    fn select(&self, out: &mut Self::Element, table: &[Self::Element; WINDOW_ENTRIES], window: u64);
}
