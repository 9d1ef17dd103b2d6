//! Strategies for property tests.

use cognito_wasm::srp::group::{N, NUMBER_BYTES, Number};
use proptest::{collection::vec, prelude::*};

/// Any numbers below 2^3072, and often those at which carries and reductions are likely to go wrong.
pub(crate) fn numbers() -> impl Strategy<Value = Number> {
    let ragged = vec(prop_oneof![Just(0), Just(0xff), any::<u8>()], NUMBER_BYTES);
    let uniform = vec(any::<u8>(), NUMBER_BYTES);
    prop_oneof![
        uniform.prop_map(|bytes| bytes.try_into().unwrap()),
        ragged.prop_map(|bytes| bytes.try_into().unwrap()),
        prop::sample::select(edges()),
        (0..8 * NUMBER_BYTES).prop_map(bit),
    ]
}

/// 0, 1, 2, the neighbours of N and the largest number.
pub(crate) fn edges() -> Vec<Number> {
    let last = |number: Number, byte| {
        let mut number = number;
        number[NUMBER_BYTES - 1] = byte;
        number
    };
    let zero = [0; NUMBER_BYTES];
    let mut above = last(N, 0);
    for byte in &mut above[NUMBER_BYTES - 8..NUMBER_BYTES - 1] {
        *byte = 0;
    }
    above[NUMBER_BYTES - 9] += 1;
    vec![zero, last(zero, 1), last(zero, 2), last(N, 0xfd), last(N, 0xfe), N, above, [0xff; NUMBER_BYTES]]
}

fn bit(position: usize) -> Number {
    let mut number = [0; NUMBER_BYTES];
    number[NUMBER_BYTES - 1 - position / 8] = 1 << (position % 8);
    number
}
