/** `CookieStorage` and `RequestCookies` with the browser's real cookies. */
import type { Page } from '@playwright/test';
import { launchOptions } from '../../scripts/suites/chromium.mjs';
import { RequestCookies } from '../../dist/index.js';
import type { CookieStorageData } from '../../ts/index.js';
import { expect, test } from './fixtures.js';
import { openStorages } from './storages.js';

const options = await launchOptions();
test.use({ launchOptions: { ...options, args: [...options.args, '--host-resolver-rules=MAP *.test 127.0.0.1'] } });

const hostile = [
  'a b;c=d%é,"(',
  'CognitoIdentityServiceProvider.client.user@example.com.idToken',
  '"quoted"',
  '%41',
  '€ 💶\n',
  "!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
];

/** Stores an item. Resolves with the error, if there is one, and with what is read afterwards. */
function store(page: Page, key: string, value: string, data: CookieStorageData = {}) {
  return page.evaluate(
    async ([name, text, given]) => {
      const storage = new storages.ours.CookieStorage(given);
      const error = await storage.setItem(name, text).then(
        () => undefined,
        (reason: unknown) => {
          const { name: kind, message, recoverySuggestion } = reason as InstanceType<typeof storages.ours.AuthError>;
          return { name: kind, message, recoverySuggestion };
        },
      );
      return { error, item: await storage.getItem(name) };
    },
    [key, value, data] as const,
  );
}

test('Amplify, amazon-cognito-identity-js and this package read the same cookies', async ({ page, harness }) => {
  await openStorages(page, harness);
  const differences = await page.evaluate(async (texts) => {
    const made = Object.entries(storages).map(
      ([library, { CookieStorage }]) => [library, new CookieStorage({ path: '/', sameSite: 'lax' })] as const,
    );
    const found: string[] = [];
    for (const [writer, from] of made) {
      for (const text of texts) {
        const value = `${text} by ${writer}`;
        await from.setItem(text, value);
        for (const [reader, to] of made) {
          const item = await to.getItem(text);
          if (item !== value) found.push(`${reader} reads ${String(item)} for ${value}`);
        }
      }
    }
    for (const [index, text] of texts.entries()) {
      const [, remover] = made[index % made.length]!;
      await remover.removeItem(text);
      for (const [reader, to] of made) {
        if ((await to.getItem(text)) !== null) found.push(`${reader} still has ${text}`);
      }
    }
    return [...found, ...(document.cookie === '' ? [] : [document.cookie])];
  }, hostile);
  expect(differences).toEqual([]);
});

test('long values are kept in chunks that survive a reload', async ({ page, harness }) => {
  await openStorages(page, harness);
  for (const length of [3_600, 3_800, 4_096, 10_000, 13_500]) {
    const value = `${'é'.repeat(length / 100)}${'v'.repeat(length)}`;
    expect(await store(page, 'key', value), `${length}`).toEqual({ error: undefined, item: value });
    await openStorages(page, harness);
    expect(await page.evaluate(() => new storages.ours.CookieStorage().getItem('key'))).toBe(value);
  }
  expect(await store(page, 'key', 'short')).toEqual({ error: undefined, item: 'short' });
  expect(await page.evaluate(() => document.cookie)).toBe('key=short');
});

test('cookies have the attributes that were asked for, and safe ones otherwise', async ({ page, context, harness }) => {
  await openStorages(page, harness);
  await store(page, 'default', '1');
  await store(page, 'own', '1', { path: '/storages.html', expires: 1, secure: true, sameSite: 'strict' });
  await store(page, 'session', '1', { expires: undefined });
  const cookies = Object.fromEntries((await context.cookies(`${harness}/storages.html`)).map((c) => [c.name, c]));
  const day = 86_400;
  const inDays = (name: string) => Math.round(((cookies[name]?.expires ?? 0) - Date.now() / 1000) / day);
  expect(cookies['default']).toMatchObject({ path: '/', domain: 'localhost', secure: false, sameSite: 'Lax' });
  expect(cookies['own']).toMatchObject({ path: '/storages.html', secure: true, sameSite: 'Strict' });
  expect(cookies['session']).toMatchObject({ expires: -1 });
  expect([inDays('default'), inDays('own')]).toEqual([365, 1]);
});

