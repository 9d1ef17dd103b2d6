//! SRP's powers with relaxed SIMD, as a WebAssembly module of its own: an engine without it refuses a whole module that
//! uses it, and one whose multiply-add is not fused computes wrong results.
//!
//! [`exports`] is what is called from outside; [`fma52`] is the kernel.
#![cfg(target_arch = "wasm32")]

pub mod exports;
pub mod fma52;
