/**
 * Whether the engine supports what our modules use. Each probe validates the smallest module that uses it. Validating does
 * not compile, so a content security policy does not forbid it.
 */

/** A module with one function, which takes nothing and returns a vector. */
function moduleOf(body: readonly number[]): Uint8Array<ArrayBuffer> {
  const type = [1, 5, 1, 0x60, 0, 1, 0x7b];
  const code = [0, ...body, 0x0b];
  return Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...type,
    ...[3, 2, 1, 0],
    ...[10, code.length + 2, 1, code.length, ...code],
  );
}

/** `i32.const 0`, `i32x4.splat` */
const vector = [0x41, 0, 0xfd, 0x11];

/** SIMD, which the module needs. Every browser has had it since 2023. */
export function hasSimd(): boolean {
  return WebAssembly.validate(moduleOf(vector));
}

/** Relaxed SIMD, for `f64x2.relaxed_madd`. Whether that rounds once or twice is for the module's self-test. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(moduleOf([...vector, ...vector, ...vector, 0xfd, 0x87, 0x02]));
}
