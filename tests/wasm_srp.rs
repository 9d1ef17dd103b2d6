//! SRP computes Cognito's numbers in a browser too.
#![cfg(target_arch = "wasm32")]

#[cfg(test)]
#[path = "srp/vectors.rs"]
mod vectors;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn matches_every_number_of_the_password_vectors() {
    assert_eq!(vectors::check_password_vectors(), 15);
}

#[wasm_bindgen_test]
fn matches_every_number_of_the_device_vectors() {
    assert_eq!(vectors::check_device_vectors(), 3);
}

#[wasm_bindgen_test]
fn writes_every_signed_salt_as_java_does() {
    assert_eq!(vectors::check_salts(), 109);
}

#[wasm_bindgen_test]
fn matches_every_number_of_the_vectors_with_signed_salts() {
    assert_eq!(vectors::check_signed_salt_vectors(), 8);
}
