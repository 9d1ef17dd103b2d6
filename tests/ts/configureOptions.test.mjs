/** Which options count after further calls of `Amplify.configure`. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import * as everything from '../../dist/index.js';
import { pool, share, shareNothing } from './contextInstances.mjs';
import { fakeWasm } from './fakeWasm.mjs';

const { HubClass } = everything;

afterEach(shareNothing);

describe('the options of Amplify.configure', () => {
  const hooks = { first: () => 'first', second: () => 'second' };

  async function secretHashAfter(...calls) {
    const seen = [];
    const wasm = fakeWasm({ resendSignUpCode: async (_input, _signal, host) => seen.push(host.secretHash) });
    const hub = new HubClass('shared');
    share(new AuthInstance(hub, { ready: wasm.ready }), hub);
    for (const args of calls) await everything.Amplify.configure(...args);
    await everything.resendSignUpCode({ username: 'u' });
    return seen[0]?.('u');
  }

  it('stay when a later call leaves them out', async () => {
    const first = [pool('a'), { secretHash: hooks.first, ssr: true }];
    assert.equal(await secretHashAfter(first, [pool('b')]), 'first');
    assert.equal(await secretHashAfter(first, [pool('b')], [pool('c'), undefined]), 'first');
  });

  it('are replaced as a whole when a later call has some', async () => {
    const first = [pool('a'), { secretHash: hooks.first }];
    assert.equal(await secretHashAfter(first, [pool('b'), { secretHash: hooks.second }]), 'second');
    assert.equal(await secretHashAfter(first, [pool('b'), { ssr: true }]), undefined);
    assert.equal(await secretHashAfter(first, [pool('b'), {}]), undefined);
  });

  it('stay as they were when a later call has bad ones', async () => {
    await secretHashAfter([pool('a'), { secretHash: hooks.first }]);
    await assert.rejects(everything.Amplify.configure(pool('b'), { secretHash: 'hash' }));
    assert.equal(globalThis[Symbol.for('cognito-wasm')][1].libraryOptions.secretHash, hooks.first);
  });

  it('do not include the file of an earlier call', async () => {
    const fetched = [];
    const { fetch } = globalThis;
    globalThis.fetch = async (address) => {
      fetched.push(address);
      return Response.json(pool('a'));
    };
    try {
      const wasm = fakeWasm();
      const hub = new HubClass('shared');
      share(new AuthInstance(hub, { ready: wasm.ready }), hub);
      await everything.Amplify.configure(undefined, { file: '/mine.json' });
      await everything.Amplify.configure();
    } finally {
      globalThis.fetch = fetch;
    }
    assert.deepEqual(fetched, ['/mine.json', './amplifyconfiguration.json']);
  });
});
