/** When an instance glances, when it asks the module, and when it starts the module in advance. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { sessionFunctions } from '../../dist/session/session.js';
import { HubClass } from '../../dist/utils.js';
import { seeded } from '../glance/random.mjs';
import { clientId, itemsOf, userPoolId, wholeSession } from '../glance/sessions.mjs';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { deferred, fakeWasm, settled, tasks } from './fakeWasm.mjs';

const plain = () => ({ Auth: { Cognito: { userPoolId, userPoolClientId: clientId } } });
const withFields = (fields) => ({ Auth: { Cognito: { ...plain().Auth.Cognito, ...fields } } });
const identityPool = () => withFields({ identityPoolId: 'eu-west-1:0e1b' });

/** What the module answers here. */
const askedModule = { username: 'of the module' };
const failure = { type: 'FAILURE', error: { name: 'OfTheModule', message: '', category: 'unknown', retryable: false } };
const moduleSession = {
  isSignedIn: false,
  identityIdResult: failure,
  awsCredentialsResult: failure,
  userSubResult: failure,
  userPoolTokensResult: failure,
};

let storage;
let leave;
let now;

beforeEach(() => {
  storage = new Storage();
  leave = enterWindow({ localStorage: storage, sessionStorage: new Storage() });
  ({ now } = Date);
});

afterEach(() => {
  leave();
  Date.now = now;
});

/** Stores a session. Its tokens expire this long after the present. */
function signIn(leftMs = 600_000) {
  const session = wholeSession(seeded(1));
  Date.now = () => session.access.exp * 1_000 - Number(session.drift) - leftMs;
  for (const [key, value] of Object.entries(itemsOf(session))) storage.setItem(key, value);
  return session;
}

function configured(config = plain(), functions = {}, hooks = {}) {
  const answers = {
    fetchAuthSession: async () => moduleSession,
    getCurrentUser: async () => askedModule,
    prepareSignIn: async () => true,
  };
  const wasm = fakeWasm({ ...answers, ...functions }, hooks);
  const hub = new HubClass('test');
  const events = [];
  for (const channel of ['core', 'auth']) hub.listen(channel, ({ payload }) => events.push(payload.event));
  const auth = new AuthInstance(hub, { ready: wasm.ready, relaxed: async () => undefined });
  auth.configure({ config });
  return { auth, wasm, events, ...sessionFunctions(() => auth), names: () => wasm.calls.map(({ name }) => name) };
}

describe('without the module', () => {
  it('a signed-in user and the session are known', async () => {
    const session = signIn();
    const { fetchAuthSession, getCurrentUser, wasm } = configured();
    const { isSignedIn, tokens, userSub } = await fetchAuthSession();
    assert.deepEqual([isSignedIn, userSub], [true, session.id.sub]);
    assert.deepEqual(tokens.idToken.payload, session.id);
    assert.equal((await getCurrentUser()).userId, session.id.sub);
    assert.equal(wasm.instances.length, 0);
  });

  it('it is known that nobody is signed in', async () => {
    const { fetchAuthSession, getCurrentUser, wasm } = configured();
    assert.equal((await fetchAuthSession()).userSubResult.error.name, 'SignedOutException');
    await assert.rejects(getCurrentUser(), { name: 'UserUnAuthenticatedException', category: 'signedOut' });
    assert.equal(wasm.instances.length, 0);
  });

  it('the configuration is announced once, before the first answer', async () => {
    signIn();
    const { auth, events, getCurrentUser } = configured();
    const seen = getCurrentUser().then(() => [...events]);
    // Listeners that are added right after the call hear of it, too.
    assert.deepEqual(events, []);
    assert.deepEqual(await seen, ['configure']);
    await auth.accepted();
    await getCurrentUser();
    assert.deepEqual(events, ['configure']);
  });

  it('a call whose signal has fired is refused', async () => {
    signIn();
    const { getCurrentUser, wasm } = configured();
    await assert.rejects(getCurrentUser({ signal: AbortSignal.abort('enough') }), {
      name: 'AbortError',
      cause: 'enough',
    });
    assert.equal(wasm.instances.length, 0);
  });

  it('a call whose signal has not fired is answered', async () => {
    const { id } = signIn();
    const { getCurrentUser, wasm } = configured();
    assert.equal((await getCurrentUser({ signal: new AbortController().signal })).userId, id.sub);
    assert.equal(wasm.instances.length, 0);
  });
});

