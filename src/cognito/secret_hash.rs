//! `SECRET_HASH`, which proves that an app client has its secret.

use crate::hash::hmac_sha256;
use crate::secret::{Secret, on_wiped_stack};
use crate::text::encode_base64;

/// base64(HMAC-SHA-256(secret, user name ‖ client id)).
#[must_use]
pub fn secret_hash(secret: &Secret, username: &str, client_id: &str) -> Secret {
    on_wiped_stack(|| {
        let message = [username.as_bytes(), client_id.as_bytes()];
        Secret::new(encode_base64(hmac_sha256(&[secret.expose().as_bytes()], &message).as_slice()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_what_the_service_expects() {
        // Made with `printf '%s' username1example23456789 | openssl dgst -sha256 -hmac 9secret456 -binary | base64`.
        let hash = secret_hash(&Secret::new("9secret456".to_owned()), "username", "1example23456789");
        assert_eq!(hash.expose(), "KF/vHLf8dZX3B6FdeaxMWRzgiSA+PnO+Fw5P29Nlz8g=");
    }
}
