/** With an asynchronous storage, a tab works on a copy that may be outdated. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { SessionCopy } from '../../dist/storage/storageCopyFile.js';
import { fakeChannels, fakeItems, fakeTab, key, sessionItems, userData } from './fakeTabs.mjs';
import { deferred, settled } from './fakeWasm.mjs';

describe('the events of other tabs in an asynchronous storage', () => {
  const timer = { start: () => 0, stop: () => {} };
  const session = Object.entries({ [key('LastAuthUser')]: 'ada', ...sessionItems('ada') });
  let items;
  let channels;
  let storage;

  const later = async (act) => {
    await settled();
    return act();
  };

  /** Reading takes several turns of the event loop. */
  const caughtUp = async (tab, limit) => {
    for (let round = 0; round < 20; round += 1) await tab.timer.run(limit);
  };

  const open = async (copy = new SessionCopy(storage, timer)) => {
    const tab = fakeTab({ channels, storage: { isSynchronous: false, load: async () => copy } });
    await caughtUp(tab);
    return { ...tab, copy };
  };

  beforeEach(() => {
    items = fakeItems();
    channels = fakeChannels();
    storage = {
      getItem: (name) => later(() => items.getItem(name)),
      setItem: (name, value) => later(() => items.setItem(name, value)),
      removeItem: (name) => later(() => items.removeItem(name)),
    };
  });

  it('come when the storage has been read anew', async () => {
    const [one, two] = [await open(), await open()];
    for (const [name, value] of session) one.copy.setItem(name, value);
    await one.copy.settled();
    one.own('signedIn', userData('ada'));
    for (const tab of [one, two]) await caughtUp(tab);
    assert.deepEqual([one.events(), two.events()], [[], ['signedIn']]);
  });

  it('are not made of what this tab is storing, of which its own event comes later', async () => {
    const one = await open();
    const gate = deferred();
    storage.setItem = async (name, value) => {
      await gate.promise;
      items.setItem(name, value);
    };
    const { getItem } = storage;
    storage.getItem = (name) => {
      // The sign-in is stored while the storage is being read.
      storage.getItem = getItem;
      for (const [each, value] of session) one.copy.setItem(each, value);
      return getItem(name);
    };
    one.page.document.dispatchEvent(new Event('visibilitychange'));
    await caughtUp(one, 100);
    assert.deepEqual(one.events(), []);
    gate.resolve();
    await one.copy.settled();
    one.own('signedIn', userData('ada'));
    await caughtUp(one);
    assert.deepEqual(one.events(), []);
  });

  it('tell of the end of the session when the storage says that everything in it was removed', async () => {
    const listeners = [];
    storage[Symbol.for('cognito-wasm.clears')] = (listener) => listeners.push(listener);
    items.signIn('ada');
    const one = await open();
    items.items.clear();
    for (const listener of listeners) listener();
    await caughtUp(one, 100);
    assert.deepEqual(one.events(), ['signedOut']);
    assert.deepEqual(one.heard.at(-1).data, { reason: 'storageCleared' });
  });

  it('tell of it when the storage can be read again, up to half a minute later', async () => {
    const listeners = [];
    storage[Symbol.for('cognito-wasm.clears')] = (listener) => listeners.push(listener);
    items.signIn('ada');
    const one = await open();
    const { getItem } = storage;
    storage.getItem = () => later(() => Promise.reject(new Error('closed')));
    for (const listener of listeners) listener();
    await caughtUp(one, 1_280);
    assert.deepEqual(one.timer.pauses, [2_560]);
    items.items.clear();
    storage.getItem = getItem;
    await caughtUp(one, 30_000);
    assert.deepEqual(one.events(), ['signedOut']);
  });

  it('tell of what has changed since the last call', async () => {
    const copy = new SessionCopy(storage, timer);
    await copy.refresh({ userPoolClientId: 'client' });
    items.signIn('ada');
    const one = await open(copy);
    assert.deepEqual(one.events(), ['signedIn']);
    assert.deepEqual((await open()).events(), []);
  });
});
