//! Forms, encoded by the rules of the WHATWG URL standard (§5.2).

use core::fmt::Write as _;

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
