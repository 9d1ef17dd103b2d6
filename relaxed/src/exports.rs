//! What is called from outside: functions over one buffer, in which the caller leaves the operands and finds the result.
//!
//! | bytes | hold |
//! |---|---|
//! | 0 … 383 | B, then the result |
//! | 384 … 511 | a, of which a function is told the length |
//! | 512 … 543 | u |
//! | 544 … 575 | x |
//!
//! Numbers are big-endian. The operands and the stack are overwritten when a function returns; the result is the caller's to
//! overwrite.
#![expect(unsafe_code, reason = "a function's own name for export counts as unsafe, since names might clash")]

use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

use cognito_wasm::{
    secret::{Hidden, on_wiped_stack},
    srp::{
        exponent::Exponent,
        exponentiation::{power, power_of_two},
        field::Field as _,
        group::{NUMBER_BYTES, Number},
        powers::Powers as _,
    },
};

use crate::fma52::is_fused;

#[cfg(not(feature = "simd128"))]
use crate::fma52::Fma52 as Kernel;
#[cfg(feature = "simd128")]
use cognito_wasm::srp::field::simd128::Simd128 as Kernel;

const BUFFER_BYTES: usize = 576;

/// The ends of 2^(d·e) for the exponents of [`raises_rightly`].
const FIRST: [u8; 8] = [0x13, 0x7c, 0x27, 0xdd, 0x54, 0x78, 0x1d, 0x4d];
const LAST: [u8; 8] = [0xe5, 0x02, 0xf7, 0x4e, 0x0e, 0xf4, 0xf4, 0x68];

/// Atomic because it is written from outside as well; without threads that costs nothing.
static BUFFER: [AtomicU8; BUFFER_BYTES] = [const { AtomicU8::new(0) }; BUFFER_BYTES];

/// Where the buffer is in the module's memory.
#[unsafe(no_mangle)]
extern "C" fn buffer() -> *const AtomicU8 {
    BUFFER.as_ptr()
}

/// Whether the kernel computes rightly in this engine: 1 or 0. Called again, it warms the kernel up.
#[unsafe(no_mangle)]
extern "C" fn self_test() -> u32 {
    u32::from(is_fused() && raises_rightly())
}

/// `g^a`, where a has 1 to 128 bytes.
#[unsafe(no_mangle)]
extern "C" fn generator_power(length: usize) {
    on_wiped_stack(|| {
        let mut result = Hidden::new([0; NUMBER_BYTES]);
        if let Some(a) = read_exponent(length) {
            Kernel {}.generator_power(&mut result, &a);
        }
        finish(&result);
    });
}

/// `(B − k·g^x)^(a + u·x)`, where a has 1 to 128 bytes.
#[unsafe(no_mangle)]
extern "C" fn shared_secret(length: usize) {
    on_wiped_stack(|| {
        let mut result = Hidden::new([0; NUMBER_BYTES]);
        if let Some(a) = read_exponent(length) {
            let (mut server_public, mut u, mut x) = ([0; NUMBER_BYTES], [0; 32], Hidden::new([0; 32]));
            read(0, &mut server_public);
            read(512, &mut u);
            read(544, &mut *x);
            Kernel {}.shared_secret(&mut result, &server_public, &a, &u, &x);
        }
        finish(&result);
    });
}

fn read(offset: usize, out: &mut [u8]) {
    for (out, byte) in out.iter_mut().zip(BUFFER.iter().skip(offset)) {
        *out = byte.load(Relaxed);
    }
}

fn read_exponent(length: usize) -> Option<Exponent> {
    let mut bytes = Hidden::new([0; 128]);
    read(384, &mut *bytes);
    Exponent::from_be_bytes(bytes.get(..length)?)
}

/// Leaves the result, and zeros for the operands.
fn finish(result: &Number) {
    for (byte, value) in BUFFER.iter().zip(result.iter().chain(core::iter::repeat(&0))) {
        byte.store(*value, Relaxed);
    }
}

/// Whether (2^d)^e, for two exponents of 64 bits, is as it should be: its digits go through every operation.
fn raises_rightly() -> bool {
    let exponents = [0xb7, 0x5d].map(|byte| Exponent::from_be_bytes(&[byte; 8]));
    let [Some(d), Some(e)] = exponents else { return false };
    let mut number = [0; NUMBER_BYTES];
    let kernel = Kernel {};
    kernel.store(&mut number, &power(&kernel, &power_of_two(&kernel, &d), &e));
    number.starts_with(&FIRST) && number.ends_with(&LAST)
}
