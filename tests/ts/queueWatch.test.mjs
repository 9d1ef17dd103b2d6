/** When a client in the module looks at the refresh tokens that wait to be revoked. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { storageItemsOf } from '../../dist/storage/storageItems.js';
import { clientId } from '../glance/sessions.mjs';
import { AsyncItems } from './asyncItems.mjs';
import { enterWindow } from './fakeStorage.mjs';
import { settled, tasks } from './fakeWasm.mjs';
import { configured, plain, signIn, storage } from './glancing.mjs';

const queue = `CognitoIdentityServiceProvider.${clientId}.revocations`;
const delay = 60_000;
const looks = { revokeQueued: async () => undefined };
const called = ({ names }) => names().filter((name) => name === 'revokeQueued').length;

describe('a client in the module', () => {
  let page;
  let navigator;
  let leavePage;

  beforeEach(() => {
    page = new EventTarget();
    navigator = { onLine: true };
    leavePage = enterWindow({
      document: Object.assign(new EventTarget(), { readyState: 'complete' }),
      navigator,
      requestIdleCallback: () => 0,
      addEventListener: page.addEventListener.bind(page),
      removeEventListener: page.removeEventListener.bind(page),
    });
  });

  afterEach(() => {
    leavePage();
  });

  const goOnline = () => page.dispatchEvent(new Event('online'));
  const storageEvent = (key, newValue) =>
    page.dispatchEvent(Object.assign(new Event('storage'), { key, newValue, oldValue: null }));

  async function running(config = plain()) {
    const instance = configured(config, looks);
    await instance.auth.ready();
    await settled();
    return instance;
  }

  it('looks each time that the browser is online again', async () => {
    const instance = await running();
    assert.equal(called(instance), 0);
    goOnline();
    goOnline();
    await settled();
    assert.equal(called(instance), 2);
  });

  it('looks a minute after another tab has queued a token, once', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const instance = await running();
    storageEvent(queue, '[["t",1]]');
    storageEvent(queue, '[["t",1],["u",1]]');
    test.mock.timers.tick(delay - 1);
    await settled();
    assert.equal(called(instance), 0);
    test.mock.timers.tick(1);
    await settled();
    assert.equal(called(instance), 1);
    test.mock.timers.tick(10 * delay);
    await settled();
    assert.equal(called(instance), 1, 'no timer is left');
    storageEvent(queue, '[["v",1]]');
    test.mock.timers.tick(delay);
    await settled();
    assert.equal(called(instance), 2);
  });

  it('starts no timer when the queue has been emptied, or something else has changed', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const instance = await running();
    storageEvent(queue, null);
    storageEvent(queue.replace(clientId, 'another'), '[["t",1]]');
    storageEvent('theme', 'dark');
    storageEvent(null, null);
    test.mock.timers.tick(10 * delay);
    await settled();
    assert.equal(called(instance), 0);
  });

  it('leaves it for later while the page is offline', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const instance = await running();
    navigator.onLine = false;
    storageEvent(queue, '[["t",1]]');
    test.mock.timers.tick(delay);
    await settled();
    assert.equal(called(instance), 0);
    navigator.onLine = true;
    goOnline();
    await settled();
    assert.equal(called(instance), 1);
  });

  it('ends when its configuration is replaced', async () => {
    const instance = await running();
    instance.auth.configure({ config: plain() });
    await settled();
    goOnline();
    await settled();
    assert.equal(called(instance), 0);
    await instance.auth.ready();
    goOnline();
    await settled();
    assert.equal(called(instance), 1, 'the new one looks');
  });

  it('reads an asynchronous storage before', async () => {
    const items = new AsyncItems();
    const instance = configured(plain(), looks);
    instance.auth.setStorage(storageItemsOf(items));
    await instance.auth.ready();
    items.calls.length = 0;
    goOnline();
    await tasks();
    assert.ok(items.calls.some(([, key]) => key === queue));
    assert.equal(called(instance), 1);
  });

  it('is not disturbed by an answer that is an error, and looks again', async () => {
    const instance = configured(plain(), { revokeQueued: () => Promise.reject(new Error('no')) });
    await instance.auth.ready();
    goOnline();
    await settled();
    goOnline();
    await settled();
    assert.equal(called(instance), 2);
  });
});

describe('a page without the module', () => {
  const idle = [];
  let page;
  let leavePage;

  beforeEach(() => {
    idle.length = 0;
    page = new EventTarget();
    leavePage = enterWindow({
      document: Object.assign(new EventTarget(), { readyState: 'complete' }),
      requestIdleCallback: (callback) => idle.push(callback),
      addEventListener: page.addEventListener.bind(page),
      removeEventListener: page.removeEventListener.bind(page),
    });
    signIn();
  });

  afterEach(() => {
    leavePage();
  });

  async function beIdle() {
    await settled();
    for (const callback of idle.splice(0)) callback();
    await tasks();
  }

  for (const [where, key] of [
    ['localStorage', queue],
    ['sessionStorage', `cognito-wasm.local.${queue}`],
  ])
    it(`starts it when it is idle if tokens wait in ${where}, though a user is signed in`, async () => {
      globalThis.window[where].setItem(key, '[["token",1]]');
      const { auth, wasm, fetchAuthSession } = configured();
      assert.equal((await fetchAuthSession()).isSignedIn, true);
      await settled();
      assert.equal(wasm.instances.length, 0);
      await beIdle();
      assert.equal(wasm.instances.length, 1);
      auth.leaveTabs();
    });

  for (const isSignedIn of [true, false])
    it(`tries again when it is online again if the module cannot be loaded, signed in: ${isSignedIn}`, async () => {
      if (!isSignedIn) storage.clear();
      storage.setItem(queue, '[["token",1]]');
      let isOffline = true;
      const compile = () => (isOffline ? Promise.reject(new TypeError('lost')) : Promise.resolve({}));
      const { auth, wasm } = configured(plain(), {}, { compile });
      await beIdle();
      assert.equal(wasm.instances.length, 0);
      isOffline = false;
      page.dispatchEvent(new Event('online'));
      await tasks();
      assert.equal(wasm.instances.length, 1);
      auth.leaveTabs();
    });

  it("does without it if another app client's tokens wait, and when other tabs queue some", async () => {
    storage.setItem(queue.replace(clientId, 'another'), '[["token",1]]');
    const { auth, wasm } = configured();
    await beIdle();
    page.dispatchEvent(new Event('online'));
    page.dispatchEvent(Object.assign(new Event('storage'), { key: queue, newValue: '[]' }));
    await beIdle();
    assert.equal(wasm.instances.length, 0);
    auth.leaveTabs();
  });
});
