import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fromBase64, toBase64, toHex } from '../src/encoding.js';
import {
  claimSignature,
  multiplier,
  pad,
  passwordVerifier,
  readSalt,
  serverPublicValue,
  serverSessionKey,
} from '../src/srp.js';

const read = (file) => JSON.parse(readFileSync(new URL(`../../tests/${file}`, import.meta.url), 'utf8'));
const vectors = read('srp_vectors.json');
const signedSalts = read('srp/signed_salts.json');
const number = (hex) => BigInt(`0x${hex}`);

describe('the server half of SRP', () => {
  it('hashes N with its sign byte into the multiplier', async () => {
    assert.equal((await multiplier).toString(16), vectors.k);
  });

  it('writes numbers as two’s complement', () => {
    const written = [0n, 0x7fn, 0x80n, 0xffn, 0x100n, 0x8000n].map((n) => toHex(pad(n)));
    assert.deepEqual(written, ['00', '7f', '0080', '00ff', '0100', '008000']);
    for (const [salt, bytes] of Object.entries(signedSalts.salts)) {
      assert.equal(toHex(pad(readSalt(salt))), bytes, salt);
    }
  });

  for (const [index, vector] of [...vectors.password, ...signedSalts.password].entries()) {
    it(`agrees with password vector ${index + 1}`, async () => {
      const { pool, user, password, salt, date, secret } = vector;
      const verifier = await passwordVerifier(pool, user, password, readSalt(salt));
      assert.equal(verifier.toString(16), vector.verifier);

      const b = number(vector.b);
      const B = await serverPublicValue(b, verifier);
      assert.equal(B.toString(16), vector.B);

      const key = await serverSessionKey({ A: number(vector.A), B, b, verifier });
      assert.equal(toHex(key), vector.hkdfKey);

      const secretBlock = fromBase64(secret);
      const claim = { poolName: pool, userId: user, secretBlock, timestamp: date };
      assert.equal(toBase64(await claimSignature(key, claim)), vector.signature);
    });
  }

  for (const [index, vector] of vectors.device.entries()) {
    it(`agrees with device vector ${index + 1}`, async () => {
      const salt = number(toHex(fromBase64(vector.saltBase64)));
      const { deviceGroupKey, deviceKey, randomPassword } = vector;
      const verifier = await passwordVerifier(deviceGroupKey, deviceKey, randomPassword, salt);
      assert.equal(toBase64(pad(verifier)), vector.passwordVerifierBase64);
    });
  }
});