describe('the module is asked', () => {
  it('to refresh', async () => {
    signIn();
    const { fetchAuthSession, names } = configured();
    assert.equal((await fetchAuthSession({ forceRefresh: true })).isSignedIn, false);
    assert.deepEqual(names(), ['fetchAuthSession']);
  });

  it('while another call is under way, and no longer', async () => {
    const { id } = signIn();
    const signingOut = deferred();
    const { auth, getCurrentUser, names } = configured(plain(), { signOut: () => signingOut.promise });
    await auth.ready();
    const signedOut = auth.run('signOut', {});
    await settled();
    assert.deepEqual(await getCurrentUser(), askedModule);
    signingOut.resolve({ type: 'complete' });
    await signedOut;
    assert.equal((await getCurrentUser()).userId, id.sub);
    assert.deepEqual(names(), ['signOut', 'getCurrentUser']);
  });

  it('while a call that will fail is under way, and no longer', async () => {
    const { id } = signIn();
    const signingOut = deferred();
    const { auth, getCurrentUser } = configured(plain(), { signOut: () => signingOut.promise });
    const attempt = assert.rejects(auth.run('signOut', {}));
    await settled();
    assert.deepEqual(await getCurrentUser(), askedModule);
    signingOut.reject(new Error('failed'));
    await attempt;
    assert.equal((await getCurrentUser()).userId, id.sub);
  });

  it('not while a call waits for the module, which has changed nothing yet', async () => {
    const { id } = signIn();
    const loading = deferred();
    const { auth, getCurrentUser } = configured(
      plain(),
      { signOut: async () => 'done' },
      { compile: () => loading.promise },
    );
    const signedOut = auth.run('signOut', {});
    await settled();
    assert.equal((await getCurrentUser()).userId, id.sub);
    loading.resolve({});
    await signedOut;
  });

  it('again after a trap, in a fresh instance', async () => {
    const { id } = signIn();
    const { auth, wasm, getCurrentUser } = configured();
    await auth.ready();
    wasm.instances[0].panic('trap');
    assert.deepEqual(await getCurrentUser(), askedModule);
    assert.equal(wasm.instances.length, 2);
    assert.equal((await getCurrentUser()).userId, id.sub);
  });

  it('once it has started, as long as it has the session in its memory', async () => {
    let shares = false;
    const { auth, fetchAuthSession, getCurrentUser, names } = configured(plain(), {}, { isMemoryEmpty: () => shares });
    await auth.ready();
    assert.deepEqual(await getCurrentUser(), askedModule);
    assert.equal((await fetchAuthSession()).userSubResult.error.name, 'OfTheModule');
    const { id } = signIn();
    assert.deepEqual(await getCurrentUser(), askedModule);
    assert.deepEqual(names(), ['getCurrentUser', 'fetchAuthSession', 'getCurrentUser']);
    shares = true;
    assert.equal((await getCurrentUser()).userId, id.sub);
    assert.equal(names().length, 3);
  });

  it('if a call of the configuration before this one has put the session into memory', async () => {
    const signingIn = deferred();
    let isEmpty = true;
    const { auth, getCurrentUser } = configured(
      plain(),
      {
        signIn: async () => {
          await signingIn.promise;
          isEmpty = false;
          return {};
        },
      },
      { isMemoryEmpty: () => isEmpty },
    );
    const signIn = auth.run('signIn', {});
    auth.configure({ config: plain() });
    signingIn.resolve();
    await signIn;
    assert.deepEqual(await getCurrentUser(), askedModule);
  });

  it('as long as the configuration before this one has the session in its memory', async () => {
    const { auth, getCurrentUser, wasm } = configured(plain(), {}, { isMemoryEmpty: () => false });
    await auth.ready();
    // The clients of these two are not made yet when the calls begin.
    auth.configure({ config: plain() });
    auth.configure({ config: plain() });
    assert.deepEqual(await getCurrentUser(), askedModule);
    assert.equal(wasm.instances.length, 1);
  });

  it('never if the call is aborted in the same task, although the answer is there at once', async () => {
    signIn();
    const { auth, names } = configured();
    const controller = new AbortController();
    const call = auth.run('getCurrentUser', { signal: controller.signal });
    controller.abort();
    await assert.rejects(call, { name: 'AbortError' });
    assert.deepEqual(names(), []);
  });

  it('if the storage is not the browser’s own', async () => {
    signIn();
    const { getItem } = Storage.prototype;
    storage.getItem = (key) => getItem.call(storage, key);
    assert.deepEqual(await configured().getCurrentUser(), askedModule);
  });

  it('by an instance that does not glance', async () => {
    signIn();
    const { wasm } = configured();
    const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready, glances: false });
    auth.configure({ config: plain() });
    assert.deepEqual(await auth.run('getCurrentUser', {}), askedModule);
  });
});

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

  it('configure starts the module at once if the earlier configuration has the session in its memory', async () => {
    const { auth, wasm } = configured(plain(), {}, { isMemoryEmpty: () => false });
    await auth.ready();
    auth.configure({ config: plain() });
    await settled();
    assert.equal(wasm.instances[0].clients, 2);
    await beIdle();
  });

  it('configure looks into the storage only if no call does so first', async () => {
    signIn();
    let looks = 0;
    const get = () => {
      looks += 1;
      return storage;
    };
    Object.defineProperty(globalThis.window, 'localStorage', { get, configurable: true });
    for (const [name, expected] of [
      ['fetchAuthSession', 1],
      // This says nothing about AWS credentials.
      ['getCurrentUser', 2],
      [undefined, 1],
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
      assert.deepEqual([idle.length, listeners.map(([name]) => name)], [0, ['load']]);
      page.readyState = 'complete';
      listeners[0][1]();
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
