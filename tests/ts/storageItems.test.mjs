import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import {
  CookieStorage,
  defaultStorage,
  EncryptedStorage,
  RequestCookies,
  sessionStorage,
  sharedInMemoryStorage,
} from '../../dist/index.js';
import { storageItemsOf } from '../../dist/storage/storageItems.js';
import { FakeDocument, inPage, withGlobals } from './fakeCookies.mjs';
import { Storage } from './fakeStorage.mjs';

const refused = (given, pattern) =>
  assert.throws(
    () => storageItemsOf(given),
    (error) => error.name === 'InvalidParameterException' && pattern.test(error.message),
  );

/** A synchronous storage over a Map. */
const synchronous = (items = new Map()) => ({
  getItem: (key) => items.get(key),
  setItem: (key, value) => items.set(key, value),
  removeItem: (key) => items.delete(key),
});

describe('what an app passes as its storage', () => {
  it('may be the name of a place', () => {
    for (const name of ['local', 'session', 'memory']) assert.equal(storageItemsOf(name), name);
    refused('cookie', /of type string: pass 'local'/);
  });

  it('may be a storage of this package, of any copy', async () => {
    assert.equal(storageItemsOf(defaultStorage), 'local');
    assert.equal(storageItemsOf(sessionStorage), 'session');
    const memory = storageItemsOf(sharedInMemoryStorage);
    memory.setItem('shared', 'in this page');
    assert.equal(await sharedInMemoryStorage.getItem('shared'), 'in this page');
    assert.equal(memory.key(0), 'shared');
    assert.equal(memory.isShared, true);
    await sharedInMemoryStorage.clear();
    assert.equal(memory.getItem('shared'), null);
    await inPage(new FakeDocument(), async () => {
      const cookies = new CookieStorage();
      storageItemsOf(cookies).setItem('a', 'b');
      assert.equal(await cookies.getItem('a'), 'b');
      assert.equal(storageItemsOf(cookies).isShared, true);
    });
    assert.equal(storageItemsOf(new RequestCookies('a=b')).getItem('a'), 'b');
    const foreign = { [Symbol.for('cognito-wasm.items')]: 'session' };
    assert.equal(storageItemsOf(foreign), 'session');
    refused({ [Symbol.for('cognito-wasm.items')]: 'elsewhere' }, /no getItem and no setItem and no removeItem/);
  });

  it('may be a storage of the browser', async () => {
    const window = { localStorage: new Storage(), sessionStorage: new Storage() };
    await withGlobals({ window }, () => {
      assert.equal(storageItemsOf(window.localStorage), 'local');
      assert.equal(storageItemsOf(window.sessionStorage), 'session');
      assert.equal(typeof storageItemsOf(new Storage()), 'object');
    });
    const denied = {
      get localStorage() {
        throw new Error('denied');
      },
    };
    await withGlobals({ window: denied }, () => assert.equal(typeof storageItemsOf(new Storage()), 'object'));
  });

  it('may be any synchronous object', () => {
    const items = storageItemsOf(new Storage());
    items.setItem('a', '1');
    assert.equal(items.getItem('a'), '1');
    assert.equal(items.getItem('b'), null);
    assert.equal(items.key(0), 'a');
    assert.equal(items.key(1), null);
    assert.equal(items.isShared, true);
    assert.equal(items.read, undefined);
    assert.equal(items.stored, undefined);
    items.removeItem('a');
    assert.equal(items.getItem('a'), null);
    const own = storageItemsOf({ ...synchronous(), isShared: false });
    assert.equal(own.isShared, false);
    assert.equal(own.key, undefined);
    assert.equal(own.getItem('undefined is no item'), null);
    const broken = storageItemsOf({ ...synchronous(), getItem: (key) => (key === 'a' ? 7 : null) });
    assert.throws(() => broken.getItem('a'), { name: 'StorageException' });
    const throwing = storageItemsOf({
      ...synchronous(),
      getItem() {
        throw new Error('broken');
      },
    });
    assert.throws(() => throwing.getItem('a'), /broken/);
  });

  it('may be asynchronous: then a copy is made, once', async () => {
    for (const wrap of [(value) => Promise.resolve(value), (value) => ({ then: (resolve) => resolve(value) })]) {
      const items = new Map([['a', '1']]);
      const later = storageItemsOf({ ...synchronous(items), getItem: (key) => wrap(items.get(key)) });
      assert.equal(later.isSynchronous, false);
      const copy = await later.load();
      assert.equal(copy, await later.load());
      copy.setItem('b', '2');
      await copy.settled();
      assert.equal(items.get('b'), '2');
    }
    assert.equal(storageItemsOf(new EncryptedStorage()).isSynchronous, false);
    // The trial's rejection is nobody's.
    const rejecting = { ...synchronous(), getItem: () => Promise.reject(new Error('x')) };
    assert.equal(storageItemsOf(rejecting).isSynchronous, false);
  });

  it('is refused otherwise, with what is missing', () => {
    for (const given of [undefined, null, 7, true, Symbol('a')]) refused(given, /the storage is (null|of type)/);
    refused({}, /no getItem and no setItem and no removeItem/);
    refused({ ...synchronous(), removeItem: 'text' }, /has no removeItem: pass/);
    refused({ ...synchronous(), getItem: () => 7 }, /getItem returned a value of type number/);
    const thenThrows = {
      get then() {
        throw new Error('then');
      },
    };
    refused({ ...synchronous(), getItem: () => thenThrows }, /of type object/);
    const getter = {
      ...synchronous(),
      get setItem() {
        throw new Error('getter');
      },
    };
    refused(getter, /`setItem` cannot be read/);
  });
});

