//! The module's allocator overwrites memory when it is freed.
//!
//! JavaScript's strings are copied into memory that the glue requests, grow there and are freed. The parts of a request and a reply
//! are strings, and a dropped future held the data of its flow. None of these wipe themselves, so everything is wiped.
//!
//! `talc` takes half the code of the standard library's allocator. It too has free lists by size and merges adjacent free blocks.

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static ALLOCATOR: ZeroAlloc<WasmDynamicTalc> = ZeroAlloc(new_wasm_dynamic_allocator());
