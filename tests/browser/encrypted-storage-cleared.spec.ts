/** An `EncryptedStorage` whose data the browser clears. */
import { expect, test } from './fixtures.js';
import { openStorages } from './storages.js';

test('that the site’s data is cleared is told, though the browser refuses connections for a while', async ({
  page,
  harness,
}) => {
  await openStorages(page, harness);
  await page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    await storage.setItem('key', 'cleared');
    const { open } = IDBFactory.prototype;
    let refusals = 0;
    IDBFactory.prototype.open = function (...inputs) {
      const request = open.apply(this, inputs);
      if (refusals === 3) return request;
      refusals += 1;
      request.addEventListener('success', (event) => {
        event.stopImmediatePropagation();
        request.result.close();
        const closed = new DOMException('the connection was closed', 'AbortError');
        Object.defineProperty(request, 'error', { value: closed });
        request.onerror?.(event);
      });
      return request;
    };
    const listen = Reflect.get(storage, Symbol.for('cognito-wasm.clears')) as (listener: () => void) => void;
    listen(() => {
      document.title = `told after ${String(refusals)} refusals`;
    });
  });
  const tools = await page.context().newCDPSession(page);
  const origin = await page.evaluate(() => location.origin);
  await tools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await expect(page).toHaveTitle('told after 3 refusals');
});

test('that the site’s data is cleared is told, though everything is still there at first', async ({
  page,
  harness,
}) => {
  await openStorages(page, harness);
  await page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    const { transaction } = IDBDatabase.prototype;
    const databases = new Set<IDBDatabase>();
    IDBDatabase.prototype.transaction = function (...inputs) {
      const begun = transaction.apply(this, inputs);
      databases.add(this);
      if (databases.size === 1) return begun;
      // The first look, with a connection of its own. Afterwards, everything is gone, and no event says so.
      begun.addEventListener('complete', () => {
        transaction.call(this, ['items'], 'readwrite').objectStore('items').clear();
      });
      IDBDatabase.prototype.transaction = transaction;
      return begun;
    };
    await storage.setItem('key', 'cleared');
    const listen = Reflect.get(storage, Symbol.for('cognito-wasm.clears')) as (listener: () => void) => void;
    listen(() => {
      document.title = 'told';
    });
    for (const database of databases) database.onclose?.(new Event('close'));
  });
  await expect(page).toHaveTitle('told');
});

test('a browser that does not open the database is asked again, and calls do not wait for ever', async ({
  page,
  harness,
}) => {
  await page.clock.install();
  await openStorages(page, harness);
  const reading = page.evaluate(async () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...inputs) {
      IDBFactory.prototype.open = open;
      const request = open.apply(this, inputs);
      request.addEventListener('success', (event) => {
        event.stopImmediatePropagation();
        request.result.close();
        document.title = 'waits';
      });
      return request;
    };
    return await new storages.ours.EncryptedStorage().getItem('key');
  });
  await expect(page).toHaveTitle('waits');
  await page.clock.runFor(5_000);
  expect(await reading).toBeNull();
});

test('a transaction that does not end is aborted and begun anew', async ({ page, harness }) => {
  await page.clock.install();
  await openStorages(page, harness);
  const reading = page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    await storage.setItem('key', 'kept');
    const { get } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.get = function (key) {
      IDBObjectStore.prototype.get = get;
      // A transaction lasts as long as it has requests.
      const goOn = (): void => {
        get.call(this, 'another').onsuccess = goOn;
      };
      goOn();
      document.title = 'waits';
      return get.call(this, key);
    };
    return await storage.getItem('key');
  });
  await expect(page).toHaveTitle('waits');
  await page.clock.runFor(5_000);
  expect(await reading).toBe('kept');
});

test('a transaction is begun anew if the browser closes its connection and does not say what became of it', async ({
  page,
  harness,
}) => {
  await openStorages(page, harness);
  const read = page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    await storage.setItem('key', 'kept');
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...inputs) {
      IDBDatabase.prototype.transaction = transaction;
      const begun = transaction.apply(this, inputs);
      for (const type of ['complete', 'abort'])
        begun.addEventListener(type, (event) => {
          event.stopImmediatePropagation();
          this.dispatchEvent(new Event('close'));
        });
      return begun;
    };
    return await storage.getItem('key');
  });
  expect(await read).toBe('kept');
});

test('a transaction that is not committed in time is begun anew', async ({ page, harness }) => {
  await page.clock.install();
  await openStorages(page, harness);
  const reading = page.evaluate(async () => {
    const storage = new storages.ours.EncryptedStorage();
    await storage.setItem('key', 'kept');
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...inputs) {
      IDBDatabase.prototype.transaction = transaction;
      const begun = transaction.apply(this, inputs);
      begun.addEventListener('complete', (event) => {
        event.stopImmediatePropagation();
        document.title = 'waits';
      });
      return begun;
    };
    return await storage.getItem('key');
  });
  await expect(page).toHaveTitle('waits');
  await page.clock.runFor(25_000);
  expect(await reading).toBe('kept');
});

test('calls that are under way while the browser clears the site’s data all end', async ({ page, harness }) => {
  await openStorages(page, harness);
  const tools = await page.context().newCDPSession(page);
  const origin = await page.evaluate(() => location.origin);
  const counts = await page.evaluateHandle(() => {
    // Each in its own database, so that one does not wait for another.
    const all = Array.from({ length: 12 }, () => 0);
    all.forEach((_, index) => {
      const storage = new storages.ours.EncryptedStorage({ name: `database ${String(index)}` });
      const goOn = async (): Promise<never> => {
        for (;;) {
          await storage.setItem('key', 'text').catch(() => undefined);
          for (let reads = 0; reads < 5; reads += 1) await storage.getItem('key').catch(() => undefined);
          all[index]! += 1;
        }
      };
      void goOn();
    });
    return all;
  });
  for (let times = 1; times <= 8; times += 1) {
    await page.waitForFunction((all) => all.every((count) => count > 2), counts);
    await tools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await counts.evaluate((all) => all.fill(0));
  }
  await page.waitForFunction((all) => all.every((count) => count > 2), counts);
});
