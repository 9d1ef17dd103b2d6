//! The headers that are signed.

use zeroize::Zeroizing;

use super::invalid;
use crate::error::Result;

/// Headers that browsers do not let pages set, and those that proxies and tracing change: a signature over them would not hold.
const UNSIGNED: [&str; 21] = [
    "accept-charset",
    "accept-encoding",
    "cache-control",
    "connection",
    "cookie",
    "date",
    "dnt",
    "expect",
    "from",
    "keep-alive",
    "max-forwards",
    "origin",
    "pragma",
    "referer",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "via",
    "x-amzn-trace-id",
];

/// Headers by their names in lower case, in their order. There are few, so a list is enough.
pub(super) struct Headers(Vec<(String, Zeroizing<String>)>);

impl Headers {
    /// Reads a request's own headers. Those of the same name become one, with commas.
    pub(super) fn read(given: &[(&str, &str)]) -> Result<Self> {
        let mut headers = Self(Vec::new());
        for (name, value) in given {
            let name = name.to_ascii_lowercase();
            if name.is_empty()
                || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
            {
                return Err(invalid("a header has an invalid name"));
            }
            if name == "authorization" {
                return Err(invalid("the request has an `authorization` header already"));
            }
            if !value.bytes().all(|byte| byte == b'\t' || byte == b' ' || byte.is_ascii_graphic()) {
                return Err(invalid("a header's value has characters other than ASCII: encode it"));
            }
            if UNSIGNED.contains(&&*name) || name.starts_with("proxy-") || name.starts_with("sec-") {
                continue;
            }
            let value = trimmed(value);
            match headers.0.iter_mut().find(|(other, _)| *other == name) {
                Some((_, all)) => *all = Zeroizing::new([&***all, ",", &**value].concat()),
                None => headers.insert(name, value),
            }
        }
        Ok(headers)
    }

    /// Sets a header that the signature itself needs.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(other, _)| other != name);
        self.insert(name.to_owned(), Zeroizing::new(value.to_owned()));
    }

    fn insert(&mut self, name: String, value: Zeroizing<String>) {
        let at = self.0.iter().take_while(|(other, _)| *other < name).count();
        self.0.insert(at, (name, value));
    }

    /// The names, as `SignedHeaders` lists them.
    pub(super) fn names(&self) -> String {
        let names: Vec<&str> = self.0.iter().map(|(name, _)| name.as_str()).collect();
        names.join(";")
    }

    /// The names and values, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// A value without white space around it, and with single spaces inside.
fn trimmed(value: &str) -> Zeroizing<String> {
    let mut result = Zeroizing::new(String::with_capacity(value.len()));
    for character in value.trim_matches([' ', '\t']).chars() {
        if character != ' ' || !result.ends_with(' ') {
            result.push(character);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_in_order_and_in_lower_case() {
        let headers = Headers::read(&[("X-B", " 1 "), ("x-a", "\"a   b\""), ("x-b", "2"), ("X-Empty", "")]).unwrap();
        let all: Vec<_> = headers.iter().collect();
        assert_eq!(all, [("x-a", "\"a b\""), ("x-b", "1,2"), ("x-empty", "")]);
        assert_eq!(headers.names(), "x-a;x-b;x-empty");
    }

    #[test]
    fn those_that_are_changed_on_the_way_are_not_signed() {
        let given =
            [("User-Agent", "x"), ("Sec-Fetch-Mode", "cors"), ("proxy-x", "y"), ("Referer", "z"), ("accept", "*/*")];
        assert_eq!(Headers::read(&given).unwrap().names(), "accept");
    }

    #[test]
    fn what_cannot_be_signed_is_refused() {
        for header in [
            ("", "x"),
            ("a b", "x"),
            ("a:b", "x"),
            ("é", "x"),
            ("x", "é"),
            ("x", "a\r\nb: c"),
            ("x", "\0"),
            ("Authorization", "Bearer x"),
        ] {
            assert!(Headers::read(&[header]).is_err(), "{header:?}");
        }
    }
}
