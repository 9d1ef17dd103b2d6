//! The services' endpoints.

use super::section::Section;
use crate::error::Result;
use crate::text;

/// The option beside an endpoint that allows plain `http` to other machines.
pub(super) const OPTION: &str = "dangerouslyAllowHttpEndpoints";

/// The member with the full URL of the user pool service.
pub(super) const USER_POOL_ENDPOINT: &str = "userPoolEndpoint";

/// The member with the full URL of the identity pool service.
pub(super) const IDENTITY_POOL_ENDPOINT: &str = "identityPoolEndpoint";

/// A pool's endpoint in the configuration.
pub(super) struct CustomEndpoint<'a> {
    url: Option<&'a str>,
    path: String,
    allows_http: bool,
}

impl<'a> CustomEndpoint<'a> {
    /// Reads the member `key` of a section, and the option beside it.
    pub(super) fn read(section: &Section<'a>, key: &str) -> Result<Self> {
        let allows_http = section.flag(OPTION)? == Some(true);
        Ok(Self { url: section.text(key)?, path: section.path_of(key), allows_http })
    }

    /// The same, or `other` if none is configured.
    pub(super) fn or(self, other: Option<&'a str>) -> Self {
        Self { url: self.url.or(other), ..self }
    }

    /// The checked endpoint, or the region's if none is configured.
    pub(super) fn or_of_region(&self, service: &str, region: &str) -> Result<String> {
        match self.url {
            Some(url) => check(url, &self.path, self.allows_http),
            None => Ok(of_region(service, region)),
        }
    }
}

/// Whether requests to a checked endpoint leave this machine unencrypted.
pub(super) fn is_exposed(url: &str) -> bool {
    url.strip_prefix("http://").is_some_and(|rest| !host(text::before_any(rest, b"/?#")).is_some_and(is_loopback))
}

/// Checks an endpoint, which is then used unchanged. Since requests contain passwords and tokens, plain `http` is for servers on
/// this machine, unless the configuration allows more.
fn check(url: &str, path: &str, allows_http: bool) -> Result<String> {
    let problem = |problem| Err(super::invalid(path, problem));
    let (rest, secure) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        (None, None) => return problem("is not a URL that begins with https:// (or http://localhost)"),
    };
    let authority = text::before_any(rest, b"/?#");
    if authority.contains('@') {
        return problem("holds a user name or password, which a URL should not");
    }
    let Some(host) = host(authority) else {
        return problem(
            "is not a URL with a plain host: letters, digits, `.`, `-` and `_`, or an IPv6 address in brackets",
        );
    };
    if url.contains(|character: char| character.is_whitespace() || character.is_control()) {
        return problem("is not a URL: it contains white space or control characters");
    }
    if secure || allows_http || is_loopback(host) {
        Ok(url.to_owned())
    } else {
        problem(
            "must use https:// unless the host is localhost; in development, `dangerouslyAllowHttpEndpoints: true` beside it \
             has passwords and tokens sent unprotected",
        )
    }
}

/// The host of an authority (RFC 3986 §3.2), if it has a plain form. Browsers are more lenient (WHATWG URL §4.4): they read a
/// backslash as a slash, and `%2e` and other scripts' full stops as dots. Such forms are refused, so that requests go to the host
/// that is checked here.
pub(crate) fn host(authority: &str) -> Option<&str> {
    let end = match authority.strip_prefix('[') {
        Some(rest) => text::before_any(rest, b"]").len().checked_add(2)?,
        None => text::before_any(authority, b":").len(),
    };
    let (host, port) = (authority.get(..end)?, authority.get(end..)?);
    let port_is_plain = port.is_empty()
        || port
            .strip_prefix(':')
            .is_some_and(|digits| (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()));
    let host_is_plain = match host.strip_prefix('[') {
        Some(address) => address
            .strip_suffix(']')
            .is_some_and(|address| address.bytes().all(|byte| byte.is_ascii_hexdigit() || b":.".contains(&byte))),
        None => {
            host.split('.').all(|label| !label.is_empty())
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        }
    };
    (port_is_plain && host_is_plain).then_some(host)
}

/// Whether a host is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    matches!(&*host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost")
}

