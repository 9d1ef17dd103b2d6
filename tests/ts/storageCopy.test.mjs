import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AuthError } from '../../dist/index.js';
import { StorageCopy } from '../../dist/storage/storageCopyFile.js';

/** A timer whose time passes when the test says so. */
class FakeTimer {
  #callbacks = new Map();
  #count = 0;

  start(callback, milliseconds) {
    assert.equal(milliseconds, 10_000);
    this.#callbacks.set(++this.#count, callback);
    return this.#count;
  }

  stop(started) {
    this.#callbacks.delete(started);
  }

  get running() {
    return this.#callbacks.size;
  }

  pass() {
    for (const callback of this.#callbacks.values()) callback();
  }
}

/** An asynchronous storage over a Map, which records its calls. */
class AsyncItems {
  items;
  calls = [];

  constructor(items = {}) {
    this.items = new Map(Object.entries(items));
  }

  async getItem(key) {
    this.calls.push(['get', key]);
    return this.items.get(key) ?? null;
  }

  async setItem(key, value) {
    this.calls.push(['set', key, value]);
    this.items.set(key, value);
  }

  async removeItem(key) {
    this.calls.push(['remove', key]);
    this.items.delete(key);
  }

  get state() {
    return Object.fromEntries(this.items);
  }
}

/** The same with an `apply` that makes all changes or none. */
class BatchItems extends AsyncItems {
  refuse = false;

