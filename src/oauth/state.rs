//! The state: a random text that is kept before the user leaves, and that the answer has to bring back (RFC 6749 §10.12).

use core::hint::black_box;

use super::random::letters_and_digits;
use crate::error::{Error, Result, names};
use crate::secret::Secret;
use crate::text;

/// How many letters and digits are random.
const RANDOM: usize = 32;

/// The longest state, with what the application adds. Servers and proxies refuse longer addresses.
pub(super) const MAX_BYTES: usize = 8_192;

/// What stands before the four digits of a character that needs more than two. No digit is written like it.
const WIDE: char = 'u';

/// A state.
#[derive(Debug)]
pub struct State(Secret);

impl State {
    /// A new state. `custom_state` is the application's text, which [`custom_state`](Self::custom_state) returns when the user comes
    /// back. `fill` fills a buffer with cryptographic random bytes.
    ///
    /// The text is written as Amplify writes it: each UTF-16 unit as two hexadecimal digits. Amplify writes units above `ff` with
    /// more digits, which nobody can read again; here they have a `u` and four digits.
    ///
    /// # Errors
    /// Those of `fill`; `MissingPolyfill` if its bytes are not random; `InvalidParameterException` if the text is too long.
    pub fn generate(custom_state: Option<&str>, fill: &mut dyn FnMut(&mut [u8]) -> Result<()>) -> Result<Self> {
        let random = letters_and_digits(RANDOM, fill)?;
        let Some(custom) = custom_state.filter(|custom| !custom.is_empty()) else { return Ok(Self(random)) };
        let state = [random.expose(), "-", &encoded(custom)].concat();
        if state.len() > MAX_BYTES {
            let message = "`customState` is too long for an address: 4079 characters at most, or 1631 beyond Latin-1";
            return Err(Error::new(&names::INVALID_INPUT).with_message(message));
        }
        Ok(Self(Secret::new(state)))
    }

    /// Reads a state that was kept, or has arrived. `None` if it is empty or too long.
    #[must_use]
    pub fn read(text: String) -> Option<Self> {
        (1..=MAX_BYTES).contains(&text.len()).then(|| Self(Secret::new(text)))
    }

    /// Checks that the state that has arrived is the one that was kept, in a time that does not depend on where they differ.
    ///
    /// # Errors
    /// `oauthSignInError`, with Amplify's message.
    pub fn check(stored: Option<&Self>, arrived: Option<&Self>) -> Result<()> {
        let message = match (stored, arrived) {
            (Some(stored), Some(arrived)) if are_equal(stored.expose().as_bytes(), arrived.expose().as_bytes()) => {
                return Ok(());
            }
            (_, Some(_)) => "An error occurred while validating the state.",
            (_, None) => "`signInWithRedirect` has been canceled.",
        };
        Err(Error::new(&names::OAUTH_STATE).with_message(message))
    }

    /// The text, to be kept.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The application's text in it, if there is one.
    #[must_use]
    pub fn custom_state(&self) -> Option<String> {
        text::split_once(self.expose(), b'-').map(|(_, custom)| decoded(custom))
    }
}

fn encoded(text: &str) -> String {
    let mut digits = String::new();
    for unit in text.encode_utf16() {
        let [high, low] = unit.to_be_bytes();
        if high == 0 {
            digits.extend(text::hex_digits(&[low]));
        } else {
            digits.push(WIDE);
            digits.extend(text::hex_digits(&[high, low]));
        }
    }
    digits
}

/// Decodes what [`encoded`] or Amplify has written. What is neither becomes replacement characters, and digits that are left over at
/// the end are dropped.
fn decoded(digits: &str) -> String {
    let mut units = Vec::new();
    let mut rest = digits;
    loop {
        let (start, length) = rest.strip_prefix(WIDE).map_or((rest, 2), |start| (start, 4));
        let Some((unit, after)) = start.split_at_checked(length) else { break };
        units.push(number(unit).unwrap_or(0xfffd));
        rest = after;
    }
    String::from_utf16_lossy(&units)
}

/// The number that hexadecimal digits stand for.
fn number(digits: &str) -> Option<u16> {
    digits.chars().try_fold(0, |number, digit| Some((number << 4) | u16::try_from(digit.to_digit(16)?).ok()?))
}

