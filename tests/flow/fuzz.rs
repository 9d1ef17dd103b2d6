//! Whatever reads what comes from outside, over mutations of a saved corpus.
//!
//! A target is a test. Its seeds are the files in `fuzz/corpus/` under its name: real shapes, and those of an attacker. Each input is a
//! seed after a few edits. `npm run fuzz` runs the targets for long; with the other tests they run for a moment.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division_remainder_used,
    clippy::print_stdout,
    reason = "choices are made by remainders, an overflow fails the test, and a long run is counted"
)]

mod addresses;
mod challenges;
mod configuration;
mod driver;
mod encodings;
mod inputs;
mod replies;
mod stored_items;
mod tokens;
