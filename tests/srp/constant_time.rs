//! The kernel performs the same operations in the same order, whatever the secrets are.

use std::cell::RefCell;

use cognito_wasm::srp::{
    Ephemeral, Identity,
    challenge::{Salt, ServerPublic},
    exponent::Exponent,
    field::{DefaultField, Field, WINDOW_ENTRIES},
    group::Number,
    power::power_of_two,
    proof::{PrivateKey, Scramble, SharedSecret},
};

type Element = <DefaultField as Field>::Element;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    Add,
    Load,
    Mul,
    Select,
    Shl,
    Sqr,
    Store,
}

/// A kernel that notes what it is asked for.
#[derive(Default)]
struct Recorder {
    field: DefaultField,
    operations: RefCell<Vec<Operation>>,
}

impl Recorder {
    fn note(&self, operation: Operation) -> &DefaultField {
        self.operations.borrow_mut().push(operation);
        &self.field
    }

    fn count(&self, operation: Operation) -> usize {
        self.operations.borrow().iter().filter(|noted| **noted == operation).count()
    }
}

impl Field for Recorder {
    type Element = Element;

    fn load(&self, number: &Number) -> Element {
        self.note(Operation::Load).load(number)
    }

    fn store(&self, out: &mut Number, element: &Element) {
        self.note(Operation::Store).store(out, element);
    }

    fn mul(&self, out: &mut Element, a: &Element, b: &Element) {
        self.note(Operation::Mul).mul(out, a, b);
    }

    fn sqr(&self, out: &mut Element, a: &Element) {
        self.note(Operation::Sqr).sqr(out, a);
    }

    fn add(&self, out: &mut Element, a: &Element, b: &Element) {
        self.note(Operation::Add).add(out, a, b);
    }

    fn shl(&self, out: &mut Element, a: &Element, window: u64) {
        self.note(Operation::Shl).shl(out, a, window);
    }

    fn select(&self, out: &mut Element, table: &[Element; WINDOW_ENTRIES], window: u64) {
        self.note(Operation::Select).select(out, table, window);
    }
}

/// Secret exponents of 256 bits: large, small with leading zeros, sparse, ordinary.
fn secrets() -> [[u8; 32]; 5] {
    let mut two = [0; 32];
    two[31] = 2;
    let mut half = [0; 32];
    half[16..].fill(0xff);
    let mut top = [0; 32];
    top[0] = 0x80;
    let scattered = core::array::from_fn(|at| u8::try_from(at * 73 % 256).unwrap());
    [[0xff; 32], two, half, top, scattered]
}

fn record_public_value(secret: &[u8]) -> Recorder {
    let recorder = Recorder::default();
    Ephemeral::with_field(&recorder, secret).unwrap();
    recorder
}

fn record_shared_secret(secret: &[u8], password: &str) -> Recorder {
    let ephemeral = Ephemeral::with_field(&DefaultField::default(), secret).unwrap();
    let server_public = ServerPublic::from_hex("5").unwrap();
    let scramble = Scramble::between(ephemeral.public(), &server_public).unwrap();
    let salt = Salt::from_hex("5").unwrap();
    let private_key = PrivateKey::derive(&Identity::user("region_pool", "user"), password.as_bytes(), &salt);

    let recorder = Recorder::default();
    SharedSecret::agree(&recorder, &ephemeral, &server_public, &scramble, &private_key).unwrap();
    recorder
}

#[test]
fn public_value_takes_the_same_operations_for_every_secret() {
    let [first, others @ ..] = secrets().map(|secret| record_public_value(&secret).operations.take());
    for other in others {
        assert_eq!(first, other);
    }
}

#[test]
fn shared_secret_takes_the_same_operations_for_every_secret_and_password() {
    let first = record_shared_secret(&secrets()[0], "").operations.take();
    for secret in secrets() {
        for password in ["Passw0rd!", "pässwörd✓", "correct horse battery staple"] {
            assert_eq!(first, record_shared_secret(&secret, password).operations.take());
        }
    }
}

#[test]
fn public_value_costs_a_squaring_for_each_bit_and_no_multiplication() {
    let recorder = record_public_value(&[0x5a; 32]);

    assert_eq!(recorder.count(Operation::Sqr), 245);
    assert_eq!(recorder.count(Operation::Shl), 49);
    assert_eq!(recorder.count(Operation::Mul), 0);
}

#[test]
fn shared_secret_costs_a_multiplication_for_each_window_and_table_entry() {
    let recorder = record_shared_secret(&[0x5a; 32], "Passw0rd!");

    assert_eq!(recorder.count(Operation::Sqr), 245 + 510);
    assert_eq!(recorder.count(Operation::Select), 103);
    assert_eq!(recorder.count(Operation::Mul), 1 + 31 + 102);
}

#[test]
fn cost_follows_the_length_of_an_exponent() {
    let squarings = |length| {
        let recorder = Recorder::default();
        power_of_two(&recorder, &Exponent::from_be_bytes(&vec![0; length]).unwrap());
        recorder.count(Operation::Sqr)
    };

    assert_eq!(squarings(1), 0);
    assert_eq!(squarings(32), 245);
    assert_eq!(squarings(128), 1015);
}
