/**
 * Attacks that work by the nature of browsers, against a session in the vault, and what limits them. docs/vault.md names each. If one
 * of these tests fails because the attack does not work any more, the documentation can promise more.
 */
import type { App } from './app.js';
import { expect, test } from './fixtures.js';
import { person } from './person.js';

const { username, password } = person;

async function signInInVault(app: App, persistence: string, policy?: string): Promise<void> {
  await app.open(policy);
  const config = app.cognito.resourcesConfig({ identityPoolId: undefined });
  await app.call('Amplify.configure', config, { vault: 'worker' });
  await app.register();
  await app.call('signIn', { username, password, options: { persistence } });
}

/** The refresh token, which the service's journal has. */
async function issuedRefreshToken(app: App): Promise<string> {
  await app.cognito.clearJournal();
  await app.session({ forceRefresh: true });
  return String((await app.cognito.requests())[0]?.body.RefreshToken);
}

/**
 * In the page: a script that was written for this library. It has the browser decrypt what is stored. The first entry is a mark, which
 * contains nothing.
 */
async function decryptVault(): Promise<string[]> {
  const opened = indexedDB.open('cognito-wasm.vault');
  await new Promise((resolve) => (opened.onsuccess = resolve));
  const all = async (store: string): Promise<[unknown[], unknown[]]> => {
    if (!opened.result.objectStoreNames.contains(store)) return [[], []];
    const objects = opened.result.transaction(store).objectStore(store);
    const [keys, values] = [objects.getAllKeys(), objects.getAll()];
    await new Promise((resolve) => (values.onsuccess = resolve));
    return [keys.result, values.result as unknown[]];
  };
  const [, [key]] = await all('keys');
  const [names, records] = await all('items');
  const texts = names.slice(1).map(async (name, index) => {
    const { iv, data } = records[index + 1] as { readonly iv: BufferSource; readonly data: BufferSource };
    const additionalData = new TextEncoder().encode(name as string);
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key as CryptoKey, data);
    return new TextDecoder().decode(bytes);
  });
  return await Promise.all(texts);
}

test('known: a script that is written for this library decrypts what is stored', async ({ app }) => {
  await signInInVault(app, 'local');
  expect(await app.page.evaluate(decryptVault)).toContain(await issuedRefreshToken(app));
});

test('with persistence memory, it finds nothing', async ({ app }) => {
  await signInInVault(app, 'memory');
  await issuedRefreshToken(app);
  expect(await app.page.evaluate(decryptVault)).toEqual([]);
});

test('with rotation, what it has taken is spent at the next refresh', async ({ app, cognito }) => {
  await cognito.setClient({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } });
  await signInInVault(app, 'local');
  const taken = await app.page.evaluate(decryptVault);
  const spent = await issuedRefreshToken(app);
  expect(taken).toContain(spent);
  expect(await app.page.evaluate(decryptVault)).not.toContain(spent);
  await expect(
    cognito.userPools('GetTokensFromRefreshToken', { RefreshToken: spent, ClientId: 'native00000000000000000001' }),
  ).rejects.toThrow();
});

test('a record cannot be moved to another configuration', async ({ app }) => {
  await signInInVault(app, 'local');
  const outcomes = await app.page.evaluate(async () => {
    const opened = indexedDB.open('cognito-wasm.vault');
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const objects = opened.result.transaction('items', 'readwrite').objectStore('items');
    const [keys, values] = [objects.getAllKeys(), objects.getAll()];
    await new Promise((resolve) => (values.onsuccess = resolve));
    const evil = 'http://localhost:9';
    const moved = (key: unknown): string => {
      const [, rest = ''] = String(key).split(/(?<=\])/);
      const [pool, client] = JSON.parse(String(key).slice(0, -rest.length)) as string[];
      return JSON.stringify([pool, client, evil]) + rest;
    };
    keys.result.forEach((key, index) => {
      if (typeof key === 'string') objects.put(values.result[index], moved(key));
    });
    await new Promise((resolve) => (objects.transaction.oncomplete = resolve));
    opened.result.close();
    const config = harness.library.Amplify.getConfig() as { readonly Auth: { readonly Cognito: object } };
    const other = { Auth: { Cognito: { ...config.Auth.Cognito, userPoolEndpoint: evil } } };
    const { createAuth } = harness.library;
    const auths = [config, other].map((each) => createAuth(each as never, { vault: 'worker' }));
    return Promise.all(auths.map(async (auth) => (await auth.fetchAuthSession()).isSignedIn));
  });
  expect(outcomes).toEqual([true, false]);
});

test('known: a service worker of the attacker hears the requests of the worker, unless a policy forbids it', async ({
  app,
  harness: origin,
  cognito,
}) => {
  const register = async (): Promise<unknown> =>
    app.page.evaluate(async () => {
      try {
        const { active, installing, waiting } = await navigator.serviceWorker.register('/attack-service-worker.js');
        const worker = active ?? waiting ?? installing;
        if (worker?.state !== 'activated')
          await new Promise<void>((resolve) => {
            worker?.addEventListener('statechange', () => {
              if (worker.state === 'activated') resolve();
            });
          });
        return 'registered';
      } catch {
        return 'refused';
      }
    });
  const policy = `script-src 'self'; worker-src ${origin}/bundles/vaultWorker.js; connect-src 'self' ${cognito.origin}`;
  await signInInVault(app, 'memory', policy);
  expect(await register()).toBe('refused');
  await app.call('signOut');

  await app.open();
  expect(await register()).toBe('registered');
  await app.page.evaluate(() => {
    globalThis.loot = [];
    new BroadcastChannel('heard by the service worker').onmessage = ({ data }) => loot.push(String(data));
  });
  await app.call('Amplify.configure', cognito.resourcesConfig({ identityPoolId: undefined }), { vault: 'worker' });
  await app.call('signIn', { username, password, options: { persistence: 'memory' } });
  const token = await issuedRefreshToken(app);
  await expect.poll(() => app.page.evaluate(() => loot.join('\n'))).toContain(token);
});
