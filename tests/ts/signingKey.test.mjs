/** What the signing module keeps in its memory between signatures. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { it } from 'node:test';

import { hostWith, key } from './signingHost.mjs';

/** The memories of all modules that are started from now on. */
const memories = [];
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...args) => {
  const instance = await instantiate(...args);
  memories.push(instance.exports.memory);
  return instance;
};
const { signRequest } = await import('../../dist/signing/signingFile.js');

const hmac = (secret, text) => createHmac('sha256', secret).update(text).digest();
const signingKey = ['20260101', 'eu-west-1', 'execute-api', 'aws4_request'].reduce(hmac, `AWS4${key.secretAccessKey}`);
const token = 'SESSION/TOKEN/OF/THE/TEST';
const input = {
  url: 'https://abc123.execute-api.eu-west-1.amazonaws.com/items',
  date: new Date('2026-01-01T12:00:00Z'),
  credentials: { ...key, sessionToken: token },
};
const holds = (needle) => memories.some(({ buffer }) => Buffer.from(buffer).includes(needle));

it('keeps the signing key for requests that follow, and neither the secret key nor the token', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { authorization } = await signRequest(hostWith(), input);
  assert.equal(memories.length, 1);
  assert.equal(holds(signingKey), true);
  for (const text of [key.secretAccessKey, token, authorization.slice(-64)]) assert.equal(holds(text), false, text);

  context.mock.timers.tick(999);
  assert.equal((await signRequest(hostWith(), input)).authorization, authorization);
  context.mock.timers.tick(1_000);
  assert.equal(holds(signingKey), true, 'it has been used within the last second');
  context.mock.timers.tick(1_000);
  assert.equal(holds(signingKey), false, 'it has not been used for a second');

  assert.equal((await signRequest(hostWith(), input)).authorization, authorization);
  assert.equal(holds(signingKey), true);
  context.mock.timers.tick(1_000);
  context.mock.timers.tick(1_000);
  assert.equal(holds(signingKey), false);
});
