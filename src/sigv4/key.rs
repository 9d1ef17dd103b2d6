//! The signing key, which is derived from the secret key for a day, a region and a service.

use super::scope::Scope;
use crate::hash::hmac_sha256;
use crate::secret::{Secret, on_wiped_stack};
use crate::text::hex_digits;

/// The signature of a text, in hexadecimal.
pub(super) fn signature(secret: &Secret, scope: &Scope, string_to_sign: &str) -> String {
    on_wiped_stack(|| {
        let day = hmac_sha256(&[b"AWS4", secret.expose().as_bytes()], &[scope.day().as_bytes()]);
        let region = hmac_sha256(&[&**day], &[scope.region.as_bytes()]);
        let service = hmac_sha256(&[&**region], &[scope.service.as_bytes()]);
        let key = hmac_sha256(&[&**service], &[b"aws4_request"]);
        hex_digits(&**hmac_sha256(&[&**key], &[string_to_sign.as_bytes()])).collect()
    })
}
