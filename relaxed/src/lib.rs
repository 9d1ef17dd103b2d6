//! SRP's powers with relaxed SIMD, as a WebAssembly module of its own: an engine without relaxed SIMD refuses every module
//! that uses it, and an engine whose multiply-add is not fused computes wrong results.
//!
//! [`exports`] has the functions that JavaScript calls, and [`fma52`] is the kernel.
#![cfg(target_arch = "wasm32")]

pub mod exports;
pub mod fma52;
