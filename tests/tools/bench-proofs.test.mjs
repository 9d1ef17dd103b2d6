import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contender } from '../../scripts/bench/page/srp-bigint.js';
import { createServer } from '../../scripts/bench/srp/question.mjs';
import { N, powerModN } from '../../local/src/srp.js';

describe('the server of the benchmark', () => {
  test('accepts the proof of a client that knows the password', async () => {
    const { question, accepts } = await createServer();
    const client = await contender.start();
    const proof = { srpA: client.srpA(), signature: await client.prove(question) };
    assert.equal(await accepts(proof), true);
  });

  test('refuses the proof of one that does not, and of one for another A', async () => {
    const { question, accepts } = await createServer();
    const [client, other] = [await contender.start(), await contender.start()];
    const guess = await client.prove({ ...question, password: 'Password124' });
    assert.equal(await accepts({ srpA: client.srpA(), signature: guess }), false);
    assert.equal(await accepts({ srpA: other.srpA(), signature: await client.prove(question) }), false);
  });

  test('has the native program compute what a client computes', async () => {
    const { numbers } = await createServer();
    const { a, x, base, exponent } = numbers;
    assert.ok(a < 2n ** 256n && x < 2n ** 256n && base > 0n && base < N);
    // The exponent is a + u·x for a u of at most 256 bits.
    assert.equal((exponent - a) % x, 0n);
    assert.ok((exponent - a) / x < 2n ** 256n);
    assert.notEqual(powerModN(base, exponent), 0n);
  });
});
