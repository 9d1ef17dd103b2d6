//! Percent-encoding as AWS wants it: every byte but letters, digits and `-._~`, with upper-case digits.

use zeroize::Zeroizing;

use crate::text;

/// Appends a byte, encoded.
pub(super) fn push_byte(text: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        text.push(char::from(byte));
    } else {
        text.push('%');
        text.extend(text::hex_digits(&[byte]).map(|digit| digit.to_ascii_uppercase()));
    }
}

/// Appends bytes, encoded.
pub(super) fn push_encoded(text: &mut String, bytes: impl IntoIterator<Item = u8>) {
    for byte in bytes {
        push_byte(text, byte);
    }
}

/// The bytes that a part of a URL stands for. A `%` without two digits stands for itself.
pub(super) fn decoded(part: &str) -> impl Iterator<Item = u8> {
    let mut rest = part.as_bytes();
    core::iter::from_fn(move || {
        let (&first, after) = rest.split_first()?;
        let escaped = match after {
            [high, low, after @ ..] if first == b'%' => byte_of(*high, *low).map(|byte| (byte, after)),
            _ => None,
        };
        let (byte, after) = escaped.unwrap_or((first, after));
        rest = after;
        Some(byte)
    })
}

fn byte_of(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((digit(high)? << 4) | digit(low)?)
}

/// The names and values of a query, encoded anew. `+` is a space, as services read it. A value may be the session token.
pub(super) fn parameters(query: &str) -> impl Iterator<Item = (String, Zeroizing<String>)> {
    text::split(query, b'&').filter(|part| !part.is_empty()).map(|part| {
        let (name, value) = text::split_once(part, b'=').unwrap_or((part, ""));
        (anew(name), Zeroizing::new(anew(value)))
    })
}

fn anew(part: &str) -> String {
    // Long enough for any text, since one that grows leaves copies behind.
    let mut text = String::with_capacity(part.len().saturating_mul(3));
    for (index, piece) in text::split(part, b'+').enumerate() {
        if index > 0 {
            push_byte(&mut text, b' ');
        }
        push_encoded(&mut text, decoded(piece));
    }
    text
}

/// Appends a parameter to a query.
pub(super) fn push_parameter(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() && !query.ends_with('&') {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    push_encoded(query, value.bytes());
}

/// Whether a parameter belongs to a signature in the query.
pub(super) fn is_of_signature(name: &str) -> bool {
    [
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-Expires",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature",
        "X-Amz-Security-Token",
    ]
    .iter()
    .any(|own| own.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(query: &str) -> Vec<(String, String)> {
        parameters(query).map(|(name, value)| (name, value.to_string())).collect()
    }

    #[test]
    fn queries_are_encoded_anew() {
        for (query, name, value) in [
            ("a=b", "a", "b"),
            ("a", "a", ""),
            ("a=", "a", ""),
            ("=b", "", "b"),
            ("a=b=c", "a", "b%3Dc"),
            ("a=b+c%2B", "a", "b%20c%2B"),
            ("a=%c3%a9é", "a", "%C3%A9%C3%A9"),
            ("a=%7e%2D!'()*", "a", "~-%21%27%28%29%2A"),
            ("a=%&", "a", "%25"),
            ("&&a=%4", "a", "%254"),
            ("a=%zz", "a", "%25zz"),
            ("a=%+41", "a", "%25%2041"),
            ("a=%ff", "a", "%FF"),
        ] {
            assert_eq!(pairs(query), [(name.to_owned(), value.to_owned())], "{query}");
        }
        assert!(pairs("").is_empty());
    }
}
