//! What flows leave in the memory of their process: none of their secrets, however they end.
//!
//! A process that does nothing but run the library is searched from outside, stack and all. Service, storage and randomness are
//! in the process of the test, and so is what is looked for. As in the npm package, memory that is given back is overwritten; the
//! stack, and what is not given back, is the library's to wipe.
#![cfg(target_os = "linux")]

#[cfg(test)]
mod flows;
#[cfg(test)]
mod needles;
#[cfg(test)]
mod process;
#[cfg(test)]
#[path = "../srp/reference.rs"]
mod reference;
#[cfg(test)]
mod searched;
#[cfg(test)]
mod service;

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);
