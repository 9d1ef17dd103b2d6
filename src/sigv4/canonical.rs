//! The canonical request: the text on which the client and the service agree.

use zeroize::Zeroizing;

use super::encoding::{decoded, parameters, push_byte, push_encoded};
use super::headers::Headers;
use super::invalid;
use crate::error::Result;
use crate::secret::Secret;
use crate::text;

/// More than any service has.
const MAX_PARAMETERS: usize = 1_000;

/// How a path is written in the canonical request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathForm {
    /// Without empty segments and dots, and encoded once more than it is sent.
    NormalizedTwiceEncoded,
    /// Segment by segment as it is sent, encoded once. S3's keys may have empty segments and dots.
    AsSent,
}

/// The parts of a canonical request.
pub(super) struct Canonical<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) form: PathForm,
    pub(super) query: &'a str,
    pub(super) headers: &'a Headers<'a>,
    /// Their names.
    pub(super) names: &'a str,
    pub(super) payload: &'a str,
}

impl Canonical<'_> {
    /// The text. It holds the session token.
    pub(super) fn text(&self) -> Result<Secret> {
        if self.method.is_empty() || !self.method.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') {
            return Err(invalid("`method` is not the name of a method"));
        }
        let (path, query) = (path(self.path, self.form), query(self.query)?);
        let mut parts = vec![self.method, "\n", &*path, "\n", &**query, "\n"];
        for (name, value) in self.headers.iter() {
            parts.extend([name, ":", value, "\n"]);
        }
        parts.extend(["\n", self.names, "\n", self.payload]);
        Ok(Secret::new(parts.concat()))
    }
}

fn path(path: &str, form: PathForm) -> String {
    let mut result = String::with_capacity(path.len());
    match form {
        PathForm::AsSent => {
            for segment in text::split(path.strip_prefix('/').unwrap_or(path), b'/') {
                result.push('/');
                push_encoded(&mut result, decoded(segment));
            }
        }
        PathForm::NormalizedTwiceEncoded => {
            let mut segments = Vec::new();
            let mut ends_in_folder = false;
            for segment in text::split(path, b'/') {
                ends_in_folder = matches!(segment, "" | "." | "..");
                match segment {
                    "" | "." => {}
                    ".." => drop(segments.pop()),
                    other => segments.push(other),
                }
            }
            for segment in &segments {
                result.push('/');
                push_twice(&mut result, segment);
            }
            if ends_in_folder || segments.is_empty() {
                result.push('/');
            }
        }
    }
    result
}

/// Encodes what is encoded already, and twice what is sent encoded though it is not written so.
fn push_twice(result: &mut String, segment: &str) {
    for byte in segment.bytes() {
        if byte.is_ascii_graphic() {
            push_byte(result, byte);
        } else {
            let mut once = String::new();
            push_byte(&mut once, byte);
            push_encoded(result, once.bytes());
        }
    }
}

/// The parameters in order. One of them may be the session token.
fn query(query: &str) -> Result<Zeroizing<String>> {
    let mut all: Vec<(String, Zeroizing<String>)> = Vec::new();
    for (name, value) in parameters(query) {
        // Sorted by insertion, which takes less code than a sort and is as fast for the parameters of real requests.
        if all.len() == MAX_PARAMETERS {
            return Err(invalid("the URL has more than 1000 parameters"));
        }
        let at = all.iter().take_while(|(other, _)| *other < name).count();
        let same = all.iter().skip(at).take_while(|(other, text)| *other == name && **text < *value).count();
        all.insert(at.saturating_add(same), (name, value));
    }
    let mut parts = Vec::with_capacity(all.len().saturating_mul(4));
    for (name, value) in &all {
        if !parts.is_empty() {
            parts.push("&");
        }
        parts.extend([&**name, "=", &***value]);
    }
    Ok(Zeroizing::new(parts.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_with_too_many_parameters_is_refused() {
        assert!(query(&"a&".repeat(1_000)).is_ok());
        assert!(query(&"a&".repeat(1_001)).is_err());
    }

    #[test]
    fn paths_are_normalized_and_encoded_twice() {
        for (given, expected) in [
            ("", "/"),
            ("/", "/"),
            ("/a/b", "/a/b"),
            ("/a/b/", "/a/b/"),
            ("//a///b//", "/a/b/"),
            ("/a/./b/../c", "/a/c"),
            ("/a/b/..", "/a/"),
            ("/../../a", "/a"),
            ("/a%20b", "/a%2520b"),
            ("/a b", "/a%2520b"),
            ("/é", "/%25C3%25A9"),
            ("/a:b@c(d)!'*+,;=$&", "/a%3Ab%40c%28d%29%21%27%2A%2B%2C%3B%3D%24%26"),
        ] {
            assert_eq!(path(given, PathForm::NormalizedTwiceEncoded), expected, "{given}");
        }
    }

    #[test]
    fn paths_of_s3_stay_as_they_are_sent() {
        for (given, expected) in [
            ("", "/"),
            ("/", "/"),
            ("//a//", "//a//"),
            ("/a/./../b", "/a/./../b"),
            ("/a%20b", "/a%20b"),
            ("/a b", "/a%20b"),
            ("/a%2fb", "/a%2Fb"),
            ("/a(b)+c:d%2B", "/a%28b%29%2Bc%3Ad%2B"),
            ("/é", "/%C3%A9"),
        ] {
            assert_eq!(path(given, PathForm::AsSent), expected, "{given}");
        }
    }

    #[test]
    fn queries_are_sorted_by_name_and_then_by_value() {
        assert_eq!(*query("b=2&a-=3&a=2&a=1&B=1&a").unwrap(), "B=1&a=&a=1&a=2&a-=3&b=2");
    }
}
