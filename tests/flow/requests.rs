//! A table of every operation's request, in every situation.
//!
//! A row is a call, the requests that it sends with their exact members, and the service's replies. It is tested in each of
//! the situations of [`situation`]: with and without client metadata, a threat protection collector, all or parts of a
//! remembered device, a secret of the app client. Missing and extra members are reported. The token endpoint's request is
//! compared byte for byte.

mod account;
mod auto_sign_in;
mod case;
mod confirm_sign_in;
mod devices;
mod headers;
mod identity_pool;
mod member;
mod operations;
mod passkeys;
mod redirect;
mod refresh;
mod sign_in;
mod sign_out;
mod sign_up;
mod situation;
mod stage;

use std::collections::BTreeSet;

use cognito_wasm::cognito::operation;

use case::Case;

/// The tables, by subject.
const TABLES: [fn() -> Vec<Case>; 10] = [
    account::table,
    auto_sign_in::table,
    confirm_sign_in::table,
    devices::table,
    identity_pool::table,
    passkeys::table,
    refresh::table,
    sign_in::table,
    sign_out::table,
    sign_up::table,
];

fn check(table: &[Case]) {
    let faults: Vec<_> = table.iter().flat_map(Case::faults).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_operation_is_in_a_table() {
    let cases: Vec<_> = TABLES.iter().flat_map(|table| table()).collect();
    let seen: BTreeSet<_> =
        cases.iter().flat_map(Case::operations).map(|sent| (sent.target.to_owned(), sent.action)).collect();
    let known: BTreeSet<_> = operation::ALL.iter().map(|known| (known.target(), known.action)).collect();
    assert_eq!(seen, known);
    let unlike = operation::ALL.len().saturating_sub(1);
    assert_eq!(known.len(), unlike, "only the two kinds of InitiateAuth look the same on the wire");
}

#[test]
fn every_row_applies_to_some_situation() {
    assert!(TABLES.iter().flat_map(|table| table()).all(|case| case.applies_ever()));
}

#[test]
fn account_functions() {
    check(&account::table());
}

#[test]
fn automatic_sign_in() {
    check(&auto_sign_in::table());
}

#[test]
fn answers_to_challenges() {
    check(&confirm_sign_in::table());
}

#[test]
fn remembered_devices() {
    check(&devices::table());
}

#[test]
fn credentials_of_the_identity_pool() {
    check(&identity_pool::table());
}

#[test]
fn registration_of_passkeys() {
    check(&passkeys::table());
}

#[test]
fn exchanges_of_codes() {
    let faults = redirect::faults();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn refreshes() {
    check(&refresh::table());
}

#[test]
fn first_requests_of_a_sign_in() {
    check(&sign_in::table());
}

#[test]
fn sign_outs() {
    check(&sign_out::table());
}

#[test]
fn sign_ups() {
    check(&sign_up::table());
}
