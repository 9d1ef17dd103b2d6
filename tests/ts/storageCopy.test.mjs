import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AuthError } from '../../dist/index.js';
import { AsyncItems, BatchItems, FakeTimer, copyOf, deferred, failure, settled } from './asyncItems.mjs';

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
    await copy.read(['b']);
    storage.calls = [];
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

  it('has kept elsewhere only what is still wanted of a batch that is refused', async () => {
    const wanted = async (change) => {
      const storage = new BatchItems();
      const copy = copyOf(storage);
      const kept = [];
      copy.keepRefused = (items) => {
        kept.push(...items.filter(({ value }) => value === 'first').map(({ key }) => key));
        return true;
      };
      storage.refuse = true;
      copy.setItem('a', 'first');
      copy.setItem('b', 'first');
      const first = copy.stored();
      await Promise.resolve();
      change(copy);
      await first;
      await copy.stored().catch(() => undefined);
      return kept;
    };
    assert.deepEqual(await wanted(() => undefined), ['a', 'b']);
    assert.deepEqual(await wanted((copy) => copy.setItem('a', 'second')), ['b'], 'the other is in the later batch');
    const replaceAll = (copy) => {
      copy.setItem('a', 'second');
      copy.setItem('b', 'second');
    };
    assert.deepEqual(await wanted(replaceAll), []);
    assert.deepEqual(await wanted((copy) => copy.removeItem('a')), [], 'its session has been removed');
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
});
