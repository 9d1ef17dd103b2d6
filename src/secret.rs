//! Text that must not be seen in a log, an error or a memory dump.

use core::fmt;

use zeroize::Zeroizing;

/// A secret text: a password, a code, a token.
///
/// `Debug` prints `[redacted]`, the memory is overwritten on drop, and there is neither `Display`,
/// `Clone`, comparison nor serialisation: whoever needs the text says so with [`expose`](Self::expose).
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes over `text` without copying it.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself. It must not be logged, put in an error, or kept longer than its use.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
