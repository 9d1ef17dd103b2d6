//! SHA-256 and HMAC-SHA-256.
//!
//! Both take a list of parts and do not join them: some parts are secret and must not be copied. For the same reason the
//! result is boxed, and wiped on drop.
#![expect(clippy::unnecessary_box_returns, reason = "a digest that is moved leaves a copy of its bytes behind")]

use sha2::Sha256;
use sha2::digest::{FixedOutput as _, Update as _};

use crate::secret::Hidden;

/// Length in bytes of the blocks that SHA-256 works on.
const BLOCK_BYTES: usize = 64;

/// SHA-256 of the parts, one after the other.
pub(crate) fn sha256(parts: &[&[u8]]) -> Box<Hidden<[u8; 32]>> {
    sha256_after(&[], parts)
}

/// SHA-256 of a message that arrives in parts.
#[derive(Default)]
pub(crate) struct Sha256Parts(Sha256);

impl Sha256Parts {
    /// Adds a part.
    pub(crate) fn update(&mut self, part: &[u8]) {
        self.0.update(part);
    }

    /// The hash of all parts.
    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize_fixed().into()
    }
}

/// HMAC-SHA-256 (RFC 2104) of the parts of a message under the parts of a key of any length.
///
/// Written out, since the crate `hmac` would add more code to the module than these lines do.
pub(crate) fn hmac_sha256(key: &[&[u8]], message: &[&[u8]]) -> Box<Hidden<[u8; 32]>> {
    const INNER_PAD: u8 = 0x36;
    const OUTER_PAD: u8 = 0x5c;
    if key.iter().copied().flatten().nth(BLOCK_BYTES).is_some() {
        return hmac_sha256(&[sha256(key).as_slice()], message);
    }
    let mut block = Hidden::new([INNER_PAD; BLOCK_BYTES]);
    for (block, key) in block.iter_mut().zip(key.iter().copied().flatten()) {
        *block ^= *key;
    }
    let inner = sha256_after(&*block, message);
    for byte in &mut *block {
        *byte ^= INNER_PAD ^ OUTER_PAD;
    }
    sha256_after(&*block, &[inner.as_slice()])
}

/// SHA-256 of a first part and the others.
fn sha256_after(first: &[u8], parts: &[&[u8]]) -> Box<Hidden<[u8; 32]>> {
    let mut hash = Sha256::default();
    hash.update(first);
    for part in parts {
        hash.update(part);
    }
    let mut digest = Box::new(Hidden::new([0; 32]));
    hash.finalize_into((&mut **digest).into());
    digest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hex_digits;

    fn hex(digest: &[u8; 32]) -> String {
        hex_digits(digest).collect()
    }

    #[test]
    fn sha256_of_parts_is_that_of_the_whole() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        for parts in [&[&b"abc"[..]][..], &[b"a", b"", b"bc"]] {
            assert_eq!(hex(&sha256(parts)), expected);
            let mut hash = Sha256Parts::default();
            for part in parts {
                hash.update(part);
            }
            assert_eq!(hex(&hash.finish()), expected);
        }
        assert_eq!(hex(&sha256(&[])), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    /// Test cases 1, 2, 6 and 7 of RFC 4231; the keys of the last two are longer than a block.
    #[test]
    fn hmac_gives_the_codes_of_rfc_4231() {
        let long_message = b"This is a test using a larger than block-size key and a larger than block-size data. \
            The key needs to be hashed before being used by the HMAC algorithm.";
        for (key, message, code) in [
            (&[0x0b; 20][..], &b"Hi There"[..], "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (&[0xaa; 131], long_message, "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
        ] {
            let (start, end) = key.split_at(3);
            assert_eq!(hex(&hmac_sha256(&[key], &[message])), code);
            assert_eq!(hex(&hmac_sha256(&[start, end], &[message])), code, "with a key in two parts");
        }
    }

    /// A key is hashed from 65 bytes on, so keys of 64 and 65 bytes must not be treated alike.
    #[test]
    fn hmac_takes_keys_about_as_long_as_a_block() {
        // Made with `printf '%s' message | openssl dgst -sha256 -hmac "$(printf 'k%.0s' $(seq LENGTH))"`.
        for (length, code) in [
            (63, "e27efa30bcbfbc25b4d936ffd8553392f398eb2edada1dac2423a961af0c305b"),
            (64, "890f3a16e0ca0aaa3bf180f70fa8e3970b3fd6505e98fde157988dcc19d1685c"),
            (65, "0c256505306af48015530c139bb7add5ad7a6a9291cd511278a067e765816fbd"),
        ] {
            assert_eq!(hex(&hmac_sha256(&[&vec![b'k'; length]], &[b"message"])), code, "{length}");
        }
    }
}
