//! What a proof leaves in the memory of a program whose allocator wipes nothing: none of its secrets.
//!
//! `tests/memory` has the flows, and the search.
#![cfg(target_os = "linux")]

#[cfg(test)]
#[path = "../memory/needles.rs"]
mod needles;
#[cfg(test)]
mod proofs;
#[cfg(test)]
#[path = "../srp/reference.rs"]
mod reference;
#[cfg(test)]
#[expect(dead_code, reason = "of the service, only its numbers are needed")]
#[path = "../memory/service.rs"]
mod service;
