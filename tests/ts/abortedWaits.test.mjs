/** Calls that wait for something before the module is asked, and are aborted meanwhile. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { HubClass } from '../../dist/utils.js';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { deferred, fakeWasm, settled, tasks } from './fakeWasm.mjs';

const config = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } };

describe('a call whose signal fires', () => {
  let leave;

  beforeEach(() => {
    leave = enterWindow({ document: {}, localStorage: new Storage(), sessionStorage: new Storage() });
  });

  afterEach(() => {
    leave();
  });

  for (const [what, configure] of [
    [
      'the file of a storage',
      (auth, forever) => auth.configure({ config }, {}, { isSynchronous: true, load: () => forever }),
    ],
    [
      'what watches over the session',
      (auth) => auth.configure({ file: '/configuration.json' }, {}, 'local', { sessionLimits: { idleMs: 600_000 } }),
    ],
  ]) {
    it(`does not wait for ${what}`, async () => {
      const forever = deferred().promise;
      const { ready } = fakeWasm({}, { compile: () => forever });
      const auth = new AuthInstance(new HubClass('test'), { ready, relaxed: async () => undefined });
      configure(auth, forever);
      const controller = new AbortController();
      const outcome = auth.run('fetchAuthSession', { signal: controller.signal }).catch(({ name }) => name);
      await settled();
      controller.abort();
      assert.equal(await Promise.race([outcome, tasks().then(() => 'waits')]), 'AbortError');
    });
  }
});
