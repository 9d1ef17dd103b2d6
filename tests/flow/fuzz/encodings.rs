//! Hexadecimal and base64, which the service does not always write in the standard form.

use cognito_wasm::srp::encoding::{hex, pad, pad_negative, read_hex};
use cognito_wasm::text::{before_any, contains, decode_base64, encode_base64url, split_once, truncated};
use proptest::prelude::*;

use super::driver::run;

/// The expected result of `decode_base64`, computed bit by bit as in RFC 4648 §4 and §5. As in browsers' `atob`, leftover
/// bits are ignored.
pub(super) fn base64_model(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    let mut bits = Vec::new();
    for byte in digits.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits.extend((0..6).rev().map(|bit| value >> bit & 1));
    }
    let whole = bits.chunks_exact(8);
    let has_digit_too_many = whole.remainder().len() == 6;
    (!has_digit_too_many).then(|| whole.map(|byte| byte.iter().fold(0, |value, bit| value << 1 | bit)).collect())
}

fn check_hex(text: &str) -> Result<(), TestCaseError> {
    let mut out = [0; 24];
    let read = read_hex(&mut out, text).is_some();
    let is_right = text.len() <= 48 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    prop_assert_eq!(read, is_right);
    if read {
        let digits = text.to_ascii_lowercase();
        let digits = digits.trim_start_matches('0');
        prop_assert_eq!(hex(&out), if digits.is_empty() { "0" } else { digits });
    }
    Ok(())
}

/// Padding keeps the number and its sign, in as few bytes as possible.
fn check_padding(number: &[u8]) -> Result<(), TestCaseError> {
    let padded = pad(number).concat();
    prop_assert_eq!(hex(&padded), hex(number));
    prop_assert!(padded[0] < 0x80 && (padded.len() == 1 || padded[0] != 0 || padded[1] >= 0x80));
    let negative = pad_negative(&mut number.to_vec());
    prop_assert!(number.iter().all(|byte| *byte == 0) || negative[0] >= 0x80);
    let mut carry = 1_u16;
    let mut back: Vec<u8> = negative.clone();
    for byte in back.iter_mut().rev() {
        let sum = u16::from(!*byte) + carry;
        *byte = sum.to_be_bytes()[1];
        carry = sum >> 8;
    }
    prop_assert_eq!(hex(&back), hex(number), "{:?}", negative);
    Ok(())
}

fn check_texts(text: &str, choice: u32) -> Result<(), TestCaseError> {
    let limit = usize::try_from(choice % 64).unwrap();
    let start = truncated(text, limit);
    prop_assert!(start.len() <= limit && text.starts_with(start) && (start == text || start.len() + 4 > limit));
    prop_assert_eq!(split_once(text, b'.'), text.split_once('.'));
    prop_assert_eq!(before_any(text, b"/?#"), text.split(['/', '?', '#']).next().unwrap());
    prop_assert_eq!(contains(text, "=="), text.contains("=="));
    Ok(())
}

#[test]
fn encodings_read_what_is_right_and_nothing_else() {
    run("encodings", 190, |text, choice| {
        prop_assert_eq!(decode_base64(text), base64_model(text));
        let back = decode_base64(&encode_base64url(text.as_bytes()));
        prop_assert_eq!(back.as_deref(), Some(text.as_bytes()));
        check_hex(text)?;
        check_padding(text.as_bytes())?;
        check_texts(text, choice)
    });
}
