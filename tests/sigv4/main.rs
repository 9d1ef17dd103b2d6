//! Request signing, against the vectors of AWS's public test suite and against the crate that AWS publishes.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod acceptance;
#[cfg(test)]
mod bounds;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod random;
#[cfg(test)]
mod vectors;

#[test]
fn signs_every_request_of_the_suite_in_its_headers() {
    assert_eq!(vectors::check_headers(), 25);
}

#[test]
fn signs_every_request_of_the_suite_in_its_query() {
    assert_eq!(vectors::check_queries(), 25);
}

#[test]
fn signs_random_requests_as_aws_does() {
    assert_eq!(random::check(), 200);
}
