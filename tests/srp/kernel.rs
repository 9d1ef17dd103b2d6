//! Tests for every kernel: it must compute what an independent library computes, and so must its powers.
//!
//! The properties take the kernel as an argument; [`kernel_tests`] makes them tests of one kernel, natively or in a browser.

use core::array;

use cognito_wasm::srp::{
    exponent::Exponent,
    exponentiation::{power, power_of_two},
    field::{Field, WINDOW_ENTRIES},
    group::Number,
};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{TestCaseError, TestRunner},
};

use crate::{
    reference::{self, Residue, residue, small},
    strategies::{edges, numbers},
};

/// Tests of a kernel: `kernel_tests!(test, Kernel::default())`.
macro_rules! kernel_tests {
    ($attribute:ident, $kernel:expr) => {
        $crate::kernel::kernel_tests!(
            $attribute,
            $kernel,
            agrees_on_every_pair_of_edges,
            agrees_on_any_pair,
            agrees_on_any_computation,
            selects_each_entry_of_a_table,
            raises_to_exponents_of_every_length,
            raises_any_base_to_any_exponent,
            raises_to_a_sum_with_a_product
        );
    };
    ($attribute:ident, $kernel:expr, $($property:ident),+) => {
        $(
            #[$attribute]
            fn $property() {
                $crate::kernel::$property(&$kernel);
            }
        )+
    };
}
pub(crate) use kernel_tests;

pub(crate) fn stored<F: Field>(field: &F, element: &F::Element) -> Number {
    let mut number = [0xa5; _];
    field.store(&mut number, element);
    number
}

/// The result of an operation that overwrites an element which holds something else.
pub(crate) fn made<F: Field>(field: &F, operation: impl FnOnce(&mut F::Element)) -> F::Element {
    let mut out = field.load(&[0xa5; _]);
    operation(&mut out);
    out
}

fn for_any<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
    TestRunner::new(config).run(&strategy, property).unwrap();
}

fn check_pair<F: Field>(field: &F, a: &Number, b: &Number) {
    let [left, right] = [a, b].map(|number| field.load(number));
    let [p, q] = [a, b].map(residue);
    let check = |operation, element: F::Element, residue: Residue| {
        assert_eq!(stored(field, &element), reference::number(&residue), "{operation}");
    };
    check("mul", made(field, |out| field.mul(out, &left, &right)), p * q);
    check("sqr", made(field, |out| field.sqr(out, &left)), p * p);
    check("add", made(field, |out| field.add(out, &left, &right)), p + q);
    check("load", left, p);
}

pub(crate) fn agrees_on_every_pair_of_edges<F: Field>(field: &F) {
    for a in edges() {
        for b in edges() {
            check_pair(field, &a, &b);
        }
    }
}

pub(crate) fn agrees_on_any_pair<F: Field>(field: &F) {
    for_any(200, (numbers(), numbers()), |(a, b)| {
        check_pair(field, &a, &b);
        Ok(())
    });
}

/// One step of a computation that respects the restrictions on operands.
#[derive(Debug, Clone)]
enum Step {
    Multiply,
    Square,
    SquareTwiceAndShift(u64),
    AddProduct,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        Just(Step::Multiply),
        Just(Step::Square),
        (0..32_u64).prop_map(Step::SquareTwiceAndShift),
        Just(Step::AddProduct),
    ];
    vec(step, 1..40)
}

fn take<F: Field>(field: &F, step: &Step, x: &F::Element, y: &F::Element) -> F::Element {
    match step {
        Step::Multiply => made(field, |out| field.mul(out, x, y)),
        Step::Square => made(field, |out| field.sqr(out, x)),
        Step::SquareTwiceAndShift(window) => {
            let square = made(field, |out| field.sqr(out, x));
            let fourth = made(field, |out| field.sqr(out, &square));
            made(field, |out| field.shl(out, &fourth, *window))
        }
        Step::AddProduct => {
            let product = made(field, |out| field.mul(out, x, y));
            made(field, |out| field.add(out, &product, y))
        }
    }
}

fn take_reference(step: &Step, x: &Residue, y: &Residue) -> Residue {
    match step {
        Step::Multiply => *x * y,
        Step::Square => *x * x,
        Step::SquareTwiceAndShift(window) => x.square().square() * small(1 << window),
        Step::AddProduct => *x * y + y,
    }
}

pub(crate) fn agrees_on_any_computation<F: Field>(field: &F) {
    for_any(200, (numbers(), numbers(), steps()), |(a, b, steps)| {
        let (mut x, y) = (field.load(&a), field.load(&b));
        let (mut p, q) = (residue(&a), residue(&b));
        for step in &steps {
            x = take(field, step, &x, &y);
            p = take_reference(step, &p, &q);
        }
        prop_assert_eq!(stored(field, &x), reference::number(&p));
        Ok(())
    });
}

pub(crate) fn selects_each_entry_of_a_table<F: Field>(field: &F) {
    let entry = |index: usize| field.load(&[u8::try_from(index).unwrap(); _]);
    let table: [F::Element; WINDOW_ENTRIES] = array::from_fn(entry);
    for (window, expected) in (0..).zip(&table) {
        let selected = made(field, |out| field.select(out, &table, window));
        assert_eq!(stored(field, &selected), stored(field, expected));
    }
}

pub(crate) fn raises_to_exponents_of_every_length<F: Field>(field: &F) {
    for length in 1..=128 {
        let scattered = (151..).map(|at: u32| u8::try_from(at * 89 % 256).unwrap()).take(length).collect();
        for bytes in [vec![0xff; length], scattered] {
            let exponent = Exponent::from_be_bytes(&bytes).unwrap();
            let expected = reference::power(&small(2), &bytes);
            assert_eq!(stored(field, &power_of_two(field, &exponent)), reference::number(&expected), "{length}");
        }
    }
}

pub(crate) fn raises_any_base_to_any_exponent<F: Field>(field: &F) {
    for_any(24, (numbers(), vec(any::<u8>(), 1..=128)), |(base, bytes)| {
        let exponent = Exponent::from_be_bytes(&bytes).unwrap();
        let expected = reference::power(&residue(&base), &bytes);
        let raised = power(field, &field.load(&base), &exponent);
        prop_assert_eq!(stored(field, &raised), reference::number(&expected));
        Ok(())
    });
}

pub(crate) fn raises_to_a_sum_with_a_product<F: Field>(field: &F) {
    for_any(24, (vec(any::<u8>(), 1..=128), any::<[u8; 32]>(), any::<[u8; 32]>()), |(a, u, x)| {
        let two = small(2);
        let exponent = Exponent::from_be_bytes(&a).unwrap().plus_product(&u, &x);
        let expected = reference::power(&two, &a) * reference::power(&reference::power(&two, &u), &x);
        prop_assert_eq!(exponent.bits(), (8 * a.len()).max(512) + 1);
        prop_assert_eq!(stored(field, &power_of_two(field, &exponent)), reference::number(&expected));
        Ok(())
    });
}

/// Checks that two kernels compute the same powers.
#[cfg(target_arch = "wasm32")]
pub(crate) fn agree_on_any_power<F: Field, G: Field>(one: &F, other: &G) {
    for_any(24, (numbers(), vec(any::<u8>(), 1..=128)), |(base, bytes)| {
        let exponent = Exponent::from_be_bytes(&bytes).unwrap();
        let raised = stored(one, &power(one, &one.load(&base), &exponent));
        prop_assert_eq!(raised, stored(other, &power(other, &other.load(&base), &exponent)));
        Ok(())
    });
}
