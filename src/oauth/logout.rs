//! The address that ends the user's session on Cognito's pages.

use super::address;
use super::encoding::percent_encoded;
use crate::config::OAuth;
use crate::error::Result;

/// The address of the logout endpoint. `redirect` is where the user is sent back to, as [`redirect_uri`](super::redirect_uri) chose it
/// among `redirectSignOut`.
///
/// # Errors
/// `InvalidParameterException` if the configured domain cannot be used.
pub fn logout_url(oauth: &OAuth, client_id: &str, redirect: &str) -> Result<String> {
    let endpoint = address::at_domain(oauth, "/logout")?;
    Ok([&*endpoint, "?client_id=", &percent_encoded(client_id), "&logout_uri=", &percent_encoded(redirect)].concat())
}

#[cfg(test)]
mod tests {
    use super::super::samples::oauth;
    use super::*;

    #[test]
    fn is_amplifys() {
        assert_eq!(
            logout_url(&oauth("auth.example.com"), "client1", "http://localhost:8080/").unwrap(),
            "https://auth.example.com/logout?client_id=client1&logout_uri=http%3A%2F%2Flocalhost%3A8080%2F"
        );
    }

    #[test]
    fn no_part_can_add_a_parameter() {
        let url = logout_url(&oauth("auth.example.com"), "c&x=1#", "https://a.example/?b&c=d#e f").unwrap();
        assert_eq!(
            url,
            "https://auth.example.com/logout?client_id=c%26x%3D1%23\
             &logout_uri=https%3A%2F%2Fa.example%2F%3Fb%26c%3Dd%23e%20f"
        );
    }

    #[test]
    fn needs_a_domain_that_can_be_used() {
        let error = logout_url(&oauth("auth.example.com/x"), "c", "https://a.example/").unwrap_err();
        assert_eq!(error.name(), "InvalidParameterException");
    }
}
