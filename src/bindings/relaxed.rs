//! SRP's powers, computed by the module for relaxed SIMD. TypeScript loads it if the engine can run it.

use core::cell::Cell;
use core::ops::Range;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::secret::Hidden;
use crate::srp::exponent::{Exponent, MAX_BYTES};
use crate::srp::field::DefaultField;
use crate::srp::group::Number;
use crate::srp::powers::{Powers, buffer};

#[wasm_bindgen]
extern "C" {
    /// The module's functions, and the buffer that they work on.
    #[derive(Debug)]
    pub(crate) type RelaxedModule;

    #[wasm_bindgen(method, getter)]
    fn buffer(this: &RelaxedModule) -> Uint8Array;

    #[wasm_bindgen(method, catch, js_name = generatorPower)]
    fn generator_power(this: &RelaxedModule, length: usize) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = sharedSecret)]
    fn shared_secret(this: &RelaxedModule, length: usize) -> Result<(), JsValue>;
}

/// The module, until it fails for the first time.
#[derive(Debug)]
pub(super) struct Relaxed {
    module: RelaxedModule,
    buffer: Uint8Array,
    is_broken: Cell<bool>,
}

impl Relaxed {
    pub(super) fn new(module: RelaxedModule) -> Self {
        let buffer = module.buffer();
        let is_broken = Cell::new(buffer.length() != index(buffer::BYTES));
        Self { module, buffer, is_broken }
    }

    /// Computes in the module. Returns false if it fails, or has failed before.
    fn compute(
        &self,
        out: &mut Number,
        a: &Exponent,
        others: &[(Range<usize>, &[u8])],
        function: fn(&RelaxedModule, usize) -> Result<(), JsValue>,
    ) -> bool {
        if self.is_broken.get() {
            return false;
        }
        let mut bytes = Hidden::new([0; MAX_BYTES]);
        let length = a.bits().div_ceil(8).min(MAX_BYTES);
        let (a_bytes, _) = bytes.split_at_mut(length);
        a.write_be_bytes(a_bytes);
        for (place, bytes) in others.iter().chain(&[(buffer::A, &*a_bytes)]) {
            let end = place.start.saturating_add(bytes.len());
            self.buffer.subarray(index(place.start), index(end)).copy_from(bytes);
        }
        let result = function(&self.module, length);
        self.buffer.subarray(index(buffer::RESULT.start), index(buffer::RESULT.end)).copy_to(out);
        self.buffer.fill(0, 0, index(buffer::BYTES));
        self.is_broken.set(result.is_err());
        result.is_ok()
    }
}

/// An index of the buffer, as JavaScript takes it.
fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or_default()
}

impl Powers for Relaxed {
    fn generator_power(&self, out: &mut Number, exponent: &Exponent) {
        if !self.compute(out, exponent, &[], RelaxedModule::generator_power) {
            DefaultField {}.generator_power(out, exponent);
        }
    }

    fn shared_secret(&self, out: &mut Number, server_public: &Number, a: &Exponent, u: &[u8; 32], x: &[u8; 32]) {
        let others: [(_, &[u8]); 3] = [(buffer::SERVER_PUBLIC, server_public), (buffer::U, u), (buffer::X, x)];
        if !self.compute(out, a, &others, RelaxedModule::shared_secret) {
            DefaultField {}.shared_secret(out, server_public, a, u, x);
        }
    }
}
