/** The modules with raw functions over a kernel, which `relaxed/src/exports.rs` exports. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import v8 from 'node:v8';
import { inRoot } from '../../scripts/run/paths.mjs';
import { buildWasm, buildWatchedKernel } from '../../scripts/build/wasm.mjs';

// Node has what browsers have switched on behind a flag, until it does not know the flag any more.
v8.setFlagsFromString('--experimental-wasm-relaxed-simd');

/** The module for relaxed SIMD, as it is shipped. */
export async function relaxedModule() {
  await buildWasm();
  return new Uint8Array(await readFile(inRoot('dist/wasm/cognito_wasm_relaxed.wasm')));
}

/** The same functions over the kernel of the main module. */
export async function simdModule() {
  return new Uint8Array(await readFile(await buildWatchedKernel()));
}

/** The layout of the buffer, written down again: what `src/srp/powers/buffer.rs` says must not change by accident. */
const offsets = { result: 0, serverPublic: 0, a: 384, u: 512, x: 544, end: 576 };

/**
 * Instantiates a module and gives its functions as functions of bytes.
 *
 * @param {Uint8Array} bytes
 * @param {WebAssembly.Imports} [imports]
 */
export async function kernel(bytes, imports = {}) {
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  const { memory, buffer, buffer_bytes, self_test, generator_power, shared_secret } = instance.exports;
  assert.equal(buffer_bytes(), offsets.end);
  const view = () => new Uint8Array(memory.buffer, buffer(), offsets.end);
  const result = () => Buffer.from(view().slice(0, offsets.a));
  return {
    view,
    memory,
    selfTest: () => self_test(),
    generatorPower(a) {
      view().set(a, offsets.a);
      generator_power(a.length);
      return result();
    },
    sharedSecret({ serverPublic, a, u, x }) {
      for (const [name, value] of Object.entries({ serverPublic, a, u, x })) view().set(value, offsets[name]);
      shared_secret(a.length);
      return result();
    },
  };
}
