//! Forms, encoded by the rules of the WHATWG URL standard (§5.2).

use core::fmt::Write as _;
use std::collections::BTreeMap;

use cognito_wasm::host::Form;

/// The form as `application/x-www-form-urlencoded` text.
pub(super) fn encode(form: &Form) -> String {
    let fields: Vec<_> = form.fields().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    fields.join("&")
}

fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => escaped.push('+'),
            b'*' | b'-' | b'.' | b'_' => escaped.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => escaped.push(byte.into()),
            _ => write!(escaped, "%{byte:02X}").unwrap(),
        }
    }
    escaped
}

/// The fields of a form.
pub(super) fn fields(form: &str) -> BTreeMap<String, String> {
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (unescape(name), unescape(value))).collect()
}

fn unescape(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap().replace('+', " ").into_bytes();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
        bytes.extend(rest.replace('+', " ").into_bytes());
    }
    String::from_utf8(bytes).unwrap()
}
