/** What a call leaves behind in the runtime. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { createAuth } from '../../dist/index.js';

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('a call that has ended', () => {
  const realFetch = globalThis.fetch;
  const duringRequest = [];

  before(() => {
    globalThis.fetch = () => {
      duringRequest.push(timers());
      return Promise.resolve(new Response('{"UserSub":"sub","UserConfirmed":true}'));
    };
  });

  after(() => {
    globalThis.fetch = realFetch;
  });

  it('leaves no timer that would keep a process from ending', async () => {
    const auth = createAuth({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } });
    await auth.ready();
    const atFirst = timers();
    await auth.signUp({ username: 'jane' });
    assert.equal(timers(), atFirst);
    assert.equal(duringRequest.length, 1);
  });

  it('leaves none for the password of a sign-up that waits for autoSignIn', async () => {
    const auth = createAuth({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } });
    await auth.ready();
    const atFirst = timers();
    const { nextStep } = await auth.signUp({ username: 'jane', password: 'Password1', options: { autoSignIn: true } });
    assert.equal(nextStep.signUpStep, 'COMPLETE_AUTO_SIGN_IN');
    assert.equal(timers(), atFirst);
  });
});
