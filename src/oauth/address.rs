//! Addresses at the user pool's domain.

use crate::config::{self, OAuth};
use crate::error::{Error, Result, names};
use crate::text;

/// Checks that the configuration says enough to sign in on Cognito's pages: a domain, and an address to come back to. Without
/// one to come back to after signing out, only that fails.
///
/// # Errors
/// `OAuthNotConfigureException`.
pub fn configured(oauth: Option<&OAuth>) -> Result<&OAuth> {
    let missing = match oauth {
        Some(oauth) if oauth.domain.is_empty() => "the configuration has no domain for Cognito's pages",
        Some(oauth) if oauth.redirect_sign_in.is_empty() => "the configuration has no `redirectSignIn`",
        Some(oauth) => return Ok(oauth),
        None => return Err(Error::new(&names::OAUTH_NOT_CONFIGURED)),
    };
    Err(Error::new(&names::OAUTH_NOT_CONFIGURED).with_message(missing))
}

/// The address of `path` at the domain.
///
/// Users type passwords there, and codes and tokens are sent. So it is always `https`, except for a server on this machine that the
/// configuration names with `http://` and a port.
///
/// # Errors
/// `InvalidParameterException` if the domain is more or less than a host with or without a port.
pub(super) fn at_domain(oauth: &OAuth, path: &str) -> Result<String> {
    let domain = &*oauth.domain;
    let (scheme, authority) = match domain.strip_prefix("http://") {
        Some(authority) => ("http://", authority),
        None => ("https://", domain.strip_prefix("https://").unwrap_or(domain)),
    };
    let host = config::plain_host(authority).ok_or_else(|| {
        refused("has to be a host, such as my-app.auth.us-east-1.amazoncognito.com, without a path or a user name")
    })?;
    let has_port = text::split_once(authority.strip_prefix(host).unwrap_or_default(), b':').is_some();
    if scheme == "http://" && !(config::is_loopback(host) && has_port) {
        return Err(refused("can use http:// only with localhost, 127.0.0.1 or [::1], and a port"));
    }
    Ok([scheme, authority, path].concat())
}

/// The error for a domain that cannot be used. It does not quote the domain, which may have a password in it.
fn refused(problem: &str) -> Error {
    let message = ["the `domain` of Cognito's pages ", problem].concat();
    Error::new(&names::INVALID_CONFIGURATION).with_message(message)
}

#[cfg(test)]
mod tests {
    use super::super::samples::oauth;
    use super::*;

    #[test]
    fn are_of_https_or_of_this_machine() {
        for (domain, address) in [
            ("a.auth.us-east-1.amazoncognito.com", "https://a.auth.us-east-1.amazoncognito.com/x"),
            ("https://auth.example.com", "https://auth.example.com/x"),
            ("auth.example.com:8443", "https://auth.example.com:8443/x"),
            ("http://localhost:9230", "http://localhost:9230/x"),
            ("http://127.0.0.1:9230", "http://127.0.0.1:9230/x"),
            ("http://[::1]:9230", "http://[::1]:9230/x"),
            ("http://pool.auth.localhost:9230", "http://pool.auth.localhost:9230/x"),
            ("localhost", "https://localhost/x"),
        ] {
            assert_eq!(at_domain(&oauth(domain), "/x").unwrap(), address);
        }
    }

    #[test]
    fn are_refused_where_the_domain_is_not_a_host_alone() {
        for domain in [
            "",
            "https://",
            "http://",
            "auth.example.com/",
            "auth.example.com/login",
            "auth.example.com?x",
            "auth.example.com#x",
            "user@auth.example.com",
            "user:password1@auth.example.com",
            "auth.example.com:",
            "auth.example.com:port",
            "auth.example.com:123456",
            "auth example.com",
            "auth.example.com\\@localhost",
            "auth.example.com%2f",
            "ftp://auth.example.com",
            "https://https://auth.example.com",
            "//auth.example.com",
            "javascript:alert(1)",
            "[::1]example.com",
        ] {
            let error = at_domain(&oauth(domain), "/x").unwrap_err();
            assert_eq!(error.name(), "InvalidParameterException", "{domain}");
            assert!(error.message().contains("has to be a host"), "{domain}: {error}");
            assert!(!error.message().contains("password1"));
        }
        for domain in [
            "http://auth.example.com",
            "http://auth.example.com:80",
            "http://localhost",
            "http://localhost.example.com:80",
            "http://10.0.2.2:9230",
        ] {
            let error = at_domain(&oauth(domain), "/x").unwrap_err();
            assert!(error.message().contains("only with localhost"), "{domain}: {error}");
        }
    }

    #[test]
    fn need_a_domain_and_an_address_to_come_back_to() {
        assert!(configured(Some(&oauth("auth.example.com"))).is_ok());
        let without_address = OAuth { redirect_sign_in: Vec::new(), ..oauth("auth.example.com") };
        let without_way_out = OAuth { redirect_sign_out: Vec::new(), ..oauth("auth.example.com") };
        assert!(configured(Some(&without_way_out)).is_ok(), "only signing out needs it");
        for (given, problem) in [
            (None, "no domain or no redirect"),
            (Some(&oauth("")), "no domain for"),
            (Some(&without_address), "no `redirectSignIn`"),
        ] {
            let error = configured(given).unwrap_err();
            assert_eq!(error.name(), "OAuthNotConfigureException");
            assert!(error.message().contains(problem), "{error}");
        }
    }
}
