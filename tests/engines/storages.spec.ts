/** The storages with each engine's own cookies, IndexedDB and WebCrypto. */
import { openStorages } from '../browser/storages.js';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';

const hostile = ['a b;c=d%é,"(', 'user@example.com.idToken', '%41', '€ 💶'];

test('cookies are kept, split and removed, and read by Amplify', async ({ openTab, harness }) => {
  const tab = await openTab();
  await openStorages(tab as unknown as Page, harness);
  const found = await tab.evaluate(async (keys: readonly string[]) => {
    const { ours, amplify } = globalThis.storages;
    // The tests of an engine share the cookies of this host.
    const attributes = { path: '/storages.html', sameSite: 'strict' } as const;
    const storage = new ours.CookieStorage(attributes);
    const theirs = new amplify.CookieStorage({ ...attributes, secure: storage.secure });
    const long = 'é'.repeat(1500);
    const read: unknown[] = [storage.secure];
    for (const key of keys) {
      await storage.setItem(key, key);
      read.push(await theirs.getItem(key));
      await theirs.setItem(key, `${key}!`);
      read.push(await storage.getItem(key));
    }
    await storage.setItem('long', long);
    read.push((await storage.getItem('long')) === long, document.cookie.includes('long.1='));
    const wrong = new ours.CookieStorage({ path: '/elsewhere' });
    read.push(
      await wrong.setItem('key', 'value').then(
        () => 'kept',
        (error: unknown) => (error as Error).name,
      ),
    );
    for (const key of [...keys, 'long']) await storage.removeItem(key);
    return [...read, document.cookie];
  }, hostile);
  expect(found).toEqual([false, ...hostile.flatMap((key) => [key, `${key}!`]), true, true, 'StorageException', '']);
});

test('an encrypted storage survives a reload, and another tab reads it', async ({ openTab, harness }) => {
  const tab = await openTab();
  await openStorages(tab as unknown as Page, harness);
  await tab.evaluate(async () => {
    const storage = new globalThis.storages.ours.EncryptedStorage();
    await storage.apply([
      { key: 'a', value: 'first' },
      { key: 'b', value: 'second' },
    ]);
    await storage.removeItem('b');
  });
  const other = await openTab();
  for (const each of [tab, other]) {
    await openStorages(each as unknown as Page, harness);
    const items = await each.evaluate(async () => {
      const storage = new globalThis.storages.ours.EncryptedStorage();
      return [await storage.getItem('a'), await storage.getItem('b')];
    });
    expect(items).toEqual(['first', null]);
  }
});