/// The public endpoint of a service in a region.
pub(super) fn of_region(service: &str, region: &str) -> String {
    let suffix = if region.starts_with("cn-") || region == "aws-cn-global" {
        "amazonaws.com.cn"
    } else if region.starts_with("eusc-") {
        "amazonaws.eu"
    } else {
        "amazonaws.com"
    };
    ["https://", service, ".", region, ".", suffix, "/"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_https_anywhere_and_http_on_this_machine() {
        for url in [
            "https://auth.example.com/x",
            "http://localhost:9229",
            "http://127.0.0.1:9229/",
            "http://[::1]:1/",
            "http://pool.localhost:1",
            "http://LocalHost:65535/",
        ] {
            assert_eq!(check(url, "f", false).unwrap(), url);
            assert!(!is_exposed(url), "{url}");
        }
        for (url, problem) in [
            ("http://auth.example.com/", "`f` must use https://"),
            ("http://localhost.example.com/", "`f` must use https://"),
            ("http://127.0.0.1.example.com/", "`f` must use https://"),
            ("https://", "`f` is not a URL"),
            ("https://user:pw@example.com/", "`f` holds a user name or password"),
            ("ftp://example.com/", "`f` is not a URL that begins with https://"),
            ("localhost:9229", "`f` is not a URL that begins with https://"),
            ("https://exa mple.com/", "`f` is not a URL"),
            ("https://example.com/\u{7}", "`f` is not a URL"),
            (r"http://example.com\.localhost/", "`f` is not a URL"),
            (r"https://example.com\@localhost/", "`f` holds a user name or password"),
            ("http://example.com%5c.localhost/", "`f` is not a URL"),
            ("http://example.com%2f.localhost/", "`f` is not a URL"),
            ("http://localhost%2eexample.com/", "`f` is not a URL"),
            ("http://example\u{3002}localhost/", "`f` is not a URL"),
            ("http://ｌocalhost/", "`f` is not a URL"),
            ("http://[::1]example.com/", "`f` is not a URL"),
            ("http://[::1", "`f` is not a URL"),
            ("http://[::1%25x]/", "`f` is not a URL"),
            ("http://localhost:80:80/", "`f` is not a URL"),
            ("http://localhost:/", "`f` is not a URL"),
            ("http://localhost:123456/", "`f` is not a URL"),
            ("http://.localhost/", "`f` is not a URL"),
            ("http://example..localhost/", "`f` is not a URL"),
            ("http://[::2]/", "`f` must use https://"),
            ("http://127.0.0.2/", "`f` must use https://"),
            ("http://localhost.:1/", "`f` is not a URL"),
            ("", "`f` is not a URL that begins with https://"),
        ] {
            let error = check(url, "f", false).unwrap_err();
            assert!(error.message().starts_with(problem), "{url}: {}", error.message());
        }
    }

    #[test]
    fn takes_http_anywhere_where_it_is_allowed_and_nothing_else_more() {
        for url in ["http://localhost.localstack.cloud:4566", "http://cognito:9229/", "http://10.0.2.2:9229/x"] {
            assert!(check(url, "f", false).unwrap_err().message().contains("dangerouslyAllowHttpEndpoints"), "{url}");
            assert_eq!(check(url, "f", true).unwrap(), url);
            assert!(is_exposed(url), "{url}");
        }
        for (url, problem) in [
            ("http://", "`f` is not a URL"),
            ("http://user:pw@cognito/", "`f` holds a user name or password"),
            ("ftp://cognito/", "`f` is not a URL that begins with https://"),
            ("http://cog nito/", "`f` is not a URL"),
            (r"http://a\b/", "`f` is not a URL"),
        ] {
            let error = check(url, "f", true).unwrap_err();
            assert!(error.message().starts_with(problem), "{url}: {}", error.message());
        }
    }

    #[test]
    fn knows_the_partitions() {
        assert_eq!(of_region("cognito-idp", "us-east-1"), "https://cognito-idp.us-east-1.amazonaws.com/");
        for region in ["cn-north-1", "aws-cn-global"] {
            let url = ["https://cognito-idp.", region, ".amazonaws.com.cn/"].concat();
            assert_eq!(of_region("cognito-idp", region), url);
        }
    }
}
