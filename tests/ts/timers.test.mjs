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
});
