//! The kernel performs the same operations in the same order, whatever the secrets are.

use std::cell::RefCell;

use cognito_wasm::srp::{
    Ephemeral, Identity,
    challenge::{Salt, ServerPublic},
    exponent::Exponent,
    exponentiation::power_of_two,
    field::{Field, WINDOW_ENTRIES},
    group::Number,
    proof::{PrivateKey, Scramble, SharedSecret},
};

/// Tests of a kernel: `constant_time_tests!(test, Kernel)`.
macro_rules! constant_time_tests {
    ($attribute:ident, $kernel:ty) => {
        $crate::constant_time::constant_time_tests!(
            $attribute,
            $kernel,
            public_value_takes_the_same_operations_for_every_secret,
            shared_secret_takes_the_same_operations_for_every_secret_and_password,
            public_value_costs_a_squaring_for_each_bit_and_no_multiplication,
            shared_secret_costs_a_multiplication_for_each_window_and_table_entry,
            cost_follows_the_length_of_an_exponent
        );
    };
    ($attribute:ident, $kernel:ty, $($property:ident),+) => {
        $(
            #[$attribute]
            fn $property() {
                $crate::constant_time::$property::<$kernel>();
            }
        )+
    };
}
pub(crate) use constant_time_tests;

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

/// A kernel that records the operations it is asked for.
#[derive(Default)]
struct Recorder<F> {
    field: F,
    operations: RefCell<Vec<Operation>>,
}

impl<F> Recorder<F> {
    fn note(&self, operation: Operation) -> &F {
        self.operations.borrow_mut().push(operation);
        &self.field
    }

    fn count(&self, operation: Operation) -> usize {
        self.operations.borrow().iter().filter(|noted| **noted == operation).count()
    }
}

impl<F: Field> Field for Recorder<F> {
    type Element = F::Element;

    fn load(&self, number: &Number) -> F::Element {
        self.note(Operation::Load).load(number)
    }

    fn store(&self, out: &mut Number, element: &F::Element) {
        self.note(Operation::Store).store(out, element);
    }

    fn mul(&self, out: &mut F::Element, a: &F::Element, b: &F::Element) {
        self.note(Operation::Mul).mul(out, a, b);
    }

    fn sqr(&self, out: &mut F::Element, a: &F::Element) {
        self.note(Operation::Sqr).sqr(out, a);
    }

    fn add(&self, out: &mut F::Element, a: &F::Element, b: &F::Element) {
        self.note(Operation::Add).add(out, a, b);
    }

    fn shl(&self, out: &mut F::Element, a: &F::Element, window: u64) {
        self.note(Operation::Shl).shl(out, a, window);
    }

    fn select(&self, out: &mut F::Element, table: &[F::Element; WINDOW_ENTRIES], window: u64) {
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

fn record_public_value<F: Field + Default>(secret: &[u8]) -> Recorder<F> {
    let recorder = Recorder::default();
    Ephemeral::with_powers(&recorder, secret).unwrap();
    recorder
}

fn record_shared_secret<F: Field + Default>(secret: &[u8], password: &str) -> Recorder<F> {
    let ephemeral = Ephemeral::with_powers(&F::default(), secret).unwrap();
    let server_public = ServerPublic::from_hex("5").unwrap();
    let scramble = Scramble::between(ephemeral.public(), &server_public).unwrap();
    let salt = Salt::from_hex("5").unwrap();
    let private_key = PrivateKey::derive(&Identity::user("region_pool", "user"), password.as_bytes(), &salt);

    let recorder = Recorder::default();
    SharedSecret::agree(&recorder, ephemeral.secret(), &server_public, &scramble, &private_key).unwrap();
    recorder
}

pub(crate) fn public_value_takes_the_same_operations_for_every_secret<F: Field + Default>() {
    let [first, others @ ..] = secrets().map(|secret| record_public_value::<F>(&secret).operations.take());
    for other in others {
        assert_eq!(first, other);
    }
}

pub(crate) fn shared_secret_takes_the_same_operations_for_every_secret_and_password<F: Field + Default>() {
    let first = record_shared_secret::<F>(&secrets()[0], "").operations.take();
    for secret in secrets() {
        for password in ["Passw0rd!", "pässwörd✓", "correct horse battery staple"] {
            assert_eq!(first, record_shared_secret::<F>(&secret, password).operations.take());
        }
    }
}

pub(crate) fn public_value_costs_a_squaring_for_each_bit_and_no_multiplication<F: Field + Default>() {
    let recorder = record_public_value::<F>(&[0x5a; 32]);

    assert_eq!(recorder.count(Operation::Sqr), 245);
    assert_eq!(recorder.count(Operation::Shl), 49);
    assert_eq!(recorder.count(Operation::Mul), 0);
}

pub(crate) fn shared_secret_costs_a_multiplication_for_each_window_and_table_entry<F: Field + Default>() {
    let recorder = record_shared_secret::<F>(&[0x5a; 32], "Passw0rd!");

    assert_eq!(recorder.count(Operation::Sqr), 245 + 510);
    assert_eq!(recorder.count(Operation::Select), 103);
    assert_eq!(recorder.count(Operation::Mul), 1 + 31 + 102);
}

pub(crate) fn cost_follows_the_length_of_an_exponent<F: Field + Default>() {
    let squarings = |length| {
        let recorder = Recorder::<F>::default();
        power_of_two(&recorder, &Exponent::from_be_bytes(&vec![0; length]).unwrap());
        recorder.count(Operation::Sqr)
    };

    assert_eq!(squarings(1), 0);
    assert_eq!(squarings(32), 245);
    assert_eq!(squarings(128), 1015);
}