describe('the storages with the names of Amplify', () => {
  for (const [name, storage] of Object.entries({ localStorage: defaultStorage, sessionStorage })) {
    afterEach(() => delete globalThis.window);

    it(`reach ${name} when they are used`, async () => {
      const own = new Storage();
      await withGlobals({ window: { [name]: own } }, async () => {
        await storage.setItem('a', '1');
        assert.equal(own.getItem('a'), '1');
        assert.equal(await storage.getItem('a'), '1');
        await storage.removeItem('a');
        assert.equal(await storage.getItem('a'), null);
        await storage.setItem('b', '2');
        await storage.clear();
        assert.equal(own.getItem('b'), null);
      });
    });
  }

  it('fall back to memory where there is none, or it throws', async () => {
    const denied = {
      get localStorage() {
        throw new Error('denied');
      },
    };
    for (const window of [
      {},
      denied,
      {
        localStorage: {
          getItem() {
            throw new Error('no');
          },
        },
      },
    ]) {
      await withGlobals({ window }, async () => {
        const { defaultStorage: fresh } = await import(`../../dist/storage/browserStorages.js?${Math.random()}`);
        await fresh.setItem('a', '1');
        assert.equal(await fresh.getItem('a'), '1');
      });
    }
  });
});

describe('an EncryptedStorage', () => {
  it('says what is missing where there is no database, or no WebCrypto', async () => {
    const storage = new EncryptedStorage();
    const error = await storage.setItem('a', 'secret').catch((reason) => reason);
    assert.equal(error.name, 'PlatformNotSupported');
    assert.match(error.message, /IndexedDB/);
    await assert.rejects(storage.getItem('a'), { name: 'PlatformNotSupported' });
    await assert.rejects(new EncryptedStorage().clear(), { name: 'PlatformNotSupported' });
  });

  it('passes on why the database cannot be opened', async () => {
    for (const open of [
      () => {
        throw new DOMException('denied', 'SecurityError');
      },
      () => {
        const request = { error: new DOMException('private window', 'InvalidStateError') };
        queueMicrotask(() => request.onerror());
        return request;
      },
    ]) {
      await withGlobals({ indexedDB: { open } }, async () => {
        const error = await new EncryptedStorage().getItem('a').catch((reason) => reason);
        assert.equal(error.name, 'StorageException');
        assert.ok(error.cause instanceof DOMException);
      });
    }
  });

  it('refuses what is no text', async () => {
    const storage = new EncryptedStorage();
    await assert.rejects(storage.setItem('a', 7), { name: 'InvalidParameterException' });
    await assert.rejects(storage.setItem(7, 'a'), { name: 'InvalidParameterException' });
    assert.throws(() => new EncryptedStorage({ name: 7 }), { name: 'InvalidParameterException' });
  });
});
