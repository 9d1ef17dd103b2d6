/** The site's data is cleared while a page or a worker has a copy of what was stored. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { SessionCopy } from '../../dist/storage/storageCopyFile.js';
import { BatchItems, FakeTimer, deferred, settled } from './asyncItems.mjs';

const prefix = 'CognitoIdentityServiceProvider.client';
const pointer = `${prefix}.LastAuthUser`;
const tokenOf = (username, token = 'refreshToken') => `${prefix}.${username}.${token}`;

/** A storage that tells its copies when everything in it was removed, as those of the package do. */
class ClearableItems extends BatchItems {
  listeners = [];
  clears = 0;
  /** Called when changes have been stored, or are about to be. */
  whenApplied = async () => {};
  whenApplying = async () => {};

  clear() {
    this.items.clear();
    this.clears += 1;
    for (const listener of this.listeners) listener();
  }

  [Symbol.for('cognito-wasm.clears')](listener) {
    this.listeners.push(listener);
  }

  async apply(changes) {
    const { clears } = this;
    await this.whenApplying();
    if (clears !== this.clears) throw new Error('cleared meanwhile');
    await super.apply(changes);
    await this.whenApplied();
  }
}

describe('the copy of a storage that is cleared', () => {
  let storage;
  let copy;
  let told;
  let kept;

  beforeEach(() => {
    storage = new ClearableItems({ [pointer]: 'ada', [tokenOf('ada')]: 'old' });
    copy = new SessionCopy(storage, new FakeTimer());
    kept = [];
    const keepRefused = (items) => {
      kept.push(...items);
      return true;
    };
    copy.connect({ isMemoryEmpty: () => true, keepRefused }, { userPoolClientId: 'client' });
    told = 0;
    copy.onCleared = () => (told += 1);
  });

  const items = () => [copy.getItem(pointer), copy.getItem(tokenOf('ada'))];

  const refresh = (username = 'ada') => {
    copy.setItem(tokenOf(username), 'new');
    copy.setItem(tokenOf(username, 'accessToken'), 'new');
  };

  const signIn = (username) => {
    copy.setItem(pointer, username);
    refresh(username);
  };

  /** What happens once, and what happens from then on. */
  const once = (act) => {
    let isFirst = true;
    return async () => {
      if (isFirst) {
        isFirst = false;
        act();
      }
    };
  };

  it('forgets what was stored, and says so', async () => {
    await copy.refresh();
    assert.deepEqual(items(), ['ada', 'old']);
    storage.clear();
    assert.deepEqual(items(), [null, null]);
    assert.equal(copy.key(0), null);
    assert.equal(told, 1);
  });

  it('does not take what was read before', async () => {
    const gate = deferred();
    const { getItem } = storage;
    storage.getItem = async (key) => {
      const value = await getItem.call(storage, key);
      if (key === pointer) await gate.promise;
      return value;
    };
    const reading = copy.refresh();
    await settled();
    storage.clear();
    gate.resolve();
    await reading;
    assert.deepEqual(items(), [null, null]);
  });

  for (const when of ['whenApplying', 'whenApplied']) {
    it(`stores nothing of a session that is refreshed then (${when})`, async () => {
      await copy.refresh();
      storage[when] = once(() => storage.clear());
      refresh();
      await copy.settled();
      assert.deepEqual(items(), [null, null]);
      assert.deepEqual(storage.state, {});
    });

    it(`has the whole session of somebody who signs in then (${when})`, async () => {
      await copy.refresh();
      storage[when] = once(() => storage.clear());
      signIn('grace');
      await copy.settled();
      assert.deepEqual(storage.state, {
        [pointer]: 'grace',
        [tokenOf('grace')]: 'new',
        [tokenOf('grace', 'accessToken')]: 'new',
      });
      assert.equal(copy.getItem(tokenOf('grace')), 'new');
    });
  }

  it('makes no changes anew that were waiting for it and continue the session', async () => {
    await copy.refresh();
    refresh();
    storage.clear();
    await copy.settled();
    assert.deepEqual([items(), storage.state], [[null, null], {}]);
    assert.ok(!storage.calls.some(([call]) => call === 'apply'));
  });

  it('brings nothing back, and keeps nothing in memory, of a session that it then refuses to store', async () => {
    await copy.refresh();
    storage.refuse = true;
    storage.whenApplying = once(() => storage.clear());
    refresh();
    await copy.settled();
    assert.deepEqual([items(), kept], [[null, null], []]);
  });

  it('keeps in memory the session of somebody who signs in then, if the storage refuses it', async () => {
    await copy.refresh();
    storage.refuse = true;
    storage.whenApplying = once(() => storage.clear());
    signIn('grace');
    await copy.settled();
    assert.deepEqual(
      kept.map(({ key }) => key),
      [pointer, tokenOf('grace'), tokenOf('grace', 'accessToken')],
    );
    assert.equal(copy.getItem(pointer), null);
  });
});
