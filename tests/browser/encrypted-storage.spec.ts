/** `EncryptedStorage` with the browser's real IndexedDB and WebCrypto. */
import type { Page } from '@playwright/test';
import { launchOptions } from '../../scripts/suites/chromium.mjs';
import { expect, test } from './fixtures.js';
import { openStorages } from './storages.js';

const options = await launchOptions();
test.use({ launchOptions: { ...options, args: [...options.args, '--host-resolver-rules=MAP *.test 127.0.0.1'] } });

const secret = 'a very secret token é';

test.beforeEach(async ({ page, harness }) => {
  await openStorages(page, harness);
});

const write = (page: Page, key: string, value: string) =>
  page.evaluate(([name, text]) => new storages.ours.EncryptedStorage().setItem(name, text), [key, value] as const);

const read = (page: Page, key: string) =>
  page.evaluate((name) => new storages.ours.EncryptedStorage().getItem(name), key);

/** Runs a request in the database. */
function inDatabase<Result>(
  page: Page,
  store: 'keys' | 'items',
  work: (store: IDBObjectStore) => IDBRequest | undefined,
) {
  return page.evaluate(
    async ([name, source]) => {
      const opened = indexedDB.open('cognito-wasm');
      await new Promise((resolve) => (opened.onsuccess = resolve));
      const transaction = opened.result.transaction(name, 'readwrite');
      const request = (0, eval)(`(${source})`)(transaction.objectStore(name)) as IDBRequest | undefined;
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      opened.result.close();
      return request?.result as Result;
    },
    [store, work.toString()] as const,
  );
}

test('items survive a reload, and other tabs see them', async ({ page, context, harness }) => {
  expect(await read(page, 'key')).toBeNull();
  await write(page, 'key', secret);
  expect(await read(page, 'key')).toBe(secret);
  await openStorages(page, harness);
  expect(await read(page, 'key')).toBe(secret);
  const other = await context.newPage();
  await openStorages(other, harness);
  expect(await read(other, 'key')).toBe(secret);
  await other.evaluate(() => new storages.ours.EncryptedStorage().removeItem('key'));
  expect(await read(page, 'key')).toBeNull();
  await write(page, 'a', '');
  await write(page, 'b', '\ufeffwith a mark');
  expect(await read(page, 'a')).toBe('');
  expect(await read(page, 'b')).toBe('\ufeffwith a mark');
  await page.evaluate(() => new storages.ours.EncryptedStorage().clear());
  expect(await read(page, 'a')).toBeNull();
});

test('values are encrypted, each time anew, and the key cannot be exported', async ({ page }) => {
  const records = await page.evaluate(async (text) => {
    const opened = () =>
      new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('cognito-wasm');
        request.onsuccess = () => resolve(request.result);
      });
    const all = async (store: string) => {
      const database = await opened();
      const request = database.transaction(store).objectStore(store).getAll();
      await new Promise((resolve) => (request.onsuccess = resolve));
      database.close();
      return request.result as unknown[];
    };
    const storage = new storages.ours.EncryptedStorage();
    const found: { version: number; iv: string; data: string }[] = [];
    for (let round = 0; round < 3; round += 1) {
      await storage.setItem('key', text);
      const [, record] = (await all('items')) as { version: number; iv: Uint8Array; data: ArrayBuffer }[];
      const bytes = new Uint8Array(record!.data);
      found.push({ version: record!.version, iv: String(record!.iv), data: String.fromCharCode(...bytes) });
    }
    const [key] = (await all('keys')) as CryptoKey[];
    const exported = await Promise.allSettled(
      (['raw', 'jwk'] as const).map((form) => crypto.subtle.exportKey(form, key!)),
    );
    const { algorithm, extractable, usages } = key!;
    return { found, exported: exported.map(({ status }) => status), algorithm, extractable, usages };
  }, secret);
  expect(records).toMatchObject({
    exported: ['rejected', 'rejected'],
    algorithm: { name: 'AES-GCM', length: 256 },
    extractable: false,
  });
  expect(records.usages.sort()).toEqual(['decrypt', 'encrypt']);
  for (const { version, iv, data } of records.found) {
    expect(version).toBe(1);
    expect(iv.split(',')).toHaveLength(12);
    expect(data).not.toContain('secret');
  }
  expect(new Set(records.found.map(({ iv }) => iv)).size).toBe(3);
  expect(new Set(records.found.map(({ data }) => data)).size).toBe(3);
});

test('tabs that begin at the same time use one key', async ({ page, context, harness }) => {
  const other = await context.newPage();
  await openStorages(other, harness);
  const begin = (tab: Page, who: string) =>
    tab.evaluate(async (name) => {
      for (let round = 0; round < 25; round += 1) {
        const made = [1, 2].map(() => new storages.ours.EncryptedStorage({ name: `round ${round}` }));
        await Promise.all(made.map((storage, index) => storage.setItem(`${name}${index}`, `${name}${index}`)));
      }
    }, who);
  await Promise.all([begin(page, 'a'), begin(other, 'b')]);
  const lost = await page.evaluate(async () => {
    const missing: string[] = [];
    for (let round = 0; round < 25; round += 1) {
      const storage = new storages.ours.EncryptedStorage({ name: `round ${round}` });
      for (const key of ['a0', 'a1', 'b0', 'b1'])
        if ((await storage.getItem(key)) !== key) missing.push(`${round} ${key}`);
    }
    return missing;
  });
  expect(lost).toEqual([]);
});

