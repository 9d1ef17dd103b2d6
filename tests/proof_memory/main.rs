//! A proof leaves none of its secrets in memory, even if the allocator wipes nothing.
//!
//! `tests/memory` tests the flows, and has the search.
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
#[expect(dead_code, reason = "only the service's numbers are needed")]
#[path = "../memory/service.rs"]
mod service;
