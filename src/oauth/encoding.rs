//! Percent-encoding, in the two forms that browsers write, and reading queries.

use zeroize::Zeroizing;

use crate::text;

/// Encodes a value of a form or a query as `URLSearchParams` does (WHATWG URL §5.2): a space becomes `+`.
pub(super) fn form_encoded(text: &str) -> String {
    encoded(text, b"*-._", "+")
}

/// Encodes a value as `encodeURIComponent` does (ECMA-262 §19.2.6.4).
pub(super) fn percent_encoded(text: &str) -> String {
    encoded(text, b"-_.!~*'()", "%20")
}

fn encoded(text: &str, plain: &[u8], space: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte == b' ' {
            result.push_str(space);
        } else if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            result.push(char::from(byte));
        } else {
            result.push('%');
            result.extend(text::hex_digits(&[byte]).map(|digit| digit.to_ascii_uppercase()));
        }
    }
    result
}

/// Appends a parameter to a query.
pub(super) fn push_parameter(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    query.push_str(&form_encoded(value));
}

/// The names and values of a query, which are still encoded.
pub(super) fn parameters(query: &str) -> impl Iterator<Item = (&str, &str)> {
    text::split(query, b'&')
        .filter(|part| !part.is_empty())
        .map(|part| text::split_once(part, b'=').unwrap_or((part, "")))
}

/// Decodes a value as `URLSearchParams` does. It never fails: a `%` without two digits stays as it is, and bytes that are not
/// UTF-8 become replacement characters.
pub(super) fn form_decoded(value: &str) -> String {
    // The value may be a secret. It is not longer than its encoded form, so the bytes are never moved while they are collected.
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'+' => b' ',
            b'%' => match escaped(after) {
                Some((byte, after)) => {
                    rest = after;
                    byte
                }
                None => first,
            },
            other => other,
        });
    }
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let bytes = Zeroizing::new(error.into_bytes());
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The byte that two hexadecimal digits stand for, and what follows them.
fn escaped(text: &[u8]) -> Option<(u8, &[u8])> {
    let [high, low, rest @ ..] = text else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(((digit(*high)? << 4) | digit(*low)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_are_encoded_as_url_search_params_does() {
        // Made with `new URLSearchParams({k: value}).toString()` in Node.
        assert_eq!(form_encoded("a b+c&d=e/f?g#h%"), "a+b%2Bc%26d%3De%2Ff%3Fg%23h%25");
        assert_eq!(
            form_encoded("*-._~!'()@:\"<>é✓😀\n"),
            "*-._%7E%21%27%28%29%40%3A%22%3C%3E%C3%A9%E2%9C%93%F0%9F%98%80%0A"
        );
    }

    #[test]
    fn components_are_encoded_as_encode_uri_component_does() {
        assert_eq!(percent_encoded("http://localhost:8080/"), "http%3A%2F%2Flocalhost%3A8080%2F");
        assert_eq!(percent_encoded("a b+c-_.!~*'()@é"), "a%20b%2Bc-_.!~*'()%40%C3%A9");
    }

    #[test]
    fn values_are_decoded_as_url_search_params_does() {
        for (encoded, value) in [
            ("a+b%20c%2B", "a b c+"),
            ("%C3%A9%e2%9c%93", "é✓"),
            ("%", "%"),
            ("%4", "%4"),
            ("%4g%zz", "%4g%zz"),
            ("%%41", "%A"),
            ("%+1", "% 1"),
            ("%ff%41", "\u{fffd}A"),
            ("%E2%9C", "\u{fffd}"),
            ("é", "é"),
        ] {
            assert_eq!(form_decoded(encoded), value, "{encoded}");
        }
    }

    #[test]
    fn queries_are_split_at_their_first_separators() {
        let read: Vec<_> = parameters("a=1&&b&=c&d=e=f&").collect();
        assert_eq!(read, [("a", "1"), ("b", ""), ("", "c"), ("d", "e=f")]);
        assert_eq!(parameters("").count(), 0);
    }

    #[test]
    fn parameters_are_joined() {
        let mut query = String::new();
        push_parameter(&mut query, "a", "1 2");
        push_parameter(&mut query, "b", "");
        assert_eq!(query, "a=1+2&b=");
    }

    proptest! {
        #[test]
        fn every_text_survives_both_encodings(text in any::<String>()) {
            prop_assert_eq!(form_decoded(&form_encoded(&text)), &*text);
            prop_assert_eq!(form_decoded(&percent_encoded(&text)), &*text);
            prop_assert!(form_encoded(&text).is_ascii() && percent_encoded(&text).is_ascii());
        }

        #[test]
        fn decoding_never_takes_more_room(text in "[%+0-9a-fé]{0,40}") {
            prop_assert!(form_decoded(&text).chars().count() <= text.chars().count());
        }
    }
}