  async apply(changes) {
    this.calls.push(['apply', ...changes.map(({ key, value }) => [key, value])]);
    if (this.refuse) throw new Error('full');
    for (const { key, value } of changes) {
      if (value === null) this.items.delete(key);
      else this.items.set(key, value);
    }
  }
}

/** A promise and the functions that settle it. */
function deferred() {
  let settle;
  const promise = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}

/** Lets everything run that waits for nothing but other promises. */
async function settled() {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

const copyOf = (storage, timer = new FakeTimer()) => new StorageCopy(storage, timer);
const failure = (promise) =>
  promise.then(
    () => assert.fail('it did not fail'),
    (error) => error,
  );

describe('the copy of an asynchronous storage', () => {
  it('has what was read, and nothing else', async () => {
    const storage = new AsyncItems({ a: '1', b: '2', c: '3' });
    const copy = copyOf(storage);
    assert.equal(copy.getItem('a'), null);
    await copy.read(['a', 'b', 'a', 'x']);
    assert.deepEqual(
      storage.calls.map(([, key]) => key),
      ['a', 'b', 'x'],
    );
    assert.deepEqual(
      ['a', 'b', 'c', 'x'].map((key) => copy.getItem(key)),
      ['1', '2', null, null],
    );
    assert.deepEqual(
      [0, 1, 2].map((index) => copy.key(index)),
      ['a', 'b', null],
    );
    storage.items.set('a', 'new').delete('b');
    await copy.read(['a', 'b']);
    assert.deepEqual(
      ['a', 'b'].map((key) => copy.getItem(key)),
      ['new', null],
    );
  });

  it('is shared unless the storage says otherwise', () => {
    assert.equal(copyOf(new AsyncItems()).isShared, true);
    assert.equal(copyOf(Object.assign(new AsyncItems(), { isShared: false })).isShared, false);
  });

  it('stores changes in order, and resolves when all are stored', async () => {
    const storage = new AsyncItems({ c: '3' });
    const copy = copyOf(storage);
    copy.setItem('a', '1');
    copy.setItem('b', 'first');
    copy.removeItem('c');
    copy.setItem('b', '2');
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => copy.getItem(key)),
      ['1', '2', null],
    );
    await copy.stored();
    assert.deepEqual(storage.state, { a: '1', b: '2' });
    assert.deepEqual(
      storage.calls.filter(([what]) => what !== 'get'),
      [
        ['set', 'a', '1'],
        ['remove', 'c'],
        ['set', 'b', '2'],
      ],
    );
    storage.calls.length = 0;
    await copy.stored();
    assert.deepEqual(storage.calls, []);
  });

  it('stores what nobody waits for', async () => {
    const storage = new AsyncItems();
    copyOf(storage).setItem('a', '1');
    await settled();
    assert.deepEqual(storage.state, { a: '1' });
  });

  it('passes the changes of one piece of code to `apply` at once', async () => {
    const storage = new BatchItems({ b: '2' });
    const copy = copyOf(storage);
    copy.setItem('a', '1');
    copy.removeItem('b');
    const first = copy.stored();
    await Promise.resolve();
    copy.setItem('c', '3');
    await Promise.all([first, copy.stored()]);
    assert.deepEqual(storage.calls, [
      ['apply', ['a', '1'], ['b', null]],
      ['apply', ['c', '3']],
    ]);
  });

  it('keeps own changes that are not stored yet while it reads', async () => {
    const storage = new AsyncItems({ a: 'old', b: 'old' });
    const copy = copyOf(storage);
    const { promise, resolve } = deferred();
    storage.setItem = async (key, value) => {
      await promise;
      storage.items.set(key, value);
    };
    copy.setItem('a', 'new');
    await copy.read(['a', 'b']);
    assert.deepEqual(
      ['a', 'b'].map((key) => copy.getItem(key)),
      ['new', 'old'],
    );
    resolve();
    await copy.stored();
    await copy.read(['a']);
    assert.equal(copy.getItem('a'), 'new');
  });

  it('is not set back by a read that began before a change, or before another read', async () => {
    const storage = new AsyncItems();
    const copy = copyOf(storage);
    const answers = [deferred(), deferred(), deferred()];
    let asked = 0;
    storage.getItem = () => answers[asked++].promise;
    const reads = [copy.read(['a']), copy.read(['a'])];
    answers[1].resolve('newer');
    await reads[1];
    answers[0].resolve('older');
    await reads[0];
    assert.equal(copy.getItem('a'), 'newer');
    const read = copy.read(['a']);
    copy.setItem('a', 'own');
    await copy.stored();
    answers[2].resolve('before it was stored');
    await read;
    assert.equal(copy.getItem('a'), 'own');
  });

  it('is not set back by a read that began before a change was stored', async () => {
    const storage = new AsyncItems();
    const copy = copyOf(storage);
    await copy.read(['a']);
    const [answer, written] = [deferred(), deferred()];
    storage.getItem = () => answer.promise;
    storage.setItem = () => written.promise;
    copy.setItem('a', 'own');
    const read = copy.read(['a']);
    written.resolve();
    await copy.stored();
    answer.resolve('before it was stored');
    await read;
    assert.equal(copy.getItem('a'), 'own');
  });

  it('puts nothing back any more when that has taken too long', async () => {
    const timer = new FakeTimer();
    const storage = new AsyncItems({ a: 'old', b: 'old' });
    const copy = copyOf(storage, timer);
    await copy.read(['a', 'b']);
    const slow = deferred();
    const { setItem } = AsyncItems.prototype;
    storage.setItem = async function (key, value) {
      if (key === 'b' && value === 'new') throw new Error('full');
      if (key === 'b' && value === 'old') await slow.promise;
      await setItem.call(this, key, value);
    };
    copy.setItem('a', 'new');
    copy.setItem('b', 'new');
    const failed = failure(copy.stored());
    await settled();
    timer.pass();
    assert.equal((await failed).cause.message, 'full');
    assert.ok(!storage.calls.some(([, key, value]) => key === 'a' && value === 'old'));
    copy.setItem('a', 'later');
    await copy.stored();
    slow.resolve();
    await settled();
    assert.equal(storage.state.a, 'later');
  });

  for (const [what, Items] of Object.entries({ 'one after the other': AsyncItems, 'at once': BatchItems })) {
    it(`takes a batch back that is refused ${what}, and goes on`, async () => {
      const storage = new Items({ a: 'old', c: 'old' });
      const copy = copyOf(storage);
      await copy.read(['a', 'c']);
      const setItem = AsyncItems.prototype.setItem;
      storage.refuse = true;
      storage.setItem = async function (key, value) {
        if (value === 'refused') throw new Error('full');
        await setItem.call(this, key, value);
      };
      copy.setItem('a', 'new');
      copy.setItem('d', 'new');
      copy.removeItem('c');
      copy.setItem('b', 'refused');
      const error = await failure(copy.stored());
      assert.ok(error instanceof AuthError);
      assert.equal(error.name, 'StorageException');
      assert.equal(error.cause.message, 'full');
      assert.deepEqual(storage.state, { a: 'old', c: 'old' });
      assert.deepEqual(
        ['a', 'b', 'c', 'd'].map((key) => copy.getItem(key)),
        ['old', null, 'old', null],
      );
      storage.refuse = false;
      copy.setItem('b', 'accepted');
      await copy.stored();
      assert.deepEqual(storage.state, { a: 'old', b: 'accepted', c: 'old' });
    });
  }

  it('takes back to what the storage has, though it was not read before', async () => {
    const storage = new AsyncItems({ a: 'unread' });
    const copy = copyOf(storage);
    storage.removeItem = async () => {
      throw new Error('no');
    };
    copy.setItem('a', 'new');
    copy.removeItem('b');
    await failure(copy.stored());
    assert.deepEqual(storage.state, { a: 'unread' });
  });

  it('keeps later changes when an earlier batch is taken back', async () => {
    const storage = new BatchItems({ a: 'old', b: 'old' });
    const copy = copyOf(storage);
    await copy.read(['a', 'b']);
    storage.refuse = true;
    copy.setItem('a', 'first');
    copy.setItem('b', 'first');
    const first = copy.stored();
    await Promise.resolve();
    copy.setItem('a', 'second');
    const second = copy.stored();
    assert.match((await failure(first)).message, /apply/);
    assert.equal(copy.getItem('a'), 'second');
    assert.equal(copy.getItem('b'), 'old');
    await failure(second);
    assert.equal(copy.getItem('a'), 'old', 'and not the value of the first batch, which was never stored');
  });

  it('reports a failure to all who wait, once, and also to who asks later', async () => {
    const storage = new BatchItems();
    const copy = copyOf(storage);
    storage.refuse = true;
    copy.setItem('a', '1');
    const outcomes = await Promise.allSettled([copy.stored(), copy.stored()]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await copy.stored();
    copy.setItem('a', '2');
    await settled();
    await failure(copy.stored());
    await copy.stored();
  });

  it('goes on when the storage changes the copy while it stores', async () => {
    const storage = new AsyncItems();
    const copy = copyOf(storage);
    const { setItem } = AsyncItems.prototype;
    storage.setItem = async function (key, value) {
      if (key === 'a') copy.setItem('b', 'from within');
      await setItem.call(this, key, value);
    };
    copy.setItem('a', '1');
    await copy.stored();
    await copy.stored();
    assert.deepEqual(storage.state, { a: '1', b: 'from within' });
  });

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
