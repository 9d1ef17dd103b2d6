//! The exported functions. They work on one buffer, laid out as [`buffer`](mod@cognito_wasm::srp::powers::buffer) says: the
//! caller writes the operands there and reads the result.
//!
//! A function overwrites the operands and its stack before it returns. The caller overwrites the result.
#![expect(unsafe_code, reason = "exporting a function under its own name counts as unsafe, since names might clash")]

use core::{
    ops::Range,
    sync::atomic::{AtomicU8, Ordering::Relaxed},
};

use cognito_wasm::{
    secret::{Hidden, on_wiped_stack},
    srp::{
        exponent::{Exponent, MAX_BYTES},
        exponentiation::{power, power_of_two},
        field::Field as _,
        group::{NUMBER_BYTES, Number},
        powers::{Powers as _, buffer},
    },
};

use crate::fma52::is_fused;

#[cfg(not(feature = "simd128"))]
use crate::fma52::Fma52 as Kernel;
#[cfg(feature = "simd128")]
use cognito_wasm::srp::field::simd128::Simd128 as Kernel;

/// The first and last bytes of the power that [`has_right_powers`] computes.
const EXPECTED_START: [u8; 8] = [0x13, 0x7c, 0x27, 0xdd, 0x54, 0x78, 0x1d, 0x4d];
const EXPECTED_END: [u8; 8] = [0xe5, 0x02, 0xf7, 0x4e, 0x0e, 0xf4, 0xf4, 0x68];

/// Atomic because JavaScript writes it too. Without threads, atomic bytes cost nothing.
static BUFFER: [AtomicU8; buffer::BYTES] = [const { AtomicU8::new(0) }; buffer::BYTES];

/// The buffer's address in the module's memory.
#[unsafe(no_mangle)]
extern "C" fn buffer() -> *const AtomicU8 {
    BUFFER.as_ptr()
}

/// The buffer's length.
#[unsafe(no_mangle)]
extern "C" fn buffer_bytes() -> usize {
    buffer::BYTES
}

/// Whether the kernel computes correctly in this engine: 1 or 0. Further calls warm the kernel up.
#[unsafe(no_mangle)]
extern "C" fn self_test() -> u32 {
    u32::from(is_fused() && has_right_powers())
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
            read(buffer::SERVER_PUBLIC, &mut server_public);
            read(buffer::U, &mut u);
            read(buffer::X, &mut *x);
            Kernel {}.shared_secret(&mut result, &server_public, &a, &u, &x);
        }
        finish(&result);
    });
}

fn read(place: Range<usize>, out: &mut [u8]) {
    for (out, byte) in out.iter_mut().zip(BUFFER.iter().skip(place.start)) {
        *out = byte.load(Relaxed);
    }
}

fn read_exponent(length: usize) -> Option<Exponent> {
    let mut bytes = Hidden::new([0; MAX_BYTES]);
    read(buffer::A, &mut *bytes);
    Exponent::from_be_bytes(bytes.get(..length)?)
}

/// Writes the result, and overwrites the operands with zeros.
fn finish(result: &Number) {
    for (byte, value) in BUFFER.iter().zip(result.iter().chain(core::iter::repeat(&0))) {
        byte.store(*value, Relaxed);
    }
}

/// Whether (2^d)^e comes out right for two exponents of 64 bits, which takes every operation of the kernel.
fn has_right_powers() -> bool {
    let exponents = [0xb7, 0x5d].map(|byte| Exponent::from_be_bytes(&[byte; 8]));
    let [Some(d), Some(e)] = exponents else { return false };
    let mut number = [0; NUMBER_BYTES];
    let kernel = Kernel {};
    kernel.store(&mut number, &power(&kernel, &power_of_two(&kernel, &d), &e));
    number.starts_with(&EXPECTED_START) && number.ends_with(&EXPECTED_END)
}