/// Compares texts of the same length to the end. The length is no secret.
fn are_equal(one: &[u8], other: &[u8]) -> bool {
    let differences = one.iter().zip(other).fold(0, |differences, (one, other)| black_box(differences | (one ^ other)));
    one.len() == other.len() && differences == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn generate(custom: Option<&str>) -> Result<State> {
        State::generate(custom, &mut |bytes| {
            bytes.fill(0);
            Ok(())
        })
    }

    fn state(text: &str) -> State {
        State::read(text.to_owned()).unwrap()
    }

    #[test]
    fn has_32_letters_and_digits() {
        for custom in [None, Some("")] {
            let state = generate(custom).unwrap();
            assert_eq!(state.expose(), "A".repeat(32));
            assert_eq!(state.custom_state(), None);
        }
    }

    #[test]
    fn carries_the_applications_text_as_amplify_does() {
        for (custom, digits) in
            [("{\"a\":1}", "7b2261223a317d"), ("a-b\n", "612d620a"), ("éÿ", "e9ff"), ("\u{0}", "00")]
        {
            let state = generate(Some(custom)).unwrap();
            assert_eq!(state.expose(), ["A".repeat(32), digits.to_owned()].join("-"));
            assert_eq!(state.custom_state().as_deref(), Some(custom));
        }
    }

    #[test]
    fn carries_characters_that_amplify_loses() {
        let state = generate(Some("✓😀ā1")).unwrap();
        assert_eq!(state.expose(), ["A".repeat(32), "u2713ud83dude00u010131".to_owned()].join("-"));
        assert_eq!(state.custom_state().as_deref(), Some("✓😀ā1"));
    }

    #[test]
    fn any_text_after_the_first_hyphen_is_read() {
        for (text, custom) in [
            ("s", None),
            ("s-", Some("")),
            ("s-4", Some("")),
            ("s-414", Some("A")),
            ("s-zz41", Some("\u{fffd}A")),
            ("s-4-41", Some("\u{fffd}A")),
            ("s-u41", Some("")),
            ("s-uzzzz41", Some("\u{fffd}A")),
            ("s-ud83d41", Some("\u{fffd}A")),
            ("s-+141", Some("\u{fffd}A")),
            ("s-éé41", Some("\u{fffd}\u{fffd}A")),
            ("s-4é41", Some("")),
            ("-41", Some("A")),
        ] {
            assert_eq!(state(text).custom_state().as_deref(), custom, "{text}");
        }
    }

    #[test]
    fn only_the_state_that_was_kept_is_right() {
        let stored = state("abc-41");
        assert!(State::check(Some(&stored), Some(&state("abc-41"))).is_ok());
        for other in ["abc-42", "bbc-41", "abc-4", "abc-411", "abc", "ABC-41", "abc-41\u{0}"] {
            let error = State::check(Some(&stored), Some(&state(other))).unwrap_err();
            assert_eq!(error.name(), "oauthSignInError", "{other}");
            assert_eq!(error.message(), "An error occurred while validating the state.");
        }
        let error = State::check(None, Some(&stored)).unwrap_err();
        assert_eq!(error.message(), "An error occurred while validating the state.");
        for stored in [None, Some(&stored)] {
            let error = State::check(stored, None).unwrap_err();
            assert_eq!(
                (error.name(), error.message()),
                ("oauthSignInError", "`signInWithRedirect` has been canceled.")
            );
        }
    }

    #[test]
    fn is_neither_empty_nor_too_long() {
        assert!(State::read(String::new()).is_none());
        assert!(State::read("s".repeat(8_193)).is_none());
        assert!(State::read("s".repeat(8_192)).is_some());
        assert!(generate(Some(&"a".repeat(4_079))).is_ok() && generate(Some(&"✓".repeat(1_631))).is_ok());
        for custom in ["a".repeat(4_080), "✓".repeat(1_632)] {
            let error = generate(Some(&custom)).unwrap_err();
            assert_eq!(error.name(), "InvalidParameterException");
            assert!(error.message().contains("`customState` is too long"));
        }
    }

    #[test]
    fn is_not_printed() {
        assert_eq!(format!("{:?}", state("abc")), "State([redacted])");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(custom in "(?s).{1,400}") {
            let state = generate(Some(&custom)).unwrap();
            prop_assert_eq!(state.custom_state(), Some(custom));
            prop_assert!(state.expose().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
        }

        #[test]
        fn no_other_text_is_equal(one in "[ab]{1,6}", other in "[ab]{1,6}") {
            prop_assert_eq!(State::check(Some(&state(&one)), Some(&state(&other))).is_ok(), one == other);
        }
    }
}
