//! Values that must not be seen in a log, an error or a memory dump.

use core::{
    fmt,
    hint::black_box,
    ops::{Deref, DerefMut},
};

use zeroize::{Zeroize, Zeroizing};

/// A secret text: a password, a code, a token.
///
/// `Debug` prints `[redacted]`, the memory is overwritten on drop, and there is neither `Display`,
/// `Clone`, comparison nor serialisation: code that needs the text calls [`expose`](Self::expose).
pub struct Secret(Hidden<String>);

impl Secret {
    /// Takes over `text` without copying it.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Hidden::new(text))
    }

    /// The text itself. It must not be logged, put in an error, or kept longer than its use.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A copy, which is wiped separately.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self::new(self.expose().to_owned())
    }

    /// Moves the text out, for a caller that wraps it in a secret again.
    pub(crate) fn into_text(mut self) -> String {
        core::mem::take(&mut *self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A secret value inside the crate: numbers and keys, used through `Deref`.
///
/// `Debug` prints `[redacted]`, and the memory is overwritten on drop.
///
/// Moving one leaves its bytes where it was. So a value that is passed on starts as zeros in a `Box` and is computed there.
/// Outside of a `Box`, use one only as scratch space inside [`on_wiped_stack`].
pub struct Hidden<T: Zeroize>(Zeroizing<T>);

impl<T: Zeroize> Hidden<T> {
    /// Takes over `value`. Copies that the compiler made of it on the way here are not overwritten, so pass zeros and compute
    /// the secret in place, through `DerefMut`.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Zeroizing::new(value))
    }
}

impl<T: Zeroize> Deref for Hidden<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> DerefMut for Hidden<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Zeroize> fmt::Debug for Hidden<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// More stack than a proof needs. In a module it is half of the whole stack; elsewhere it is enough for unoptimised code.
const STACK_BYTES: usize = if cfg!(target_arch = "wasm32") { 0x1_0000 } else { 0x4_0000 };

/// Runs `work`, then overwrites the stack that it used: functions leave their numbers there when they return, and the
/// compiler leaves copies of the values that it moved.
///
/// The result is not on that part of the stack, so a secret in it must be behind a pointer.
pub fn on_wiped_stack<T>(work: impl FnOnce() -> T) -> T {
    let result = in_own_frame(work);
    wipe_stack();
    result
}

/// Not inlined, so that the work's stack is below the caller's.
#[inline(never)]
fn in_own_frame<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Overwrites the stack that the work used.
#[inline(never)]
#[expect(clippy::large_stack_arrays, reason = "the array is there to cover the stack")]
fn wipe_stack() {
    // `black_box` keeps the compiler from seeing that nobody reads the array.
    black_box(&mut [0_u8; STACK_BYTES]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hides_values_of_any_kind() {
        assert_eq!(format!("{:?}", Hidden::new([1_u8, 2, 3])), "[redacted]");
        assert_eq!(format!("{:#?}", Hidden::new(7_u64)), "[redacted]");
    }

    #[test]
    fn overwrites_a_value_on_drop() {
        /// Notes the one call that `zeroize` makes.
        struct Witness<'a>(&'a core::cell::Cell<u32>);

        impl Zeroize for Witness<'_> {
            fn zeroize(&mut self) {
                self.0.update(|calls| calls + 1);
            }
        }

        let calls = core::cell::Cell::new(0);
        drop(Hidden::new(Witness(&calls)));
        assert_eq!(calls.get(), 1);
    }

    #[test]
    fn shows_its_text_only_when_asked() {
        let secret = Secret::new("Passw0rd!".to_owned());

        assert_eq!(secret.expose(), "Passw0rd!");
        assert_eq!(format!("{secret:?}"), "[redacted]");
        assert_eq!(format!("{secret:#?}"), "[redacted]");
    }

    #[test]
    fn does_not_copy_the_text_it_takes_over() {
        let text = "Passw0rd!".to_owned();
        let address = text.as_ptr();

        assert_eq!(Secret::new(text).expose().as_ptr(), address);
    }
}
