//! However a flow ends, it leaves none of its secrets in the memory of its process.
//!
//! The test starts a process that does nothing but run the library, and searches all of its memory, including the stack. The
//! service, the storage, the random numbers and the secrets to search for are in the process of the test. As in the npm
//! package, the allocator overwrites memory that is freed. The library must wipe the stack and whatever is not freed.
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
