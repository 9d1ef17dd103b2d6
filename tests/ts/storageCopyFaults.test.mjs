import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AuthError } from '../../dist/index.js';
import { AsyncItems, BatchItems, copyOf, deferred, failure, FakeTimer, settled } from './asyncItems.mjs';

describe('the copy of an asynchronous storage that is at fault', () => {
  const secret = 'a-very-secret-token';
  const faults = {
    'throws at once': () => {
      throw new Error('thrown');
    },
    'rejects with nothing': () => Promise.reject(),
    'returns a thenable that throws': () => ({
      then() {
        throw new Error('then');
      },
    }),
    'returns a thenable that rejects twice': () => ({
      then(_, reject) {
        reject(new Error('once'));
        reject(new Error('twice'));
      },
    }),
  };
  for (const [what, fault] of Object.entries(faults)) {
    it(`fails as usual if the storage ${what}`, async () => {
      const timer = new FakeTimer();
      for (const broken of ['getItem', 'setItem', 'removeItem', 'apply']) {
        const storage = broken === 'apply' ? new BatchItems({ a: '1' }) : new AsyncItems({ a: '1' });
        storage[broken] = fault;
        const copy = copyOf(storage, timer);
        if (broken === 'removeItem') copy.removeItem('b');
        else if (broken !== 'getItem') copy.setItem('b', secret);
        const error = await failure(broken === 'getItem' ? copy.read(['a']) : copy.stored());
        assert.equal(error.name, 'StorageException', broken);
        assert.ok(error instanceof AuthError);
        assert.ok(!`${error.message}${error.stack}`.includes(secret));
        assert.equal(copy.getItem('b'), null);
      }
      assert.equal(timer.running, 0);
    });
  }

  it('takes what is no promise, and thenables', async () => {
    const items = new Map([['a', '1']]);
    const storage = {
      getItem: (key) => ({ then: (resolve) => resolve(items.get(key)) }),
      setItem: (key, value) => items.set(key, value),
      removeItem: (key) => items.delete(key),
    };
    const copy = copyOf(storage);
    await copy.read(['a', 'b']);
    assert.equal(copy.getItem('a'), '1');
    copy.setItem('b', '2');
    copy.removeItem('a');
    await copy.stored();
    assert.deepEqual(Object.fromEntries(items), { b: '2' });
  });

  it('refuses items that are no text', async () => {
    for (const value of [7, {}, true, Symbol('a')]) {
      const storage = new AsyncItems();
      storage.getItem = async () => value;
      const error = await failure(copyOf(storage).read(['a']));
      assert.equal(error.name, 'StorageException');
      assert.match(error.message, new RegExp(typeof value));
    }
  });

  it('reads all or nothing', async () => {
    const storage = new AsyncItems({ a: '1', b: '2' });
    const copy = copyOf(storage);
    await copy.read(['a', 'b']);
    storage.items.set('a', 'new');
    storage.getItem = async (key) => (key === 'b' ? 7 : storage.items.get(key));
    await failure(copy.read(['a', 'b']));
    assert.equal(copy.getItem('a'), '1');
  });

  it('gives up on a call that never settles', async () => {
    const timer = new FakeTimer();
    for (const broken of ['getItem', 'setItem', 'apply']) {
      const storage = broken === 'apply' ? new BatchItems({ a: 'old' }) : new AsyncItems({ a: 'old' });
      const copy = copyOf(storage, timer);
      await copy.read(['a']);
      storage[broken] = () => new Promise(() => {});
      if (broken !== 'getItem') copy.setItem('a', 'new');
      const failed = failure(broken === 'getItem' ? copy.read(['a']) : copy.stored());
      await settled();
      timer.pass();
      await settled();
      // The time for putting the old values back.
      timer.pass();
      const error = await failed;
      assert.equal(error.name, 'StorageException');
      assert.match(error.message, /took longer than 10 s/);
      assert.equal(copy.getItem('a'), 'old');
      Reflect.deleteProperty(storage, broken);
      copy.setItem('a', 'later');
      await copy.stored();
      assert.deepEqual(storage.state, { a: 'later' });
    }
  });

  for (const Items of [AsyncItems, BatchItems]) {
    it(`replaces what a call has stored after it was given up (${Items.name})`, async () => {
      const timer = new FakeTimer();
      const storage = new Items({ a: 'old' });
      const copy = copyOf(storage, timer);
      await copy.read(['a']);
      const late = deferred();
      const name = Items === BatchItems ? 'apply' : 'setItem';
      storage[name] = async (...inputs) => {
        await late.promise;
        Reflect.deleteProperty(storage, name);
        await storage[name](...inputs);
      };
      copy.setItem('a', 'late');
      const failed = failure(copy.stored());
      await settled();
      // The call, and what would put the old value back.
      for (let turn = 0; turn < 2; turn += 1) {
        timer.pass();
        await settled();
      }
      await failed;
      assert.equal(copy.getItem('a'), 'old');
      late.resolve();
      await settled();
      await copy.settled();
      assert.deepEqual([copy.getItem('a'), storage.state], ['old', { a: 'old' }]);
    });

    it(`does not write over what it cannot read (${Items.name})`, async () => {
      const storage = new Items({ a: 'somebody' });
      const { getItem } = storage;
      storage.getItem = async () => {
        throw new Error('denied');
      };
      const copy = copyOf(storage);
      copy.setItem('a', 'me');
      assert.equal((await failure(copy.stored())).cause.message, 'denied');
      assert.deepEqual(storage.state, { a: 'somebody' });
      storage.getItem = getItem;
      copy.setItem('a', 'me');
      await copy.stored();
      assert.deepEqual(storage.state, { a: 'me' });
    });
  }

  it('reads methods at each call, from the object or its class, and bears getters that throw', async () => {
    const storage = new AsyncItems({ a: '1' });
    Object.defineProperty(storage, 'setItem', {
      get() {
        throw new Error('getter');
      },
    });
    Object.defineProperty(storage, 'apply', {
      get() {
        throw new Error('getter');
      },
    });
    Object.defineProperty(storage, 'isShared', {
      get() {
        throw new Error('getter');
      },
    });
    const copy = copyOf(storage);
    copy.setItem('b', '2');
    assert.equal((await failure(copy.stored())).cause.message, 'getter');
    storage.getItem = undefined;
    assert.match((await failure(copy.read(['a']))).cause.message, /getItem is not a function/);
  });

  it('does not mistake the `apply` of a function', async () => {
    const items = new Map();
    const storage = Object.assign(() => {}, {
      getItem: async (key) => items.get(key),
      setItem: async (key, value) => items.set(key, value),
      removeItem: async (key) => items.delete(key),
    });
    const copy = copyOf(storage);
    copy.setItem('a', '1');
    await copy.stored();
    assert.deepEqual(Object.fromEntries(items), { a: '1' });
  });

  it('keeps the name and advice of an error of this package', async () => {
    const storage = new BatchItems();
    const given = new AuthError({ name: 'PlatformNotSupported', message: 'no WebCrypto', recoverySuggestion: 'https' });
    storage.apply = async () => {
      throw given;
    };
    const copy = copyOf(storage);
    copy.setItem('a', '1');
    const error = await failure(copy.stored());
    assert.equal(error.name, 'StorageException');
    assert.equal(error.recoverySuggestion, 'https');
    assert.equal(error.cause, given);
  });
});
