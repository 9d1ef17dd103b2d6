//! SHA-256 and HMAC over parts, without joining them: some are secret and must not be copied.
#![expect(clippy::unnecessary_box_returns, reason = "digests that are moved would stay where they were")]

use hmac::{
    Hmac, KeyInit as _,
    digest::{FixedOutput as _, Update as _},
};
use sha2::Sha256;

use crate::secret::Hidden;

/// SHA-256 of the parts, one after the other.
pub(crate) fn sha256(parts: &[&[u8]]) -> Box<Hidden<[u8; 32]>> {
    let mut hash = Sha256::default();
    for part in parts {
        hash.update(part);
    }
    let mut digest = Box::new(Hidden::new([0; 32]));
    hash.finalize_into((&mut **digest).into());
    digest
}

/// HMAC-SHA-256 of the parts of a message under the parts of a key, which has at most 64 bytes.
pub(crate) fn hmac(key: &[&[u8]], message: &[&[u8]]) -> Box<Hidden<[u8; 32]>> {
    // A key of one block needs no check of its length; shorter ones are filled up with zeros (RFC 2104 §2).
    let mut block = Hidden::new([0; 64]);
    for (block, key) in block.iter_mut().zip(key.iter().copied().flatten()) {
        *block = *key;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    for part in message {
        mac.update(part);
    }
    let mut code = Box::new(Hidden::new([0; 32]));
    mac.finalize_into((&mut **code).into());
    code
}
