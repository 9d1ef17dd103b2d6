/** The timers that a call leaves in the runtime. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { createAuth } from '../../dist/index.js';
import { settled } from './fakeWasm.mjs';

const registered = '{"UserSub":"sub","UserConfirmed":true}';
const autoSignIn = { autoSignIn: true };

describe('a call', () => {
  let auth;
  let pending;

  /** How many timers keep this process from ending. */
  const holding = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

  beforeEach(async (context) => {
    auth = createAuth({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } });
    await auth.ready();
    const real = { setTimeout, clearTimeout };
    const timers = new Map();
    pending = () => Array.from(timers, ([timer, delay]) => ({ delay, holdsProcess: timer.hasRef() }));
    context.mock.method(globalThis, 'setTimeout', (callback, delay) => {
      const timer = real.setTimeout(() => {
        timers.delete(timer);
        callback();
      }, delay);
      timers.set(timer, delay);
      return timer;
    });
    context.mock.method(globalThis, 'clearTimeout', (timer) => {
      timers.delete(timer);
      real.clearTimeout(timer);
    });
    context.mock.method(globalThis, 'fetch', async () => new Response(registered));
  });

  it('has a time limit while it waits, and leaves no timer', async (context) => {
    const during = [];
    context.mock.method(globalThis, 'fetch', async () => {
      // The time limit starts with the request.
      await settled();
      during.push(pending());
      return new Response(registered);
    });
    const atFirst = holding();
    await auth.signUp({ username: 'jane' });
    assert.deepEqual(during, [[{ delay: 30_000, holdsProcess: true }]]);
    assert.deepEqual(pending(), []);
    assert.equal(holding(), atFirst);
  });

  it('leaves one for a password that waits for autoSignIn, which does not keep the process alive', async () => {
    const atFirst = holding();
    const { nextStep } = await auth.signUp({ username: 'jane', password: 'Password1', options: autoSignIn });
    assert.equal(nextStep.signUpStep, 'COMPLETE_AUTO_SIGN_IN');
    assert.deepEqual(pending(), [{ delay: 180_000, holdsProcess: false }]);
    assert.equal(holding(), atFirst);
  });

  const ends = {
    'a sign-up without autoSignIn': () => auth.signUp({ username: 'john', password: 'Password1' }),
    'the autoSignIn': () => auth.autoSignIn(),
    'a sign-in of somebody': () => auth.signIn({ username: 'john', password: 'Password1' }),
    'a sign-out': () => auth.signOut(),
  };
  for (const [what, end] of Object.entries(ends)) {
    it(`ends the timer of a password with ${what}`, async () => {
      await auth.signUp({ username: 'jane', password: 'Password1', options: autoSignIn });
      await end().catch(() => undefined);
      assert.deepEqual(pending(), []);
    });
  }

  it('has one password waiting at a time', async () => {
    for (const username of ['jane', 'john']) {
      await auth.signUp({ username, password: 'Password1', options: autoSignIn });
    }
    assert.equal(pending().length, 1);
  });
});
