//! The signing key, which is derived from the secret key for a day, a region and a service.

use std::sync::{Mutex, PoisonError};

use super::scope::Scope;
use crate::hash::{hmac_sha256, sha256};
use crate::secret::{Hidden, Secret, on_wiped_stack};
use crate::text::hex_digits;

/// Keeps the signing key of the last signature, because the next one mostly needs the same. Deriving it takes a third of the time of a
/// signature.
///
/// The key is a secret. It is wiped when another one takes its place, and by [`clear`](Self::clear).
#[derive(Debug, Default)]
pub struct KeyCache(Mutex<Option<Kept>>);

/// A signing key.
#[derive(Debug)]
struct Kept {
    /// The hash of what it is derived from.
    origin: Box<Hidden<[u8; 32]>>,
    key: Box<Hidden<[u8; 32]>>,
}

impl KeyCache {
    /// Makes an empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// Wipes the key.
    pub fn clear(&self) {
        drop(self.replace(None));
    }

    fn replace(&self, kept: Option<Kept>) -> Option<Kept> {
        core::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), kept)
    }
}

/// The signature of a text, in hexadecimal.
pub(super) fn signature(secret: &Secret, scope: &Scope, string_to_sign: &str, cache: Option<&KeyCache>) -> String {
    on_wiped_stack(|| {
        let secret = secret.expose().as_bytes();
        // No secret and no scope has a line break in it.
        let origin = sha256(&[secret, b"\n", scope.text.as_bytes()]);
        let kept = cache.and_then(|cache| cache.replace(None)).filter(|kept| **kept.origin == **origin);
        let kept = kept.unwrap_or_else(|| Kept { origin, key: derived(secret, scope) });
        let text = hex_digits(&**hmac_sha256(&[&**kept.key], &[string_to_sign.as_bytes()])).collect();
        if let Some(cache) = cache {
            cache.replace(Some(kept));
        }
        text
    })
}

#[expect(clippy::unnecessary_box_returns, reason = "a key that is moved leaves a copy of its bytes behind")]
fn derived(secret: &[u8], scope: &Scope) -> Box<Hidden<[u8; 32]>> {
    let day = hmac_sha256(&[b"AWS4", secret], &[scope.day().as_bytes()]);
    let region = hmac_sha256(&[&**day], &[scope.region.as_bytes()]);
    let service = hmac_sha256(&[&**region], &[scope.service.as_bytes()]);
    hmac_sha256(&[&**service], &[b"aws4_request"])
}
