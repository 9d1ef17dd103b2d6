//! `SECRET_HASH`, with which an app client proves that it has a secret.

use super::{encoding::base64, hash::hmac};
use crate::secret::on_wiped_stack;

/// base64(HMAC-SHA-256(secret, user name ‖ client id)). The secret has at most 64 bytes, as Cognito makes it.
#[must_use]
pub fn client_secret_hash(secret: &str, username: &str, client_id: &str) -> String {
    on_wiped_stack(|| base64(hmac(&[secret.as_bytes()], &[username.as_bytes(), client_id.as_bytes()]).as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_what_the_service_expects() {
        // Made with `printf '%s' username1example23456789 | openssl dgst -sha256 -hmac 9secret456 -binary | base64`.
        assert_eq!(
            client_secret_hash("9secret456", "username", "1example23456789"),
            "KF/vHLf8dZX3B6FdeaxMWRzgiSA+PnO+Fw5P29Nlz8g="
        );
    }
}
