//! Everything that reads input from outside, with mutations of a saved corpus.
//!
//! Each test is a target. Its seeds are the files in `fuzz/corpus/` under its name: real data, and an attacker's. Each
//! input is a seed with a few edits. `npm run fuzz` runs the targets for a long time, and the test suite for a moment.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division_remainder_used,
    clippy::print_stdout,
    reason = "choices are made by remainders, an overflow fails the test, and a long run is counted"
)]

mod addresses;
mod callbacks;
mod challenges;
mod configuration;
mod driver;
mod encodings;
mod inputs;
mod redirects;
mod replies;
mod stored_items;
mod token_replies;
mod tokens;
