//! The kernels for WebAssembly, compared with an independent library and with the portable kernel.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::arithmetic_side_effects,
    clippy::integer_division_remainder_used,
    reason = "the reference need not be fast or take constant time, and an overflow fails the test"
)]

#[cfg(test)]
#[path = "srp/constant_time.rs"]
mod constant_time;
#[cfg(test)]
#[path = "srp/kernel.rs"]
mod kernel;
#[cfg(test)]
#[path = "srp/reference.rs"]
mod reference;
#[cfg(test)]
#[path = "srp/strategies.rs"]
mod strategies;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

mod fma52 {
    use cognito_wasm_relaxed::fma52::{Fma52, is_fused};
    use wasm_bindgen_test::wasm_bindgen_test;

    crate::kernel::kernel_tests!(wasm_bindgen_test, Fma52);
    crate::constant_time::constant_time_tests!(wasm_bindgen_test, Fma52);

    #[wasm_bindgen_test]
    fn runs_in_an_engine_with_a_fused_multiply_add() {
        assert!(is_fused());
    }
}

mod simd128 {
    use cognito_wasm::srp::field::{DefaultField, portable::Portable, simd128::Simd128};
    use wasm_bindgen_test::wasm_bindgen_test;

    crate::kernel::kernel_tests!(wasm_bindgen_test, Simd128);
    crate::constant_time::constant_time_tests!(wasm_bindgen_test, Simd128);

    #[wasm_bindgen_test]
    fn agrees_with_the_portable_kernel_on_any_power() {
        crate::kernel::agree_on_any_power(&Simd128, &Portable);
    }

    #[wasm_bindgen_test]
    fn is_the_default() {
        let _: DefaultField = Simd128;
    }
}
