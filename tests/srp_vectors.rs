//! SRP gives Cognito's numbers, natively.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
#[path = "srp_support/vectors.rs"]
mod vectors;

#[test]
fn matches_every_number_of_the_password_vectors() {
    assert_eq!(vectors::check_password_vectors(), 15);
}

#[test]
fn matches_every_number_of_the_device_vectors() {
    assert_eq!(vectors::check_device_vectors(), 3);
}
