//! Encodings of the protocol, and searches in short texts.

use base64ct::{Base64, Base64Unpadded, Encoding as _};

/// Decodes base64 of either alphabet, padded or not. `None` if the text is not base64.
#[must_use]
pub fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let unpadded = text.strip_suffix('=').unwrap_or(text);
    let unpadded = unpadded.strip_suffix('=').unwrap_or(unpadded);
    let standard = unpadded.bytes().map(|byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    });
    let mut bytes: Vec<u8> = standard.collect();
    let length = Base64Unpadded::decode_in_place(&mut bytes).ok()?.len();
    bytes.truncate(length);
    Some(bytes)
}

// The standard library's searches are made for long texts and all of Unicode. They would add 6 % to the module.

/// The text before and after the first `separator`, an ASCII character. `None` if there is none.
#[must_use]
pub fn split_once(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == separator)?;
    Some((text.get(..at)?, text.get(at.saturating_add(1)..)?))
}

/// The parts of a text between separators, an ASCII character. Empty text has one part, which is empty.
pub fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    core::iter::from_fn(move || {
        let text = rest?;
        let (part, others) = split_once(text, separator).map_or((text, None), |(part, others)| (part, Some(others)));
        rest = others;
        Some(part)
    })
}

/// The text before the first of the `separators`, which are ASCII characters. The whole text if it has none of them.
#[must_use]
pub fn before_any<'a>(text: &'a str, separators: &[u8]) -> &'a str {
    let end = text.bytes().position(|byte| separators.contains(&byte)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The longest beginning of a text that fits into `limit` bytes.
#[must_use]
pub fn truncated(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    // A character has four bytes at most.
    while let Some(shorter) = end.checked_sub(1).filter(|_| !text.is_char_boundary(end)) {
        end = shorter;
    }
    text.get(..end).unwrap_or_default()
}

/// Whether `text` contains `part`.
#[must_use]
pub fn contains(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len().max(1)).any(|window| window == part.as_bytes())
}

/// Encodes base64 of the standard alphabet, padded (RFC 4648 §4).
#[must_use]
pub fn encode_base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Encodes base64url without padding (RFC 4648 §5).
#[must_use]
pub fn encode_base64url(bytes: &[u8]) -> String {
    // Through the standard alphabet, which is needed anyway: a second encoder would add to the module.
    encode_base64(bytes)
        .chars()
        .filter(|character| *character != '=')
        .map(|character| match character {
            '+' => '-',
            '/' => '_',
            other => other,
        })
        .collect()
}

/// The lower-case hexadecimal digits of bytes, two for each.
pub fn hex_digits(bytes: &[u8]) -> impl Iterator<Item = char> {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]).filter_map(|digit| char::from_digit(digit.into(), 16))
}

/// A number in decimal, with at least two digits.
#[must_use]
pub fn two_digits(number: i64) -> String {
    let digits = number.to_string();
    if digits.len() < 2 { ["0", &digits].concat() } else { digits }
}

/// A version 4 UUID (RFC 9562 §5.4) from 16 random bytes.
#[must_use]
pub fn uuid_v4(random: [u8; 16]) -> String {
    let mut text = String::with_capacity(36);
    for (index, byte) in random.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let byte = match index {
            6 => (byte & 0x0f) | 0x40,
            8 => (byte & 0x3f) | 0x80,
            _ => byte,
        };
        text.extend(hex_digits(&[byte]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_alphabets_with_and_without_padding() {
        for text in ["+/8=", "+/8", "-_8=", "-_8", "+_8", "-/8", "+/8=="] {
            assert_eq!(decode_base64(text).unwrap(), [0xfb, 0xff], "{text}");
        }
        assert_eq!(decode_base64("").unwrap(), Vec::<u8>::new());
        for text in ["AA==", "AA="] {
            assert_eq!(decode_base64(text).unwrap(), [0], "{text}");
        }
        for text in ["a", "a b", "é", "+/8=x", "A===", "AA===", "A=A=", "A A=", "AAA\n", "AAAAé", "!"] {
            assert!(decode_base64(text).is_none(), "{text}");
        }
    }

    #[test]
    fn writes_base64url_without_padding() {
        for (bytes, text) in [(&[][..], ""), (&[0xfb], "-w"), (&[0xfb, 0xff], "-_8"), (&[0, 1, 2], "AAEC")] {
            assert_eq!(encode_base64url(bytes), text);
        }
    }

    #[test]
    fn marks_version_and_variant() {
        assert_eq!(uuid_v4([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid_v4([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
