//! SRP on the native target: with test vectors, an independent server, and hostile servers.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division_remainder_used,
    reason = "the reference need not be fast or take constant time, and an overflow fails the test"
)]

#[cfg(test)]
mod constant_time;
#[cfg(test)]
mod group;
#[cfg(test)]
mod handshake;
#[cfg(test)]
mod hostile_server;
#[cfg(test)]
mod kernel;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod server;
#[cfg(test)]
mod strategies;
#[cfg(test)]
mod vectors;

#[test]
fn matches_every_number_of_the_password_vectors() {
    assert_eq!(vectors::check_password_vectors(), 15);
}

#[test]
fn matches_every_number_of_the_device_vectors() {
    assert_eq!(vectors::check_device_vectors(), 3);
}

#[test]
fn writes_every_signed_salt_as_java_does() {
    assert_eq!(vectors::check_salts(), 109);
}

#[test]
fn matches_every_number_of_the_vectors_with_signed_salts() {
    assert_eq!(vectors::check_signed_salt_vectors(), 8);
}

mod portable {
    use cognito_wasm::srp::field::portable::Portable;

    crate::constant_time::constant_time_tests!(test, Portable);
    crate::kernel::kernel_tests!(test, Portable);
}
