/** A sign-out in a page whose limits cannot be watched over: it goes on. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { HubClass } from '../../dist/utils.js';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { deferred, errorData, fakeWasm, settled } from './fakeWasm.mjs';

const config = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } };
const minute = 60_000;
const complete = { type: 'complete', signedOutLocally: true };

/** A session that began at the epoch, so it is over. */
const accessToken = `h.${Buffer.from('{"auth_time":0,"exp":0}').toString('base64url')}.s`;
const session = { userPoolTokensResult: { type: 'SUCCESS', value: { accessToken } } };

describe('a sign-out', () => {
  let leave;

  beforeEach(() => {
    leave = enterWindow({ document: {}, localStorage: new Storage(), sessionStorage: new Storage() });
  });

  afterEach(() => {
    leave();
  });

  /** An instance with limits, whose module has these functions. */
  function limited(functions, sessionLimits) {
    const wasm = fakeWasm(functions);
    const auth = new AuthInstance(new HubClass('test'), {
      ready: wasm.ready,
      relaxed: async () => undefined,
      glances: false,
    });
    auth.configure({ config }, {}, 'local', { sessionLimits });
    return { auth, wasm };
  }

  it('goes on if an option is wrong, which other calls reject with', async () => {
    const { auth, wasm } = limited({ signOut: async () => complete }, { idleMs: 'soon' });
    await assert.rejects(auth.run('getCurrentUser', {}), { name: 'InvalidParameterException' });
    assert.deepEqual(await auth.run('signOut', {}), complete);
    assert.deepEqual(
      wasm.calls.map(({ name }) => name),
      ['signOut'],
    );
    auth.configure({ config });
  });

  it('goes on if a session that has come to its end could not be ended, which other calls reject with', async () => {
    const functions = {
      getTokens: async () => session,
      signOut: async ({ reason }) => {
        if (reason === 'absolute') throw errorData('StorageException');
        return complete;
      },
    };
    const { auth } = limited(functions, { absoluteMs: minute });
    await assert.rejects(auth.run('getCurrentUser', {}), { name: 'StorageException' });
    assert.deepEqual(await auth.run('signOut', {}), complete);
    auth.configure({ config });
  });

  it('comes after the end of a session that has come to it, and can be aborted until then', async () => {
    const ending = deferred();
    const reasons = [];
    const functions = {
      getTokens: async () => session,
      signOut: async ({ reason = 'user' }) => {
        reasons.push(reason);
        if (reason === 'absolute') await ending.promise;
        return complete;
      },
    };
    const { auth } = limited(functions, { absoluteMs: minute });
    const controller = new AbortController();
    const aborted = auth.run('signOut', { signal: controller.signal });
    const leaving = auth.run('signOut', {});
    while (reasons.length === 0) await settled();
    controller.abort();
    await assert.rejects(aborted, { name: 'AbortError' });
    assert.deepEqual(reasons, ['absolute']);
    ending.resolve();
    assert.deepEqual(await leaving, complete);
    assert.deepEqual(reasons, ['absolute', 'user']);
    auth.configure({ config });
  });
});