const damages: Record<string, (store: IDBObjectStore) => IDBRequest | undefined> = {
  'a changed byte': (store) => {
    const request = store.get('key');
    request.onsuccess = () => {
      new Uint8Array(request.result.data)[3]! ^= 1;
      store.put(request.result, 'key');
    };
    return undefined;
  },
  'another initialisation vector': (store) => {
    const request = store.get('key');
    request.onsuccess = () => store.put({ ...request.result, iv: new Uint8Array(12) }, 'key');
    return undefined;
  },
  'a short initialisation vector': (store) => {
    const request = store.get('key');
    request.onsuccess = () => store.put({ ...request.result, iv: new Uint8Array(1) }, 'key');
    return undefined;
  },
  'another version': (store) => {
    const request = store.get('key');
    request.onsuccess = () => store.put({ ...request.result, version: 2 }, 'key');
    return undefined;
  },
  "another item's record": (store) => {
    const request = store.get('other');
    request.onsuccess = () => store.put(request.result, 'key');
    return undefined;
  },
  'plain text': (store) => store.put('text', 'key'),
  'no data': (store) => store.put({ version: 1, iv: new Uint8Array(12) }, 'key'),
};

test('records that are not whole are absent, and can be overwritten', async ({ page }) => {
  for (const [what, damage] of Object.entries(damages)) {
    await write(page, 'key', secret);
    await write(page, 'other', secret);
    await inDatabase(page, 'items', damage);
    expect(await read(page, 'key'), what).toBeNull();
    expect(await read(page, 'other'), what).toBe(secret);
    await write(page, 'key', 'again');
    expect(await read(page, 'key'), what).toBe('again');
  }
  await inDatabase(page, 'keys', (store) => store.put('no key', 'AES-GCM'));
  expect(await read(page, 'key')).toBeNull();
  await write(page, 'key', 'with a new key');
  expect(await read(page, 'key')).toBe('with a new key');
});

test('a batch is stored whole or not at all', async ({ page }) => {
  await write(page, 'a', 'old');
  const outcome = await page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (record, key) {
      if (key === 'c') throw new DOMException('full', 'QuotaExceededError');
      return put.call(this, record, key);
    };
    const change = (value: string) => storage.apply(['a', 'b', 'c'].map((key) => ({ key, value })));
    const error = await change('new').then(
      () => undefined,
      (reason: unknown) => reason as InstanceType<typeof storages.ours.AuthError>,
    );
    const refused = await Promise.all(['a', 'b', 'c'].map((key) => storage.getItem(key)));
    IDBObjectStore.prototype.put = put;
    await change('new');
    await storage.apply([
      { key: 'a', value: null },
      { key: 'b', value: 'newer' },
    ]);
    const stored = await Promise.all(['a', 'b', 'c'].map((key) => storage.getItem(key)));
    return { name: error?.name, cause: (error?.cause as Error).name, refused, stored };
  });
  expect(outcome).toEqual({
    name: 'StorageException',
    cause: 'QuotaExceededError',
    refused: ['old', null, null],
    stored: [null, 'newer', 'new'],
  });
});

test('calls take effect in order, though long values take longer', async ({ page }) => {
  const items = await page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    const calls = [storage.setItem('key', 'x'.repeat(5_000_000)), storage.setItem('key', 'last')];
    const item = storage.getItem('key');
    await Promise.all(calls);
    return [await item, await storage.getItem('key')];
  });
  expect(items).toEqual(['last', 'last']);
});

test('another tab can delete the database, and both go on with a new one', async ({ page, context, harness }) => {
  await page.evaluate(async (text) => {
    const storage = new storages.ours.EncryptedStorage();
    Object.assign(globalThis, { storage });
    await storage.setItem('key', text);
  }, secret);
  const other = await context.newPage();
  await openStorages(other, harness);
  const deleted = await other.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase('cognito-wasm');
        request.onsuccess = () => resolve('deleted');
        request.onerror = () => resolve('refused');
      }),
  );
  expect(deleted).toBe('deleted');
  await write(other, 'theirs', 'theirs');
  const inFirst = await page.evaluate(async () => {
    const { storage } = globalThis as unknown as { storage: InstanceType<typeof storages.ours.EncryptedStorage> };
    const before = await Promise.all(['key', 'theirs'].map((key) => storage.getItem(key)));
    await storage.setItem('ours', 'ours');
    return before;
  });
  expect(inFirst).toEqual([null, 'theirs']);
  expect(await read(other, 'ours')).toBe('ours');
});

