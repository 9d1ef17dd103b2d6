//! Endpoints, which are the only addresses that are parsed.

use cognito_wasm::config::AuthConfig;
use cognito_wasm::json::Json;
use proptest::prelude::*;

use super::driver::{check_error, run};

/// The host that a browser sends a request to (WHATWG URL §4.4, for the two schemes), as far as it matters here.
fn host_of_browser(url: &str) -> Option<String> {
    let url: String =
        url.trim_matches(|c: char| c <= ' ').chars().filter(|c| !['\t', '\n', '\r'].contains(c)).collect();
    let (scheme, rest) = url.split_once(':')?;
    if !["http", "https"].contains(&&*scheme.to_ascii_lowercase()) {
        return None;
    }
    let rest = rest.trim_start_matches(['/', '\\']);
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = if host.starts_with('[') { host.split_inclusive(']').next()? } else { host.split(':').next()? };
    let (mut bytes, mut at) = (Vec::new(), 0);
    while let Some(byte) = host.as_bytes().get(at) {
        let escaped = host.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let (b'%', Some(value)) = (byte, escaped) {
            bytes.push(value);
            at += 3;
        } else {
            bytes.push(*byte);
            at += 1;
        }
    }
    Some(String::from_utf8_lossy(&bytes).to_ascii_lowercase().replace(['\u{3002}', '\u{ff0e}', '\u{ff61}'], "."))
}

fn stays_here(host: &str) -> bool {
    host == "localhost" || host == "127.0.0.1" || host == "[::1]" || host.ends_with(".localhost")
}

#[test]
fn addresses_are_safe_or_refused() {
    run("addresses", 190, |url, choice| {
        let allows = choice % 4 == 0;
        let pool = Json::object()
            .with("userPoolId", "us-east-1_SeedPool1")
            .with("userPoolClientId", "client")
            .with("userPoolEndpoint", url)
            .with("dangerouslyAllowHttpEndpoints", allows);
        let given = Json::object().with("Auth", Json::object().with("Cognito", pool));
        let config = match AuthConfig::parse(given, &|_| None) {
            Ok(config) => config,
            Err(error) => {
                prop_assert!(error.message().starts_with("`Auth.Cognito.userPoolEndpoint` "), "{}", error);
                // It may contain a password.
                prop_assert!(url.len() < 24 || !error.message().contains(url));
                return check_error(&error);
            }
        };
        let endpoint = &config.user_pool().unwrap().endpoint;
        if url.is_empty() {
            prop_assert_eq!(endpoint, "https://cognito-idp.us-east-1.amazonaws.com/");
            return Ok(());
        }
        prop_assert_eq!(endpoint, url, "it is used unchanged");
        prop_assert!(!url.chars().any(|c| c.is_control() || c.is_whitespace()));
        let host = host_of_browser(url);
        let host = host.as_deref().unwrap_or_default();
        let authority = url.split(['/', '?', '#']).nth(2).unwrap_or_default();
        prop_assert!(!host.is_empty() && !authority.contains('@'));
        let exposed = url.starts_with("http:") && !stays_here(host);
        prop_assert!(allows || !exposed, "{} is elsewhere", host);
        prop_assert_eq!(config.is_exposed(), exposed);
        Ok(())
    });
}