test('a domain shares the cookies among its hosts', async ({ page, harness }) => {
  const shared: CookieStorageData = { domain: '.example.test', secure: false };
  await openStorages(page, harness.replace('localhost', 'app.example.test'));
  expect(await store(page, 'key', 'v'.repeat(6000), shared)).toMatchObject({ error: undefined });
  await openStorages(page, harness.replace('localhost', 'other.example.test'));
  expect(await page.evaluate(() => new storages.ours.CookieStorage().getItem('key'))).toBe('v'.repeat(6000));
  const removal = await page.evaluate(() =>
    new storages.ours.CookieStorage().removeItem('key').then(
      () => 'removed',
      (reason: unknown) => (reason as Error).message,
    ),
  );
  expect(removal).toMatch(/did not remove the cookie of `key`/);
  await page.evaluate((data) => new storages.ours.CookieStorage(data).removeItem('key'), shared);
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('a cookie that the browser drops is an error with the reason', async ({ page, harness }) => {
  await openStorages(page, harness.replace('localhost', 'app.example.test'));
  const drops = {
    https: {},
    domain: { domain: 'other.test', secure: false },
    path: { path: '/elsewhere', secure: false },
  };
  for (const [reason, data] of Object.entries(drops)) {
    const { error, item } = await store(page, 'key', 'value', data);
    expect(error?.name).toBe('StorageException');
    expect(error?.message).toMatch(/`key`: 1 cookie\(s\) of at most \d+ bytes.*4096/);
    expect(error?.recoverySuggestion).toContain(reason);
    expect(item).toBeNull();
  }
});

test('a session stays when a browser has no room for more cookies', async ({ page, harness }) => {
  await openStorages(page, harness);
  const { message, items } = await page.evaluate(async () => {
    const storage = new storages.ours.CookieStorage();
    await storage.setItem('session', 'kept');
    for (let index = 0; index < 179; index += 1) document.cookie = `other${index}=1; path=/`;
    const outcome = await storage.setItem('more', 'value').catch((reason: unknown) => reason as Error);
    const read = await Promise.all(['session', 'more'].map((key) => storage.getItem(key)));
    return { message: outcome?.message, items: read };
  });
  expect(message).toMatch(/`more`.*beside 180 cookies/);
  expect(items).toEqual(['kept', null]);
});

test('a server reads what the page has stored, and the page what the server sets', async ({ page, harness }) => {
  const long = '💶é'.repeat(400);
  await page.route('**/server', async (route, request) => {
    const cookies = new RequestCookies((await request.allHeaders())['cookie']);
    const read = await Promise.all([...hostile, 'long'].map((key) => cookies.getItem(key)));
    for (const key of hostile) await cookies.setItem(key, `${key} from the server`);
    await cookies.setItem('long', `${long}!`);
    await cookies.removeItem('"quoted"');
    // Playwright takes several headers of a name as lines.
    const headers = { 'set-cookie': cookies.setCookieHeaders().join('\n') };
    await route.fulfill({ json: read, headers });
  });
  await openStorages(page, harness);
  const { read, items } = await page.evaluate(
    async ([keys, text]) => {
      const storage = new storages.ours.CookieStorage();
      for (const key of keys) await storage.setItem(key, `${key} from the page`);
      await storage.setItem('long', text);
      const response = await fetch('/server');
      return {
        read: (await response.json()) as unknown,
        items: await Promise.all([...keys, 'long'].map((key) => storage.getItem(key))),
      };
    },
    [hostile, long] as const,
  );
  expect(read).toEqual([...hostile.map((key) => `${key} from the page`), long]);
  const expected = hostile.map((key) => (key === '"quoted"' ? null : `${key} from the server`));
  expect(items).toEqual([...expected, `${long}!`]);
});
