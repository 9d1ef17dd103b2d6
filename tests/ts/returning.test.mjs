/** Calls while a redirect is being completed. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { HubClass } from '../../dist/utils.js';
import { webUIFunctions } from '../../dist/webUI/webUI.js';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { deferred, fakeWasm, settled, tasks } from './fakeWasm.mjs';

const user = { username: 'username', userId: '1' };
const page = 'https://app.example/';

function config(userPoolClientId) {
  const oauth = {
    domain: 'pool.auth.eu-west-1.amazoncognito.com',
    scopes: ['openid'],
    redirectSignIn: [page],
    redirectSignOut: [page],
    responseType: 'code',
  };
  return { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId, loginWith: { oauth } } } };
}

/** What the tests have left under way. Other instances of the page wait for it. */
const exchanges = [];

/** An instance whose module completes a redirect when the test says so. */
function returning(functions = {}) {
  const exchange = deferred();
  exchanges.push(exchange);
  const begun = deferred();
  const wasm = fakeWasm({
    completeRedirect: () => {
      begun.resolve();
      return exchange.promise;
    },
    cancelRedirect: async () => undefined,
    getCurrentUser: async () => user,
    prepareSignIn: async () => true,
    signOut: async () => ({}),
    ...functions,
  });
  const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready, relaxed: async () => undefined });
  auth.configure({ config: config('first') });
  return {
    auth,
    exchange,
    begun: begun.promise,
    names: () => wasm.calls.map(({ name }) => name),
    ...webUIFunctions(() => auth),
  };
}

/** How a call that is aborted now ends. */
async function aborted(call) {
  const controller = new AbortController();
  const outcome = call(controller.signal).then(
    () => 'resolved',
    ({ name, cause }) => [name, cause],
  );
  await settled();
  controller.abort('enough');
  return Promise.race([outcome, tasks().then(() => 'waits')]);
}

describe('while a redirect is being completed', () => {
  let leave;
  let windows;

  beforeEach(() => {
    windows = [];
    leave = enterWindow({
      document: {},
      localStorage: new Storage(),
      sessionStorage: new Storage(),
      location: { href: `${page}?code=c&state=s`, search: '?code=c&state=s', hash: '' },
      open: () => {
        const opened = { closed: false, location: {}, close: () => (opened.closed = true) };
        windows.push(opened);
        return opened;
      },
    });
  });

  afterEach(async () => {
    for (const { resolve } of exchanges.splice(0)) resolve(undefined);
    await tasks();
    leave();
  });

  it('a call waits for it', async () => {
    const { auth, exchange, begun, names } = returning();
    const call = auth.run('getCurrentUser', {});
    await begun;
    await tasks();
    assert.deepEqual(names(), ['completeRedirect']);
    exchange.resolve({ user });
    assert.equal(await call, user);
  });

  it('a call that waits for it rejects as soon as its signal fires, and the redirect goes on', async () => {
    const { auth, exchange, begun, names, handleRedirectCallback } = returning();
    await begun;
    assert.deepEqual(await aborted((signal) => auth.run('getCurrentUser', { signal })), ['AbortError', 'enough']);
    assert.deepEqual(await aborted((signal) => auth.run('getCurrentUser', { options: { signal } })), [
      'AbortError',
      'enough',
    ]);
    assert.deepEqual(names(), ['completeRedirect']);
    exchange.resolve({ user });
    assert.deepEqual(await handleRedirectCallback(), { isSignedIn: true, user });
  });

  for (const mode of ['popup', 'silent', 'redirect']) {
    it(`a sign-in at the pages that waits for it can be aborted, too (${mode})`, async () => {
      const { begun, names, signInWithWebUI } = returning();
      await begun;
      assert.deepEqual(await aborted((signal) => signInWithWebUI({ mode, signal })), ['AbortError', 'enough']);
      assert.deepEqual(names(), ['completeRedirect']);
      assert.deepEqual(
        windows.map(({ closed }) => closed),
        mode === 'popup' ? [true] : [],
      );
    });
  }

  it('a sign-out does not wait', async () => {
    const { auth, names } = returning();
    await auth.run('signOut', {});
    assert.ok(names().includes('signOut'));
  });

  it('a call that waits goes on after a failure', async () => {
    const { auth, exchange } = returning();
    const call = auth.run('getCurrentUser', {});
    exchange.reject({ name: 'NetworkError', message: '', category: 'network', retryable: true });
    assert.equal(await call, user);
  });

  it('an answer to a later configuration is found when the first one does not know it', async () => {
    const first = deferred();
    const answers = [first.promise, Promise.resolve({ user })];
    const begun = deferred();
    const completeRedirect = () => {
      begun.resolve();
      return answers.shift();
    };
    const { auth, handleRedirectCallback } = returning({ completeRedirect });
    await begun.promise;
    auth.configure({ config: config('second') });
    const call = auth.run('getCurrentUser', {});
    first.resolve(undefined);
    assert.deepEqual(await handleRedirectCallback(), { isSignedIn: true, user });
    assert.equal(await call, user);
  });

  it('a configuration that comes twice completes it once, and the address may be given', async () => {
    const { auth, exchange, begun, names, handleRedirectCallback } = returning();
    await begun;
    auth.configure({ config: config('first') });
    const given = handleRedirectCallback(`${page}?code=c&state=s`);
    exchange.resolve({ user });
    assert.deepEqual(await handleRedirectCallback(), { isSignedIn: true, user });
    assert.deepEqual(await given, { isSignedIn: true, user });
    assert.equal(names().filter((name) => name === 'completeRedirect').length, 1);
  });
});
