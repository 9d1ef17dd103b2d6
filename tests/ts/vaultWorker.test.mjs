/** The worker's file, with the module, as a page without `SharedWorker` talks with it. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { tasks } from './fakeWasm.mjs';

const config = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } };
const most = 1_000;

describe('the worker of the vault', () => {
  const replies = [];
  const say = (data) => globalThis.onmessage({ data });
  /** The page does not answer for the application, so these calls are held. */
  const call = (id) => {
    say({ type: 'call', id, name: 'getTokens', input: {} });
  };
  const settledIds = () => replies.filter(({ type }) => type === 'settled').map(({ id }) => id);

  /** Waits for so many replies of a type. */
  const repliesOf = async (type, count) => {
    const found = () => replies.filter((reply) => reply.type === type);
    for (let turn = 0; turn < 10_000 && found().length < count; turn += 1) await tasks(1);
    return found();
  };

  before(async () => {
    const { setTimeout } = globalThis;
    // The worker looks at its storage as long as it lives.
    globalThis.setTimeout = (callback, milliseconds, ...inputs) => {
      const timer = setTimeout(callback, milliseconds, ...inputs);
      return milliseconds > 0 ? timer.unref() : timer;
    };
    const scope = {
      navigator: {},
      postMessage: (reply) => replies.push(reply),
      addEventListener() {},
      onmessage: null,
    };
    for (const [name, value] of Object.entries(scope))
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    await import('../../dist/vault/vaultWorker.js');
    say({ type: 'connect', config, place: 'memory', limits: {}, hooks: ['tokens'] });
    await repliesOf('connected', 1);
    for (let id = 1; id <= most; id += 1) call(id);
    await repliesOf('ask', most);
  });

  it('answers a call beyond those that it makes at once, with an error that can be retried', async () => {
    assert.deepEqual(settledIds(), []);
    call(most + 1);
    const [{ id, error } = {}] = await repliesOf('settled', 1);
    assert.equal(id, most + 1);
    assert.deepEqual([error.name, error.retryable], ['TooManyRequestsException', true]);
  });

  it('does not answer a call for another one with its id', async () => {
    replies.length = 0;
    call(most);
    await tasks();
    assert.deepEqual(replies, []);
  });

  it('makes a call in place of one that has ended', async () => {
    replies.length = 0;
    say({ type: 'abort', id: 1 });
    const [{ id, error } = {}] = await repliesOf('settled', 1);
    assert.deepEqual([id, error.name], [1, 'AbortError']);
    call(most + 2);
    assert.equal((await repliesOf('ask', 1)).length, 1);
    assert.deepEqual(settledIds(), [1]);
  });
});
