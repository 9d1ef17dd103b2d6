//! The server's side of SRP, written from the protocol's text with `crypto-bigint`. It shares no code with the crate.

use cognito_wasm::srp::group::N;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::reference::{Residue, aligned, number, power, residue, small};

/// What a server stores about a user, and its one-time secret.
pub(crate) struct Server<'a> {
    pub(crate) group: &'a str,
    pub(crate) name: &'a str,
    pub(crate) salt: &'a str,
    pub(crate) password: &'a str,
    pub(crate) secret: &'a [u8],
}

impl Server<'_> {
    /// `SRP_B`: k·v + g^b
    pub(crate) fn public(&self) -> String {
        hex(&(multiplier() * self.verifier() + power(&small(2), self.secret)))
    }

    /// k·v
    pub(crate) fn multiplied_verifier(&self) -> String {
        hex(&(multiplier() * self.verifier()))
    }

    /// The signature that a client with the right password must send. S is (A·v^u)^b.
    pub(crate) fn expected_signature(&self, srp_a: &str, secret_block: &[u8], timestamp: &str) -> Vec<u8> {
        let u = sha256(&[padded_hex(srp_a), padded_hex(&self.public())].concat());
        let shared = power(&(parse(srp_a) * power(&self.verifier(), &u)), self.secret);

        let pseudorandom = hmac(&padded(&u), &padded(&number(&shared)));
        let key = hmac(&pseudorandom, b"Caldera Derived Key\x01");
        let message = [self.group.as_bytes(), self.name.as_bytes(), secret_block, timestamp.as_bytes()].concat();
        hmac(&key[..16], &message)
    }

    /// The bytes of v, as a device registers it.
    pub(crate) fn padded_verifier(&self) -> Vec<u8> {
        padded(&number(&self.verifier()))
    }

    fn verifier(&self) -> Residue {
        let inner = sha256(format!("{}{}:{}", self.group, self.name, self.password).as_bytes());
        power(&small(2), &sha256(&[salt_bytes(self.salt), inner].concat()))
    }
}

fn multiplier() -> Residue {
    let k = sha256(&[padded(&N), padded(&[2])].concat());
    residue(&aligned(&k))
}

fn parse(digits: &str) -> Residue {
    residue(&aligned(&padded_hex(digits)))
}

fn hex(residue: &Residue) -> String {
    let digits = format!("{:x}", residue.retrieve());
    digits.trim_start_matches('0').to_owned()
}

/// The bytes of hexadecimal digits, with a zero byte before them if the top bit is set.
fn padded_hex(digits: &str) -> Vec<u8> {
    let even = if digits.len() % 2 == 1 { format!("0{digits}") } else { digits.to_owned() };
    let pairs = even.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).unwrap());
    let bytes: Vec<u8> = pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect();
    padded(&bytes)
}

/// The bytes of a salt, which may be negative: 2^(8·n) − |salt| for the least n that leaves the sign bit set.
fn salt_bytes(digits: &str) -> Vec<u8> {
    let Some(magnitude) = digits.strip_prefix('-') else { return padded_hex(digits) };
    let mut bytes = padded_hex(magnitude);
    for byte in &mut bytes {
        *byte = 0xff - *byte;
    }
    for byte in bytes.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
    while bytes.len() > 1 && bytes[0] == 0xff && bytes[1] >= 0x80 {
        bytes.remove(0);
    }
    bytes
}

fn padded(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    while bytes.len() > 1 && bytes[0] == 0 {
        bytes.remove(0);
    }
    if bytes[0] >= 0x80 {
        bytes.insert(0, 0);
    }
    bytes
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(message).finalize().into_bytes().to_vec()
}
