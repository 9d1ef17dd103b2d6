//! Service addresses.

use crate::error::Result;
use crate::text;

/// Checks a custom endpoint, which is then used as it stands. Plain `http` is for servers on this machine only, since
/// passwords and tokens travel over it.
pub(super) fn check(url: &str, path: &str) -> Result<String> {
    let problem = |problem| Err(super::invalid(path, problem));
    let (rest, secure) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        (None, None) => return problem("is not a URL that begins with https:// (or http://localhost)"),
    };
    let authority = text::before(rest, b"/?#");
    if authority.is_empty() || url.contains(|character: char| character.is_whitespace() || character.is_control()) {
        return problem("is not a URL");
    }
    if authority.contains('@') {
        return problem("holds a user name or password, which a URL should not");
    }
    if secure || is_loopback(authority) {
        Ok(url.to_owned())
    } else {
        problem("must use https:// unless the host is localhost")
    }
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => text::before(rest, b"]"),
        None => text::before(authority, b":"),
    };
    matches!(host, "localhost" | "127.0.0.1" | "::1") || host.ends_with(".localhost")
}

/// The public endpoint of a service in a region.
pub(super) fn of_region(service: &str, region: &str) -> String {
    let suffix =
        if region.starts_with("cn-") || region == "aws-cn-global" { "amazonaws.com.cn" } else { "amazonaws.com" };
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
        ] {
            assert_eq!(check(url, "f").unwrap(), url);
        }
        for url in [
            "http://auth.example.com/",
            "http://localhost.example.com/",
            "http://127.0.0.1.example.com/",
            "https://",
            "https://user:pw@example.com/",
            "ftp://example.com/",
            "localhost:9229",
            "https://exa mple.com/",
            "",
        ] {
            assert!(check(url, "f").unwrap_err().message().contains("`f`"), "{url}");
        }
    }

    #[test]
    fn knows_the_partitions() {
        assert_eq!(of_region("cognito-idp", "us-east-1"), "https://cognito-idp.us-east-1.amazonaws.com/");
        assert_eq!(of_region("cognito-idp", "cn-north-1"), "https://cognito-idp.cn-north-1.amazonaws.com.cn/");
    }
}
