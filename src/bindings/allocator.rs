//! Memory that is given back is overwritten: what goes through the glue, futures and texts alike.
//!
//! JavaScript's texts arrive in memory that the glue asks for, grow there and are freed; a reply's parts and a request's are
//! texts; and a future that is dropped held whatever its flow held. None of that asks to be wiped, so all of it is.

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);