test('a lost connection is opened again, and nothing is written under a key that is gone', async ({ page }) => {
  await write(page, 'key', secret);
  const item = await page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    await storage.getItem('key');
    const { transaction } = IDBDatabase.prototype;
    let failures = 0;
    IDBDatabase.prototype.transaction = function (...inputs) {
      if (failures++ === 0) throw new DOMException('the connection is closing', 'InvalidStateError');
      return transaction.apply(this, inputs);
    };
    await storage.setItem('key', 'after');
    return [failures, await storage.getItem('key')];
  });
  expect(item[0]).toBeGreaterThan(2);
  expect(item[1]).toBe('after');
  expect(await read(page, 'key')).toBe('after');
});

test('what is being written while the database is deleted is in the new one', async ({ page }) => {
  const items = await page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    await storage.setItem('before', 'deleted');
    const { put } = IDBObjectStore.prototype;
    let deletion: IDBOpenDBRequest | undefined;
    IDBObjectStore.prototype.put = function (...inputs) {
      const { db } = this.transaction;
      // The browser says so at some time before the transaction ends.
      if (!deletion) db.onversionchange?.(new IDBVersionChangeEvent('versionchange', { oldVersion: 1 }));
      deletion ??= indexedDB.deleteDatabase(db.name);
      return put.apply(this, inputs);
    };
    await storage.setItem('key', 'during');
    return [await storage.getItem('before'), await storage.getItem('key'), deletion?.readyState];
  });
  expect(items).toEqual([null, 'during', 'done']);
});

test('a transaction is begun anew if the browser closes the connection, and refuses another one at first', async ({
  page,
}) => {
  const outcome = await page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    await storage.setItem('before', 'kept');
    const closed = { value: new DOMException('the connection was closed', 'AbortError') };
    const { put } = IDBObjectStore.prototype;
    let puts = 0;
    IDBObjectStore.prototype.put = function (...inputs) {
      const request = put.apply(this, inputs);
      if (puts++ > 0) return request;
      Object.defineProperty(this.transaction, 'error', closed);
      this.transaction.abort();
      return request;
    };
    const { open } = IDBFactory.prototype;
    let connections = 0;
    IDBFactory.prototype.open = function (...inputs) {
      const request = open.apply(this, inputs);
      if (connections++ > 0) return request;
      request.addEventListener('success', (event) => {
        event.stopImmediatePropagation();
        request.result.close();
        Object.defineProperty(request, 'error', closed);
        request.onerror?.(event);
      });
      return request;
    };
    await storage.setItem('key', 'after');
    return [await storage.getItem('before'), await storage.getItem('key'), puts, connections];
  });
  expect(outcome).toEqual(['kept', 'after', 2, 2]);
});

test('a page that is not on https gets an error that says so', async ({ page, harness }) => {
  await openStorages(page, harness.replace('localhost', 'app.example.test'));
  const error = await page.evaluate(() =>
    new storages.ours.EncryptedStorage().setItem('key', 'value').then(
      () => undefined,
      (reason: unknown) => {
        const { name, message, recoverySuggestion } = reason as InstanceType<typeof storages.ours.AuthError>;
        return { name, message, recoverySuggestion };
      },
    ),
  );
  expect(error?.name).toBe('PlatformNotSupported');
  expect(error?.message).toContain('WebCrypto');
  expect(error?.recoverySuggestion).toContain('https');
});

test('the code for a copy is loaded with an asynchronous storage alone, and the copy follows other tabs', async ({
  page,
  context,
  harness,
}) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  const copies = () => loaded.filter((url) => url.includes('storageCopyFile')).length;
  await page.evaluate(`import('/package/storage/storageItems.js').then(({ storageItemsOf }) => {
    Object.assign(globalThis, { storageItemsOf });
    storageItemsOf(localStorage);
    storageItemsOf(new storages.ours.CookieStorage());
    storageItemsOf({ getItem: () => null, setItem() {}, removeItem() {} });
    globalThis.later = storageItemsOf(new storages.ours.EncryptedStorage());
  })`);
  expect(copies()).toBe(0);
  const [a, b] = [
    'CognitoIdentityServiceProvider.client.LastAuthUser',
    'CognitoIdentityServiceProvider.client.AuthUserList',
  ];
  await page.evaluate(`later.load().then(async (copy) => {
    globalThis.copy = copy;
    copy.connect({}, { userPoolClientId: 'client' });
    copy.setItem('${a}', 'from this tab');
    copy.setItem('${b}', 'from this tab');
    await copy.settled();
  })`);
  expect(copies()).toBe(1);
  const other = await context.newPage();
  await openStorages(other, harness);
  expect(await read(other, a)).toBe('from this tab');
  await write(other, a, 'from the other tab');
  await other.evaluate((key) => new storages.ours.EncryptedStorage().removeItem(key), b);
  const items = `[copy.getItem('${a}'), copy.getItem('${b}')]`;
  expect(await page.evaluate(items)).toEqual(['from this tab', 'from this tab']);
  expect(await page.evaluate(`copy.refresh().then(() => ${items})`)).toEqual(['from the other tab', null]);
});
