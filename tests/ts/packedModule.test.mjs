/** A module inside the package's JavaScript: split into streams, compressed, in base64. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';

import { joinCode } from '../../target/typescript/loader/codeStreams.js';
import { unpack } from '../../target/typescript/loader/packedModule.js';
import { relaxedBase64 } from '../../dist/wasm/relaxed.js';
import { signingBase64 } from '../../dist/wasm/signing.js';
import { wasmBase64 } from '../../dist/wasm/inline.js';
import { splitCode } from '../../scripts/build/code-streams.mjs';

const magic = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** A section with a length of five bytes, as compilers also write it. */
const section = (id, content) => {
  const length = [0, 7, 14, 21, 28].map((shift) => ((content.length >>> shift) & 0x7f) | (shift < 28 ? 0x80 : 0));
  return [id, ...length, ...content];
};

/** A module as far as its sections go. What is in them is not WebAssembly. */
const moduleOf = ({ before = [1, 2, 3], code, after = [4, 5] }) =>
  Uint8Array.from([...magic, ...section(1, before), ...section(10, code), ...section(11, after)]);

/** Splits and joins. The streams are copied, as inflating does, because they must start their buffer. */
const roundTrip = (module) => joinCode(Uint8Array.from(splitCode(module)));

const everyByte = Array.from({ length: 256 }, (_, byte) => byte);

async function assertRestored(module) {
  assert.deepEqual(await roundTrip(module), module);
}

describe('code split into streams', () => {
  it('is restored with every byte as an opcode, an operand and the last byte', async () => {
    for (const opcode of everyByte) {
      for (const byte of everyByte) {
        const code = [opcode, byte, 0, opcode, byte, byte, 0, ...everyByte, opcode, byte];
        await assertRestored(moduleOf({ code }));
      }
    }
  });

  it('is restored when it ends within an operand, whatever follows', async () => {
    const operands = [[0x10], [0x10, 0x80], [0x28], [0x28, 2], [0x28, 2, 0x80], [0x41, 0xff, 0xff]];
    for (const code of operands) {
      await assertRestored(moduleOf({ code }));
      await assertRestored(Uint8Array.from([...magic, ...section(10, code)]));
    }
  });

  it('is restored when it is empty or missing', async () => {
    await assertRestored(moduleOf({ code: [] }));
    await assertRestored(Uint8Array.from(magic));
    await assertRestored(Uint8Array.from([...magic, ...section(1, everyByte)]));
  });

  it('has opcodes and operands apart', () => {
    const split = splitCode(
      moduleOf({ code: [0x20, 7, 0x41, 0x81, 1, 0x6a, 0x20, 9, 0x28, 2, 8], before: [], after: [] }),
    );
    // After the numbers and the table: opcodes with the alignment, local.get, loads, i32.const.
    const streams = [0x20, 0x41, 0x6a, 0x20, 0x28, 2, ...[7, 9], 8, ...[0x81, 1]];
    assert.deepEqual([...split.subarray(40 + 256, 40 + 256 + streams.length)], streams);
  });
});

describe('a packed module', () => {
  const modules = {
    'dist/wasm/cognito_wasm_bg.wasm': wasmBase64,
    'dist/wasm/cognito_wasm_relaxed.wasm': relaxedBase64,
    // The package has no file of its own with this one.
    'target/bound/cognito_wasm_signing.wasm': signingBase64,
  };

  it('is the module of the package, with and without native base64', async () => {
    const native = Object.getOwnPropertyDescriptor(Uint8Array, 'fromBase64');
    for (const [name, base64] of Object.entries(modules)) {
      const file = new Uint8Array(await readFile(new URL(`../../${name}`, import.meta.url)));
      const fromBase64 = (text) => new Uint8Array(Buffer.from(text, 'base64'));
      try {
        Object.defineProperty(Uint8Array, 'fromBase64', { value: fromBase64, configurable: true });
        assert.deepEqual(await unpack(base64), file);
        delete Uint8Array.fromBase64;
        assert.deepEqual(await unpack(base64), file);
      } finally {
        if (native) Object.defineProperty(Uint8Array, 'fromBase64', native);
      }
    }
  });

  it('is restored in slices if nobody waits for it', async () => {
    let pauses = 0;
    const pause = async () => {
      pauses += 1;
    };
    assert.deepEqual(await unpack(wasmBase64, pause), await unpack(wasmBase64));
    assert.ok(pauses >= 6, `${pauses} pauses`);
  });

  it('is ASCII that no string has to escape', () => {
    for (const base64 of Object.values(modules)) assert.match(base64, /^[A-Za-z0-9+/]+=*$/);
  });

  it('is smaller than the module compressed as it is', async () => {
    for (const [name, base64] of Object.entries(modules)) {
      const file = await readFile(new URL(`../../${name}`, import.meta.url));
      const whole = await promisify(deflateRaw)(file, { level: 9 });
      const split = await promisify(deflateRaw)(splitCode(file), { level: 9 });
      assert.ok(split.length < whole.length, `${name}: ${split.length} bytes, ${whole.length} as it is`);
      assert.ok(Buffer.from(base64, 'base64').length <= split.length);
    }
  });
});
