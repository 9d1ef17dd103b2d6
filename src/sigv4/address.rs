//! The address of a request, in parts.

use super::invalid;
use crate::config::{is_loopback, plain_host};
use crate::error::Result;
use crate::text;

/// The parts of a URL that are signed.
pub(super) struct Address<'a> {
    /// The value of the `host` header: in lower case, without the scheme's own port.
    pub(super) host: String,
    /// The host's name alone, in lower case.
    pub(super) host_name: String,
    /// Whether it is a websocket's.
    pub(super) is_websocket: bool,
    /// The path, still encoded.
    pub(super) path: &'a str,
    /// The query, still encoded.
    pub(super) query: &'a str,
    /// All that is before the query.
    pub(super) before_query: &'a str,
}

impl<'a> Address<'a> {
    /// Reads a URL to which credentials may be sent.
    pub(super) fn parse(url: &'a str) -> Result<Self> {
        let schemes =
            [("https://", ":443", true), ("wss://", ":443", true), ("http://", ":80", false), ("ws://", ":80", false)];
        let found =
            schemes.iter().find_map(|(scheme, port, is_secure)| Some((url.strip_prefix(scheme)?, *port, *is_secure)));
        let Some((rest, own_port, is_secure)) = found else {
            return Err(invalid("the URL does not begin with https:// (or http://localhost)"));
        };
        let authority = text::before_any(rest, b"/?#");
        if authority.contains('@') {
            return Err(invalid("the URL holds a user name or password"));
        }
        let Some(name) = plain_host(authority) else {
            return Err(invalid(
                "the URL has no plain host: letters, digits, `.`, `-` and `_`, or an IPv6 address in brackets",
            ));
        };
        if !is_secure && !is_loopback(name) {
            return Err(invalid("credentials and tokens are sent by https only, except to this machine"));
        }
        let url = text::before_any(url, b"#");
        let before_query = text::before_any(url, b"?");
        let path_length = text::before_any(rest, b"?#").len().saturating_sub(authority.len());
        let path = before_query.get(before_query.len().saturating_sub(path_length)..).unwrap_or_default();
        Ok(Self {
            host: authority.strip_suffix(own_port).unwrap_or(authority).to_ascii_lowercase(),
            host_name: name.to_ascii_lowercase(),
            is_websocket: url.starts_with("ws"),
            path,
            query: url.get(before_query.len().saturating_add(1)..).unwrap_or_default(),
            before_query,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_url_apart() {
        let address = Address::parse("https://API.example.com:443/a/b?c=d?e#f?g").unwrap();
        assert_eq!((&*address.host, &*address.host_name), ("api.example.com", "api.example.com"));
        assert_eq!((address.path, address.query), ("/a/b", "c=d?e"));
        assert_eq!(address.before_query, "https://API.example.com:443/a/b");

        let address = Address::parse("ws://localhost:9230?a#b").unwrap();
        assert_eq!((&*address.host, address.path, address.query), ("localhost:9230", "", "a"));
        assert!(address.is_websocket);
        let address = Address::parse("http://[::1]:80#/x?y").unwrap();
        assert_eq!((&*address.host, address.path, address.query), ("[::1]", "", ""));
    }

    #[test]
    fn keeps_a_port_that_is_another_schemes() {
        assert_eq!(Address::parse("https://example.com:80/").unwrap().host, "example.com:80");
        assert_eq!(Address::parse("http://localhost:443/").unwrap().host, "localhost:443");
    }

    #[test]
    fn takes_only_addresses_that_are_encrypted_or_on_this_machine() {
        for url in [
            "https://a.example/",
            "wss://a.example/",
            "http://localhost:1/",
            "http://127.0.0.1/",
            "ws://[::1]:2/",
            "http://api.localhost/",
        ] {
            assert!(Address::parse(url).is_ok(), "{url}");
        }
        for url in [
            "http://a.example/",
            "ws://a.example/",
            "http://localhost.a.example/",
            "http://10.0.2.2/",
            "https://user:pw@a.example/",
            "https://localhost@a.example/",
            "https:///x",
            "ftp://a.example/",
            "//a.example/",
            "/x",
            "",
            "https://a example/",
            r"https://a\b.example/",
        ] {
            assert_eq!(
                Address::parse(url).err().map(|error| error.name().to_owned()).as_deref(),
                Some("InvalidParameterException"),
                "{url}"
            );
        }
    }
}
