/**
 * Traces of the kernels: every function they enter, every round of a loop, and the address of every load and store are the
 * same for all secrets. This includes the table of powers, of which every entry is read for each window.
 *
 * The traces are of the optimised WebAssembly code. Engines compile it further and promise nothing about its time.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import binaryen from 'binaryen';
import { kernel, relaxedModule, simdModule } from './module.mjs';

/** A module that calls back at every entry, load and store. @param {Uint8Array} bytes */
function watched(bytes) {
  const module = binaryen.readBinary(bytes);
  module.runPasses(['log-execution', 'instrument-memory']);
  return module.emitBinary();
}

/** Records the places and addresses that a kernel calls back with. */
class Trace {
  /** @type {ReturnType<typeof createHash>} */
  #hash = createHash('sha256');
  #buffer = new Uint32Array(1 << 16);
  #used = 0;
  length = 0;

  #note(/** @type {number} */ kind, /** @type {number} */ place, /** @type {number} */ address) {
    if (this.#used + 3 > this.#buffer.length) this.#flush();
    this.#buffer.set([kind, place, address], this.#used);
    this.#used += 3;
    this.length += 1;
  }

  #flush() {
    this.#hash.update(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  /** The imports of a watched module. Values pass through without being recorded, since they may differ. */
  imports() {
    const value = (/** @type {number} */ _place, /** @type {unknown} */ value) => value;
    const values = Object.fromEntries(
      ['load_val', 'store_val'].flatMap((name) =>
        ['i32', 'i64', 'f32', 'f64'].map((type) => [`${name}_${type}`, value]),
      ),
    );
    return {
      env: {
        ...values,
        log_execution: (/** @type {number} */ place) => this.#note(0, place, 0),
        load_ptr: (
          /** @type {number} */ place,
          /** @type {number} */ _size,
          /** @type {number} */ offset,
          /** @type {number} */ pointer,
        ) => {
          this.#note(1, place, pointer + offset);
          return pointer;
        },
        store_ptr: (
          /** @type {number} */ place,
          /** @type {number} */ _size,
          /** @type {number} */ offset,
          /** @type {number} */ pointer,
        ) => {
          this.#note(2, place, pointer + offset);
          return pointer;
        },
        memory_grow_pre: () => assert.fail('memory grows'),
        memory_grow_post: () => assert.fail('memory grows'),
      },
    };
  }

  digest() {
    this.#flush();
    return this.#hash.digest('hex');
  }
}

const secrets = [
  Buffer.alloc(32, 0xff),
  Buffer.concat([Buffer.alloc(31), Buffer.of(2)]),
  Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 73) % 256)),
];

const modules = { 'relaxed SIMD': await relaxedModule(), SIMD: await simdModule() };
for (const [name, bytes] of Object.entries(modules)) {
  const instrumented = watched(bytes);

  /** @param {(kernel: Awaited<ReturnType<typeof import('./module.mjs').kernel>>) => void} work */
  const record = async (work) => {
    const trace = new Trace();
    work(await kernel(instrumented, trace.imports()));
    return { length: trace.length, digest: trace.digest() };
  };

  describe(`the kernel for ${name}`, () => {
    test('takes the same path and touches the same memory for every a', async () => {
      const [first, ...others] = await Promise.all(secrets.map((a) => record((kernel) => kernel.generatorPower(a))));
      assert.ok(first.length > 100_000);
      for (const other of others) assert.deepEqual(other, first);
    });

    test('takes the same path and touches the same memory for every a and x', async () => {
      const [serverPublic, u] = [Buffer.alloc(384, 0x5a), Buffer.alloc(32, 0x3c)];
      const runs = [
        [0, 1],
        [1, 0],
        [2, 2],
      ].map(([a, x]) => ({ serverPublic, a: secrets[a], u, x: secrets[x] }));
      const [first, ...others] = await Promise.all(runs.map((run) => record((kernel) => kernel.sharedSecret(run))));
      assert.ok(first.length > 1_000_000);
      for (const other of others) assert.deepEqual(other, first);
    });

    test('has a trace that shows the length of a', async () => {
      const [short, long] = await Promise.all(
        [31, 32].map((length) => record((kernel) => kernel.generatorPower(secrets[0].subarray(0, length)))),
      );
      assert.notDeepEqual(short, long);
    });
  });
}
