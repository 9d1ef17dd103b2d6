//! The kernel and the powers compute what an independent library computes.

use cognito_wasm::srp::{
    exponent::Exponent,
    field::{DefaultField, Field, WINDOW_ENTRIES},
    group::Number,
    power::{power, power_of_two},
};
use proptest::{collection::vec, prelude::*};

use crate::{
    reference::{self, Residue, residue, small},
    strategies::{edges, numbers},
};

type Element = <DefaultField as Field>::Element;

const FIELD: DefaultField = DefaultField {};

fn stored(element: &Element) -> Number {
    let mut number = [0xa5; _];
    FIELD.store(&mut number, element);
    number
}

fn made(operation: impl FnOnce(&mut Element)) -> Element {
    let mut out = FIELD.load(&[0xa5; _]);
    operation(&mut out);
    out
}

fn check_pair(a: &Number, b: &Number) {
    let [left, right] = [a, b].map(|number| FIELD.load(number));
    let [p, q] = [a, b].map(residue);
    assert_eq!(stored(&left), reference::number(&p), "load");
    assert_eq!(stored(&made(|out| FIELD.mul(out, &left, &right))), reference::number(&(p * q)), "mul");
    assert_eq!(stored(&made(|out| FIELD.sqr(out, &left))), reference::number(&(p * p)), "sqr");
    assert_eq!(stored(&made(|out| FIELD.add(out, &left, &right))), reference::number(&(p + q)), "add");
}

/// One step of a computation with the restrictions that a kernel may put on its operands.
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

fn take(step: &Step, x: &Element, y: &Element) -> Element {
    match step {
        Step::Multiply => made(|out| FIELD.mul(out, x, y)),
        Step::Square => made(|out| FIELD.sqr(out, x)),
        Step::SquareTwiceAndShift(window) => {
            let square = made(|out| FIELD.sqr(out, x));
            let fourth = made(|out| FIELD.sqr(out, &square));
            made(|out| FIELD.shl(out, &fourth, *window))
        }
        Step::AddProduct => {
            let product = made(|out| FIELD.mul(out, x, y));
            made(|out| FIELD.add(out, &product, y))
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

#[test]
fn agrees_on_every_pair_of_edges() {
    for a in edges() {
        for b in edges() {
            check_pair(&a, &b);
        }
    }
}

#[test]
fn selects_each_entry_of_a_table() {
    let entry = |index: usize| FIELD.load(&[u8::try_from(index).unwrap(); _]);
    let table: [Element; WINDOW_ENTRIES] = core::array::from_fn(entry);
    for (window, expected) in (0..).zip(&table) {
        assert_eq!(stored(&made(|out| FIELD.select(out, &table, window))), stored(expected));
    }
}

#[test]
fn raises_to_exponents_of_every_length() {
    for length in 1..=128 {
        let scattered = (151..).map(|at: u32| u8::try_from(at * 89 % 256).unwrap()).take(length).collect();
        for bytes in [vec![0xff; length], scattered] {
            let exponent = Exponent::from_be_bytes(&bytes).unwrap();
            let expected = reference::power(&small(2), &bytes);
            assert_eq!(stored(&power_of_two(&FIELD, &exponent)), reference::number(&expected), "{length}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn agrees_on_any_pair(a in numbers(), b in numbers()) {
        check_pair(&a, &b);
    }

    #[test]
    fn agrees_on_any_computation(a in numbers(), b in numbers(), steps in steps()) {
        let (mut x, y) = (FIELD.load(&a), FIELD.load(&b));
        let (mut p, q) = (residue(&a), residue(&b));
        for step in &steps {
            x = take(step, &x, &y);
            p = take_reference(step, &p, &q);
        }
        prop_assert_eq!(stored(&x), reference::number(&p));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn raises_any_base_to_any_exponent(base in numbers(), bytes in vec(any::<u8>(), 1..=128)) {
        let exponent = Exponent::from_be_bytes(&bytes).unwrap();
        let expected = reference::power(&residue(&base), &bytes);
        prop_assert_eq!(stored(&power(&FIELD, &FIELD.load(&base), &exponent)), reference::number(&expected));
    }

    #[test]
    fn raises_to_a_sum_with_a_product(
        a in vec(any::<u8>(), 1..=128),
        u in any::<[u8; 32]>(),
        x in any::<[u8; 32]>(),
    ) {
        let two = small(2);
        let exponent = Exponent::from_be_bytes(&a).unwrap().plus_product(&u, &x);
        let expected = reference::power(&two, &a) * reference::power(&reference::power(&two, &u), &x);
        prop_assert_eq!(exponent.bits(), (8 * a.len()).max(512) + 1);
        prop_assert_eq!(stored(&power_of_two(&FIELD, &exponent)), reference::number(&expected));
    }
}
