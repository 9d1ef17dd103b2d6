/** When an instance starts the module in advance. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { HubClass } from '../../dist/utils.js';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { deferred, fakeWasm, settled, tasks } from './fakeWasm.mjs';
import { configured, identityPool, keepCredentials, plain, signIn, storage, withFields } from './glancing.mjs';

describe('in a page', () => {
  const idle = [];
  let leavePage;

  beforeEach(() => {
    leavePage = enterWindow({ document: {}, requestIdleCallback: (callback) => idle.push(callback) });
  });

  afterEach(() => {
    leavePage();
    idle.length = 0;
  });

  async function beIdle() {
    await settled();
    for (const callback of idle.splice(0)) callback();
    await tasks();
  }

  for (const [what, leftMs, config, starts] of [
    ['a good session', 600_000, plain(), false],
    ['nobody signed in', undefined, plain(), false],
    ['nobody signed in, with an identity pool for users', undefined, identityPool(), false],
    ['a session that is about to expire', 4_999, plain(), true],
    ['a session and an identity pool', 600_000, identityPool(), true],
    [
      'guests who get credentials',
      undefined,
      withFields({ identityPoolId: 'eu-west-1:0', allowGuestAccess: true }),
      true,
    ],
    ['a configuration that is not plain', 600_000, withFields({ dangerouslyAllowHttpEndpoints: true }), true],
    ['a configuration as text', undefined, JSON.stringify(plain()), false],
  ]) {
    it(`configure ${starts ? 'starts the module at once' : 'does not start the module'} for ${what}`, async () => {
      if (leftMs !== undefined) signIn(leftMs);
      const { names, wasm } = configured(config);
      await settled();
      assert.equal(wasm.instances.length, Number(starts));
      assert.deepEqual(names(), []);
    });
  }

  for (const [what, keepsCredentials] of [
    ['AWS credentials that an earlier page of the tab has kept', true],
    ['those, if the application does not want that any more', false],
  ]) {
    it(`configure ${keepsCredentials ? 'does not start' : 'starts'} the module for ${what}`, async () => {
      keepCredentials(signIn());
      const { wasm } = configured(identityPool(), {}, {}, { keepsCredentials });
      await beIdle();
      assert.equal(wasm.instances.length, Number(!keepsCredentials));
    });
  }

  it('configure starts the module at once if the earlier configuration has the session in its memory', async () => {
    const { auth, wasm } = configured(plain(), {}, { isMemoryEmpty: () => false });
    await auth.ready();
    auth.configure({ config: plain() });
    await settled();
    assert.equal(wasm.instances[0].clients, 2);
    await beIdle();
  });

  it('configure looks into the storage once for other tabs, and again only if no call has done so', async () => {
    signIn();
    let looks = 0;
    const get = () => {
      looks += 1;
      return storage;
    };
    Object.defineProperty(globalThis.window, 'localStorage', { get, configurable: true });
    for (const [name, expected] of [
      ['fetchAuthSession', 2],
      // This says nothing about AWS credentials.
      ['getCurrentUser', 3],
      [undefined, 2],
    ]) {
      looks = 0;
      const { auth } = configured();
      if (name) await auth.run(name, {});
      await settled();
      assert.equal(looks, expected, name);
    }
  });

  it('configure reads a configuration file once, though the module is started for it at once', async (context) => {
    const file = { auth: { plugins: { awsCognitoAuthPlugin: {} } } };
    const fetches = context.mock.method(globalThis, 'fetch', async () => new Response(JSON.stringify(file)));
    const { ready } = fakeWasm();
    const auth = new AuthInstance(new HubClass('test'), { ready, relaxed: async () => undefined });
    document.baseURI = 'https://app.example/';
    auth.configure({ file: './amplifyconfiguration.json' });
    // A router has changed the page's address.
    document.baseURI = 'https://app.example/home/';
    await Promise.all([auth.accepted(), auth.ready()]);
    assert.equal(fetches.mock.callCount(), 1);
    assert.equal(fetches.mock.calls[0].arguments[0], 'https://app.example/amplifyconfiguration.json');
  });

  it('configure starts the module when a user comes back from Cognito’s pages', async () => {
    Object.defineProperty(globalThis, 'location', { value: { search: '?code=c&state=s' }, configurable: true });
    const oauth = { domain: 'a.example', scopes: [], redirectSignIn: [], redirectSignOut: [], responseType: 'code' };
    const { wasm } = configured(withFields({ loginWith: { oauth } }));
    await settled();
    delete globalThis.location;
    assert.equal(wasm.instances.length, 1);
  });

  it('a sign-in is prepared when the page is idle and nobody is signed in', async () => {
    const { names, wasm } = configured();
    await settled();
    assert.equal(wasm.instances.length, 0);
    await beIdle();
    assert.deepEqual(names(), ['prepareSignIn']);
  });

  it('nothing is prepared for a user who is signed in', async () => {
    signIn();
    const { names, wasm } = configured();
    await beIdle();
    assert.deepEqual([names(), wasm.instances.length], [[], 0]);
  });

  it('nothing is prepared for a user who has signed in before the page is idle', async () => {
    const { names } = configured();
    signIn();
    await beIdle();
    assert.deepEqual(names(), []);
  });

  for (const readyState of ['loading', 'interactive']) {
    it(`nothing is prepared while the page is ${readyState}`, async (context) => {
      const page = { readyState };
      const listeners = [];
      Object.defineProperty(globalThis, 'document', { value: page, configurable: true });
      globalThis.addEventListener = (name, listener) => listeners.push([name, listener]);
      context.after(() => delete globalThis.addEventListener);
      const { names } = configured();
      await settled();
      const loading = listeners.filter(([name]) => name === 'load');
      assert.deepEqual([idle.length, loading.length], [0, 1]);
      page.readyState = 'complete';
      loading[0][1]();
      await beIdle();
      assert.deepEqual(names(), ['prepareSignIn']);
    });
  }

  it('a preparation that waited for a call happens once', async () => {
    const resetting = deferred();
    const { auth, names } = configured(plain(), { resetPassword: () => resetting.promise });
    const reset = auth.run('resetPassword', {});
    await beIdle();
    resetting.resolve({});
    await reset;
    await beIdle();
    for (let call = 0; call < 3; call += 1) await auth.run('resetPassword', {});
    await settled();
    assert.equal(idle.length, 0);
    assert.deepEqual(names().filter((name) => name === 'prepareSignIn').length, 1);
  });

  it('nothing is prepared for a visitor who is signed in, even if the app asks', async () => {
    signIn();
    for (const config of [plain(), identityPool()]) {
      const wasm = fakeWasm({ prepareSignIn: async () => true });
      const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready, relaxed: async () => undefined });
      leavePage();
      auth.configure({ config });
      leavePage = enterWindow({
        document: {},
        requestIdleCallback: (callback) => idle.push(callback),
        localStorage: storage,
        sessionStorage: new Storage(),
      });
      await auth.prepareSignIn({});
      assert.deepEqual(wasm.calls, []);
      await assert.rejects(auth.prepareSignIn({ signal: AbortSignal.abort() }), { name: 'AbortError' });
    }
  });

  it('a preparation waits for the calls of the application', async () => {
    const resetting = deferred();
    const { auth, names } = configured(plain(), { resetPassword: () => resetting.promise });
    const reset = auth.run('resetPassword', {});
    await beIdle();
    assert.deepEqual(names(), ['resetPassword']);
    resetting.resolve({});
    await reset;
    assert.deepEqual(names(), ['resetPassword']);
    await beIdle();
    assert.deepEqual(names(), ['resetPassword', 'prepareSignIn']);
  });

  it('a preparation does not keep the glance from answering', async () => {
    const preparing = deferred();
    const { auth, getCurrentUser } = configured(plain(), { prepareSignIn: () => preparing.promise });
    const prepared = auth.prepareSignIn({});
    const { id } = signIn();
    assert.equal((await getCurrentUser()).userId, id.sub);
    preparing.resolve(false);
    await prepared;
  });
});
