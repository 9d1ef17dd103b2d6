import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCbor } from '../src/cbor.js';

const read = (hex) => readCbor(new Uint8Array(Buffer.from(hex, 'hex'))).value;

describe('CBOR', () => {
  it('reads the examples of RFC 8949 that authenticators can write', () => {
    for (const [hex, value] of [
      ['00', 0],
      ['17', 23],
      ['1818', 24],
      ['1903e8', 1000],
      ['1a000f4240', 1_000_000],
      ['20', -1],
      ['3903e7', -1000],
      ['f4', false],
      ['f5', true],
      ['f6', null],
      ['6449455446', 'IETF'],
      ['83010203', [1, 2, 3]],
      [
        'a201020304',
        new Map([
          [1, 2],
          [3, 4],
        ]),
      ],
      ['4401020304', Uint8Array.of(1, 2, 3, 4)],
    ]) {
      assert.deepEqual(read(hex), value, hex);
    }
    assert.equal(readCbor(Uint8Array.of(1, 2, 3)).length, 1);
  });

  it('rejects items that are cut off, indefinite, duplicated or too deep', () => {
    for (const hex of [
      '',
      '18',
      '62c3',
      '83',
      '5affffffff',
      '9affffffff',
      '9f01ff',
      'fb3ff199999999999a',
      'a201020103',
    ]) {
      assert.throws(() => read(hex), RangeError, hex);
    }
    assert.throws(() => read(`${'81'.repeat(50)}00`), RangeError);
  });
});
