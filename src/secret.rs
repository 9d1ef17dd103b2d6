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
/// `Clone`, comparison nor serialisation: whoever needs the text says so with [`expose`](Self::expose).
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

    /// A second copy, which is wiped by itself.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self::new(self.expose().to_owned())
    }

    /// The text moved out, for whoever keeps it as a secret again.
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
/// To move one leaves its bytes where it was. So one that is given to anybody is made of zeros in a `Box` and computed there,
/// and one that is not boxed is scratch, below [`on_wiped_stack`].
pub struct Hidden<T: Zeroize>(Zeroizing<T>);

impl<T: Zeroize> Hidden<T> {
    /// Takes over `value`. Copies that the compiler made of it on its way here are not overwritten,
    /// so a secret is computed in place, through `DerefMut`.
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

/// More than a proof needs of the stack: in a module half of all the stack there is, elsewhere enough for code that is not optimised.
const STACK_BYTES: usize = if cfg!(target_arch = "wasm32") { 0x1_0000 } else { 0x4_0000 };

/// Does the work, and overwrites the stack that it used: functions leave their numbers there when they return, and wherever the
/// compiler moved a value, a copy of it.
///
/// What the work gives is not on that part of the stack. A secret in it has to be behind a pointer.
pub fn on_wiped_stack<T>(work: impl FnOnce() -> T) -> T {
    let result = apart(work);
    wipe_stack();
    result
}

/// Not inlined, so that all of the work's stack is below the caller's.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Takes the same stack, and fills it.
#[inline(never)]
#[expect(clippy::large_stack_arrays, reason = "the stack is what it is about")]
fn wipe_stack() {
    // Opaque, so that the compiler does not find out that nobody reads it.
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
