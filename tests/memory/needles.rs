//! The secrets to search for, in every form in which memory may hold them.
#![expect(clippy::arithmetic_side_effects, reason = "residues have no overflow, and any other fails the test")]

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

use cognito_wasm::srp::challenge::{Salt, ServerPublic};
use cognito_wasm::srp::exponent::Exponent;
use cognito_wasm::srp::field::portable::Portable;
use cognito_wasm::srp::proof::{PrivateKey, Scramble, SessionKey, SharedSecret};
use cognito_wasm::srp::{Ephemeral, Identity};
use crypto_bigint::U4096;

use crate::reference::{Residue, aligned, number, power, residue, small};
use crate::service::{SALT, SRP_B};

/// How many bytes in a row count as a piece of a secret, and not as chance.
const PIECE: usize = 8;

#[derive(Default)]
pub(crate) struct Needles(HashMap<[u8; 4], Vec<(&'static str, Vec<u8>)>>);

impl Needles {
    /// Any eight bytes in a row, or all of them if there are fewer.
    pub(crate) fn add_bytes(&mut self, what: &'static str, bytes: &[u8]) {
        for piece in bytes.windows(PIECE.min(bytes.len())) {
            self.add(what, piece);
        }
    }

    /// A number's bytes, in either order.
    fn add_number(&mut self, what: &'static str, big_endian: &[u8]) {
        self.add_bytes(what, big_endian);
        self.add_bytes(what, &big_endian.iter().rev().copied().collect::<Vec<_>>());
    }

    /// An exponent's bytes, and its words as the crate keeps them.
    fn add_exponent(&mut self, what: &'static str, big_endian: &[u8]) {
        self.add_number(what, big_endian);
        let word = |chunk: &[u8]| chunk.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        let words: Vec<_> = big_endian.rchunks(4).map(word).collect();
        self.add_digits(what, &words);
    }

    /// A number of the group: its bytes, and its digits of 30 bits in Montgomery form, reduced or almost.
    fn add_element(&mut self, what: &'static str, element: &Residue) {
        self.add_number(what, &number(element));
        let modulus = U4096::from_be_slice(&[&[0; 128][..], &cognito_wasm::srp::group::N].concat());
        for form in [*element, *element * power(&small(2), &3120_u64.to_be_bytes())] {
            let plain = U4096::from_be_slice(&[&[0; 128][..], &number(&form)].concat());
            for value in [plain, plain.wrapping_add(&modulus)] {
                let digit = |index: u32| value.wrapping_shr(30 * index).to_limbs()[0].0 & ((1 << 30) - 1);
                self.add_digits(what, &(0..103).map(digit).collect::<Vec<_>>());
            }
        }
    }

    fn add_digits(&mut self, what: &'static str, digits: &[u64]) {
        for pair in digits.windows(2) {
            self.add(what, pair.iter().flat_map(|digit| digit.to_le_bytes()).collect::<Vec<_>>().as_slice());
        }
    }

    /// Everything secret that a proof computes.
    pub(crate) fn add_proof(&mut self, a: &[u8], identity: Identity<'_>, password: &str) {
        let ephemeral = Ephemeral::with_powers(&Portable, a).unwrap();
        let server_public = ServerPublic::from_hex(SRP_B).unwrap();
        let scramble = Scramble::between(ephemeral.public(), &server_public).unwrap();
        let private_key = PrivateKey::derive(&identity, password.as_bytes(), &Salt::from_hex(SALT).unwrap());
        let shared =
            SharedSecret::agree(&Portable, ephemeral.secret(), &server_public, &scramble, &private_key).unwrap();
        let mut sum = [0; 65];
        let exponent: Exponent = ephemeral.secret().plus_product(scramble.as_bytes(), private_key.expose());
        exponent.write_be_bytes(&mut sum);
        self.add_bytes("the password", password.as_bytes());
        self.add_exponent("a", a);
        self.add_exponent("x", private_key.expose());
        self.add_exponent("a + u·x", &sum);
        self.add_bytes("K", SessionKey::derive(&shared, &scramble).expose());
        self.add_element("S", &residue(shared.expose()));
        let verifier = power(&small(2), private_key.expose());
        self.add_element("the verifier", &verifier);
        let multiplier = residue(&aligned(&cognito_wasm::srp::group::K));
        self.add_element("k·v", &(multiplier * verifier));
        self.add_element("B − k·v", &(residue(server_public.as_number()) - multiplier * verifier));
    }

    /// Which secrets are in the writable memory of a process: heap, stacks, variables.
    pub(crate) fn search_process(&self, id: u32) -> Vec<String> {
        let memory = File::open(format!("/proc/{id}/mem")).unwrap();
        let mut found = Vec::new();
        for line in fs::read_to_string(format!("/proc/{id}/maps")).unwrap().lines() {
            let mut columns = line.split_whitespace();
            let (range, access) = (columns.next().unwrap(), columns.next().unwrap());
            if !access.starts_with("rw") {
                continue;
            }
            let (start, end) = range.split_once('-').unwrap();
            let [start, end] = [start, end].map(|address| u64::from_str_radix(address, 16).unwrap());
            let mut bytes = vec![0; usize::try_from(end - start).unwrap()];
            memory.read_exact_at(&mut bytes, start).unwrap();
            let name = columns.nth(3).unwrap_or("anonymous");
            found.extend(self.search(&bytes).into_iter().map(|what| format!("{what} in {name}")));
        }
        found
    }

    /// Which secrets these bytes hold, and how many pieces of each.
    fn search(&self, bytes: &[u8]) -> Vec<String> {
        let mut found = BTreeMap::new();
        for (at, key) in bytes.windows(4).enumerate() {
            if key == [0; 4] {
                continue;
            }
            let pieces = self.0.get(key).into_iter().flatten();
            if let Some((what, _)) = pieces.into_iter().find(|(_, piece)| bytes[at..].starts_with(piece)) {
                *found.entry(what).or_insert(0) += 1;
            }
        }
        found.into_iter().map(|(what, count)| format!("{what}: {count} pieces")).collect()
    }

    fn add(&mut self, what: &'static str, piece: &[u8]) {
        // Pieces that are mostly zeros are found everywhere.
        if piece.iter().filter(|byte| **byte != 0).count() < 4 {
            return;
        }
        let key = [piece[0], piece[1], piece[2], piece[3]];
        self.0.entry(key).or_default().push((what, piece.to_vec()));
    }
}
