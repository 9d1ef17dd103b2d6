/** The module for relaxed SIMD, as it is shipped. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import binaryen from 'binaryen';
import { inRoot } from '../../scripts/run/paths.mjs';
import { kernel, relaxedModule } from './module.mjs';

/** @param {string} hex @param {number} length */
const bytesOf = (hex, length) => Buffer.from(hex.padStart(2 * length, '0'), 'hex');

const { password: vectors } = JSON.parse(await readFile(inRoot('tests/srp_vectors.json'), 'utf8'));
const shipped = await relaxedModule();

describe('the module for relaxed SIMD', () => {
  test('computes the numbers of every vector', async () => {
    const { generatorPower, sharedSecret } = await kernel(shipped);
    assert.ok(vectors.length >= 15);
    for (const { a, A, B, u, x, S, verifier } of vectors) {
      assert.deepEqual(generatorPower(bytesOf(a, 128)), bytesOf(A, 384));
      assert.deepEqual(generatorPower(bytesOf(x, 32)), bytesOf(verifier, 384));
      const operands = { serverPublic: bytesOf(B, 384), a: bytesOf(a, 128), u: bytesOf(u, 32), x: bytesOf(x, 32) };
      assert.deepEqual(sharedSecret(operands), bytesOf(S, 384));
    }
  });

  test('passes its own test', async () => {
    const { selfTest } = await kernel(shipped);
    assert.equal(selfTest(), 1);
  });

  test('detects a multiply-add that is not fused', async () => {
    const { selfTest } = await kernel(withoutFusion(shipped));
    assert.equal(selfTest(), 0);
  });

  test('leaves no operand behind', async () => {
    const { view, memory, generatorPower, sharedSecret } = await kernel(shipped);
    const untouched = Buffer.from(memory.buffer.slice(0));
    const secret = Buffer.from('a secret that is found if it is left somewhere', 'latin1');
    const a = Buffer.concat([secret, secret]).subarray(0, 64);
    const x = secret.subarray(0, 32);
    sharedSecret({ serverPublic: Buffer.alloc(384, 5), a, u: Buffer.alloc(32, 7), x });
    assert.ok(
      view()
        .subarray(384)
        .every((byte) => byte === 0),
    );
    const everything = Buffer.from(memory.buffer);
    for (const piece of [a.subarray(0, 8), Buffer.from(a.subarray(0, 8)).reverse()])
      assert.equal(everything.indexOf(piece), -1);
    // No intermediate number is left either: except for the result, the memory is unchanged. The function that overwrites
    // the stack leaves one address there, its own.
    const assertAsBefore = () => {
      view().fill(0);
      const changed = Buffer.from(memory.buffer).filter((byte, index) => byte !== untouched[index]);
      assert.ok(changed.length <= 4, `${String(changed.length)} bytes`);
    };
    assertAsBefore();
    generatorPower(a);
    assertAsBefore();
  });

  test('gives zero for an exponent that is missing or too long', async () => {
    const { view, generatorPower } = await kernel(shipped);
    assert.ok(generatorPower(Buffer.alloc(0)).every((byte) => byte === 0));
    assert.ok(view().every((byte) => byte === 0));
  });

  test('is small: it cannot panic or allocate, so it contains no formatter and no allocator', () => {
    assert.ok(shipped.length < 14_000, `${String(shipped.length)} bytes`);
  });

  test('never grows its memory', () => {
    const module = binaryen.readBinary(shipped);
    assert.ok(!module.emitText().includes('memory.grow'));
    assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(shipped)), []);
  });
});

/**
 * The module on a processor without fused multiply-add, where engines multiply and add.
 *
 * @param {Uint8Array} bytes
 */
function withoutFusion(bytes) {
  const text = binaryen.readBinary(bytes).emitText();
  const unfused = `(func $unfused (param v128 v128 v128) (result v128)
    (f64x2.add (f64x2.mul (local.get 0) (local.get 1)) (local.get 2)))`;
  const changed = text.replaceAll('(f64x2.relaxed_madd', '(call $unfused').replace(/\)\s*$/, `${unfused})`);
  const module = binaryen.parseText(changed);
  module.setFeatures(binaryen.Features.All);
  assert.ok(module.validate());
  return module.emitBinary();
}
