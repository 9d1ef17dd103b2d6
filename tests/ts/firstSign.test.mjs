/** A page does without the file of tab events until another tab does something, and then misses nothing. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { clientId, itemsOf } from '../glance/sessions.mjs';
import { awaitSign } from '../../target/typescript/tabs/firstSign.js';
import { markOf } from '../../target/typescript/tabs/mark.js';
import { enterWindow } from './fakeStorage.mjs';
import { fakeChannels } from './fakeTabs.mjs';
import { settled } from './fakeWasm.mjs';
import { configured, plain, signIn, storage } from './glancing.mjs';

describe('a page with a session, and no sign of other tabs', () => {
  let channels;
  let idle;
  let page;
  let leavePage;
  let heard;
  let auth;
  let items;

  beforeEach(async () => {
    channels = fakeChannels();
    idle = [];
    page = new EventTarget();
    leavePage = enterWindow({
      document: Object.assign(new EventTarget(), { readyState: 'complete' }),
      requestIdleCallback: (callback) => idle.push(callback),
      addEventListener: page.addEventListener.bind(page),
      removeEventListener: page.removeEventListener.bind(page),
      BroadcastChannel: channels.BroadcastChannel,
    });
    items = itemsOf(signIn());
    ({ auth } = configured(plain()));
    heard = [];
    auth.hub.listen('auth', ({ payload, crossTab }) => heard.push([payload.event, payload.data?.reason, crossTab]));
    await settled();
    for (const callback of idle.splice(0)) callback();
    await settled();
  });

  afterEach(() => {
    auth.leaveTabs();
    leavePage();
  });

  /** The file has been imported, and time has passed. */
  const pass = async (test) => {
    await import('../../dist/tabs/tabsFile.js');
    for (let pause = 0; pause < 3; pause += 1) {
      await settled();
      test.mock.timers.tick(200);
    }
    await settled();
  };
  const storageEvent = (key) => page.dispatchEvent(Object.assign(new Event('storage'), { key }));
  const isWithoutFile = () => auth.configured.isAwaitingTabs;
  const signOutElsewhere = () => {
    for (const key of Object.keys(items)) storage.removeItem(key);
  };

  it('does without the file, and listens all the same', () => {
    assert.ok(isWithoutFile());
    assert.equal(channels.open.size, 1);
  });

  it('needs no file for what is not about its app client', async () => {
    storageEvent('theme');
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    await settled();
    assert.ok(isWithoutFile());
  });

  for (const [sign, give, reason] of [
    ['a change', () => storageEvent(`CognitoIdentityServiceProvider.${clientId}.LastAuthUser`), 'otherTab'],
    ['an emptied storage', () => storageEvent(null), 'storageCleared'],
    ['the way back', () => page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })), 'otherTab'],
    ['the end of a freeze', () => document.dispatchEvent(new Event('resume')), 'otherTab'],
  ]) {
    it(`is told of the first change at ${sign}`, async (test) => {
      test.mock.timers.enable({ apis: ['setTimeout'] });
      signOutElsewhere();
      give();
      await pass(test);
      assert.deepEqual(heard, [['signedOut', reason, true]]);
      assert.equal(channels.open.size, 1);
    });
  }

  it('knows from the first message why a session has ended', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    signOutElsewhere();
    const other = new channels.BroadcastChannel(`cognito-wasm.tabs.${clientId}`);
    other.postMessage({ event: 'sessionExpired', mark: markOf([[], []]), reason: 'revoked' });
    other.close();
    await pass(test);
    assert.deepEqual(heard, [['sessionExpired', 'revoked', true]]);
  });

  it('is told once of its own sign-out, if another instance has the same hub', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const second = new AuthInstance(auth.hub, { ready: () => new Promise(() => {}), relaxed: async () => undefined });
    second.configure({ config: plain() });
    await settled();
    signOutElsewhere();
    auth.configured.meetTabs({ event: 'signOut' });
    await auth.configured.meetTabs({ event: 'signedOut', data: { reason: 'user' } });
    await pass(test);
    second.leaveTabs();
    assert.deepEqual(heard, []);
  });

  it('hears nothing if it has left while the file was loading', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    signOutElsewhere();
    storageEvent(null);
    auth.leaveTabs();
    await pass(test);
    assert.deepEqual([heard, channels.open.size], [[], 0]);
  });

  it('keeps in mind who is signed in, no device, and as many messages as can be of use', () => {
    const device = `CognitoIdentityServiceProvider.${clientId}.ada.`;
    for (const name of ['deviceKey', 'randomPasswordKey', 'deviceGroupKey']) storage.setItem(device + name, 'secret');
    const { seen, heard, stop } = awaitSign(clientId, () => {});
    assert.deepEqual(
      [...seen.keys()].sort(),
      Object.keys(items)
        .filter((key) => !key.endsWith('oauthMetadata'))
        .sort(),
    );
    const other = new channels.BroadcastChannel(`cognito-wasm.tabs.${clientId}`);
    for (let count = 0; count < 60; count += 1) other.postMessage({ count });
    other.close();
    stop();
    assert.deepEqual([heard.messages.length, heard.messages.at(-1).data.count], [50, 59]);
  });

  it('stops listening with the configuration', () => {
    auth.leaveTabs();
    assert.equal(channels.open.size, 0);
    storageEvent(null);
    assert.deepEqual(heard, []);
  });

  it('closes its channel when the page is left, so that it can be kept', () => {
    page.dispatchEvent(new Event('pagehide'));
    assert.equal(channels.open.size, 0);
  });
});
