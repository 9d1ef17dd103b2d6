//! SRP's powers from the module for relaxed SIMD, which TypeScript loads where the engine has it.

use core::cell::Cell;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::secret::Hidden;
use crate::srp::exponent::{Exponent, MAX_BYTES};
use crate::srp::field::DefaultField;
use crate::srp::group::Number;
use crate::srp::powers::Powers;

#[wasm_bindgen]
extern "C" {
    /// The module's functions and the buffer that they work on, whose layout `relaxed/src/exports.rs` tells.
    #[derive(Debug)]
    pub(crate) type RelaxedModule;

    #[wasm_bindgen(method, getter)]
    fn buffer(this: &RelaxedModule) -> Uint8Array;

    #[wasm_bindgen(method, catch, js_name = generatorPower)]
    fn generator_power(this: &RelaxedModule, length: usize) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = sharedSecret)]
    fn shared_secret(this: &RelaxedModule, length: usize) -> Result<(), JsValue>;
}

/// Where in the buffer a, u and x are. Results come at its beginning, where B is.
const A: u32 = 384;
const U: u32 = 512;
const X: u32 = 544;
const BUFFER_BYTES: u32 = 576;

/// The module, for as long as it works.
#[derive(Debug)]
pub(super) struct Relaxed {
    module: RelaxedModule,
    buffer: Uint8Array,
    is_broken: Cell<bool>,
}

impl Relaxed {
    pub(super) fn new(module: RelaxedModule) -> Self {
        let buffer = module.buffer();
        let is_broken = Cell::new(buffer.length() != BUFFER_BYTES);
        Self { module, buffer, is_broken }
    }

    /// Computes in the module; false when it does not work, now or before.
    fn compute(
        &self,
        out: &mut Number,
        a: &Exponent,
        others: &[(u32, &[u8])],
        function: fn(&RelaxedModule, usize) -> Result<(), JsValue>,
    ) -> bool {
        if self.is_broken.get() {
            return false;
        }
        let mut bytes = Hidden::new([0; MAX_BYTES]);
        let length = a.bits().div_ceil(8).min(MAX_BYTES);
        let (a_bytes, _) = bytes.split_at_mut(length);
        a.write_be_bytes(a_bytes);
        for (offset, bytes) in others.iter().chain(&[(A, &*a_bytes)]) {
            let end = offset.saturating_add(bytes.len().try_into().unwrap_or_default());
            self.buffer.subarray(*offset, end).copy_from(bytes);
        }
        let result = function(&self.module, length);
        self.buffer.subarray(0, A).copy_to(out);
        self.buffer.fill(0, 0, BUFFER_BYTES);
        self.is_broken.set(result.is_err());
        result.is_ok()
    }
}

impl Powers for Relaxed {
    fn generator_power(&self, out: &mut Number, exponent: &Exponent) {
        if !self.compute(out, exponent, &[], RelaxedModule::generator_power) {
            DefaultField {}.generator_power(out, exponent);
        }
    }

    fn shared_secret(&self, out: &mut Number, server_public: &Number, a: &Exponent, u: &[u8; 32], x: &[u8; 32]) {
        let others: [(u32, &[u8]); 3] = [(0, server_public), (U, u), (X, x)];
        if !self.compute(out, a, &others, RelaxedModule::shared_secret) {
            DefaultField {}.shared_secret(out, server_public, a, u, x);
        }
    }
}
