/** Calls while a redirect is being completed. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { AuthError } from '../../dist/index.js';
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

/** An instance whose module completes a redirect when the test says so. Without a network, the module does not start. */
function returning(functions = {}, { network = { isThere: true }, glances = true } = {}) {
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
  const ready = (pause) =>
    network.isThere
      ? wasm.ready(pause)
      : Promise.reject(new AuthError({ name: 'ModuleFileException', message: 'lost', retryable: true }));
  const auth = new AuthInstance(new HubClass('test'), { ready, relaxed: async () => undefined, glances });
  const events = [];
  auth.hub.listen('auth', ({ payload }) => events.push(payload.event));
  auth.configure({ config: config('first') });
  return {
    auth,
    events,
    /** The addresses that Rust was given. */
    addresses: () => wasm.calls.filter(({ name }) => name === 'completeRedirect').map(({ input }) => input.address),
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

const answer = `${page}?code=c&state=s`;

describe('while a redirect is being completed', () => {
  let leave;
  let location;
  let windows;

  beforeEach(() => {
    windows = [];
    location = { href: answer, search: '?code=c&state=s', hash: '' };
    leave = enterWindow({
      document: {},
      localStorage: new Storage(),
      sessionStorage: new Storage(),
      location,
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

  it('the answer is read although a router shows another address at once', async () => {
    const { exchange, addresses, handleRedirectCallback } = returning();
    location.href = `${page}home`;
    location.search = '';
    exchange.resolve({ user });
    assert.deepEqual(await handleRedirectCallback(), { isSignedIn: true, user });
    assert.deepEqual(await handleRedirectCallback(answer), { isSignedIn: true, user });
    assert.deepEqual(addresses(), [answer]);
  });

  it('the module that does not start is a failure of which the app hears, and the answer is still good', async () => {
    const network = { isThere: false };
    const { auth, exchange, events, addresses, handleRedirectCallback } = returning({}, { network });
    // Twice, as frameworks do it.
    auth.configure({ config: config('first') });
    await assert.rejects(handleRedirectCallback(), { name: 'ModuleFileException', retryable: true });
    assert.deepEqual(events, ['signInWithRedirect_failure']);
    assert.deepEqual(addresses(), []);
    location.href = `${page}home`;
    location.search = '';
    network.isThere = true;
    exchange.resolve({ user });
    assert.deepEqual(await handleRedirectCallback(), { isSignedIn: true, user });
    assert.deepEqual(addresses(), [answer]);
  });

  it('a failure of which Rust has told stays one', async () => {
    const { exchange, events, addresses, handleRedirectCallback } = returning();
    exchange.reject({ name: 'NetworkError', message: '', category: 'network', retryable: true });
    await assert.rejects(handleRedirectCallback(), { name: 'NetworkError' });
    await assert.rejects(handleRedirectCallback(), { name: 'NetworkError' });
    assert.deepEqual(addresses(), [answer]);
    assert.deepEqual(events, []);
  });
});

describe('at a page without an answer', () => {
  let leave;

  beforeEach(() => {
    leave = enterWindow({
      document: {},
      localStorage: new Storage(),
      sessionStorage: new Storage(),
      location: { href: page, search: '', hash: '' },
    });
  });

  afterEach(async () => {
    for (const { resolve } of exchanges.splice(0)) resolve(undefined);
    await tasks();
    leave();
  });

  it('nothing is completed, and the module is not asked', async () => {
    const { names, handleRedirectCallback } = returning();
    assert.equal(await handleRedirectCallback(), undefined);
    assert.deepEqual(names(), []);
  });

  it('a call without a configuration is an error', async () => {
    const auth = new AuthInstance(new HubClass('test'));
    const { handleRedirectCallback } = webUIFunctions(() => auth);
    await assert.rejects(handleRedirectCallback(), { name: 'AuthUserPoolException' });
  });

  it('calls wait for an exchange whose address was handed over', async () => {
    const { auth, exchange, begun, names, handleRedirectCallback } = returning({}, { glances: false });
    const back = handleRedirectCallback(answer);
    const call = auth.run('getCurrentUser', {});
    await begun;
    await tasks();
    assert.deepEqual(
      names().filter((name) => name !== 'prepareSignIn'),
      ['completeRedirect'],
    );
    exchange.resolve({ user });
    assert.deepEqual(await back, { isSignedIn: true, user });
    assert.equal(await call, user);
  });

  const beginRedirect = async () => ({ url: 'https://pages.example/', state: 's', channel: 'c' });
  const authSessionOpener = async () => ({ type: 'success', url: answer });

  it('calls wait for an exchange that an opener has brought', async () => {
    const { auth, exchange, begun, names, signInWithWebUI } = returning({ beginRedirect }, { glances: false });
    const outcome = signInWithWebUI({ options: { authSessionOpener } });
    await begun;
    const call = auth.run('getCurrentUser', {});
    await tasks();
    assert.ok(!names().includes('getCurrentUser'));
    exchange.resolve({ user });
    assert.deepEqual(await outcome, { isSignedIn: true, user });
    assert.equal(await call, user);
  });

  it('a page whose window has signed in by itself has the user, and gives nothing up', async () => {
    const { exchange, names, signInWithWebUI } = returning({ beginRedirect }, { glances: false });
    exchange.resolve({ isElsewhere: true });
    assert.deepEqual(await signInWithWebUI({ options: { authSessionOpener } }), { isSignedIn: true, user });
    assert.ok(!names().includes('cancelRedirect'));
  });
});
