//! Request signing as a WebAssembly module of its own, so that only pages that sign requests load it.
//!
//! [`exports`] has the functions that JavaScript calls, and [`message`] the format of what they exchange. The signing itself is
//! [`cognito_wasm::sigv4`].
#![cfg(target_arch = "wasm32")]

pub mod exports;
pub mod message;

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use zeroizing_alloc::ZeroAlloc;

/// As in the main module: memory is overwritten when it is freed, since it may have held a key or a token.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<WasmDynamicTalc> = ZeroAlloc(new_wasm_dynamic_allocator());
