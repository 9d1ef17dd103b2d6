/**
 * Attacks that work by the nature of browsers, against a session in the vault, and what limits them. docs/vault.md names each. If one
 * of these tests fails because the attack does not work any more, the documentation can promise more.
 */
import type { App } from './app.js';
import { decryptVault } from './attacker.js';
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

test('known: a script that is written for this library decrypts what is stored', async ({ app }) => {
  await signInInVault(app, 'local');
  expect(await app.page.evaluate(decryptVault)).toContain(await issuedRefreshToken(app));
});

test('with persistence memory, it finds nothing', async ({ app }) => {
  await signInInVault(app, 'memory');
  await issuedRefreshToken(app);
  expect(await app.page.evaluate(decryptVault)).toEqual([]);
});

/** Whether the worker knows the user's device: the sign-in proves it. */
async function isDeviceKnown(app: App, persistence: string): Promise<boolean> {
  await app.call('signOut');
  await app.cognito.clearJournal();
  await app.call('signIn', { username, password, options: { persistence } });
  return (await app.cognito.requests()).some(
    ({ body }) => (body.ChallengeName as string | undefined) === 'DEVICE_PASSWORD_VERIFIER',
  );
}

test('with persistence memory, a remembered device is in the memory of the worker alone', async ({ app, cognito }) => {
  await cognito.switchPool({ devices: 'always' });
  await signInInVault(app, 'memory');
  expect(await cognito.operations()).toContain('ConfirmDevice');
  expect(await app.page.evaluate(decryptVault)).toEqual([]);
  expect(await isDeviceKnown(app, 'memory')).toBe(true);
  expect(await app.page.evaluate(decryptVault)).toEqual([]);
});

test('what an earlier sign-in has stored of a device goes when the user signs in with persistence memory', async ({
  app,
  cognito,
}) => {
  await cognito.switchPool({ devices: 'always' });
  await signInInVault(app, 'local');
  const taken = await app.page.evaluate(decryptVault);
  expect(await isDeviceKnown(app, 'memory')).toBe(true);
  const left = await app.page.evaluate(decryptVault);
  expect(taken.length).toBeGreaterThan(3);
  expect(left.filter((text) => taken.includes(text))).toEqual([]);
});

test('with persistence memory, no call of the library stores what a script could read then', async ({
  app,
  cognito,
}) => {
  await cognito.switchPool({ devices: 'always' });
  await signInInVault(app, 'memory');
  await expect(app.call('setPersistence', { persistence: 'local' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  expect(await app.page.evaluate(decryptVault)).toEqual([]);
  const { accessToken, idToken } = (await app.call('exportSession')) as Readonly<Record<string, string>>;
  await app.call('signOut');
  await app.call('importSession', { accessToken, idToken, options: { persistence: 'local' } });
  const stored = await app.page.evaluate(decryptVault);
  expect(stored).toContain(accessToken);
  expect(stored.filter((text) => /^[A-Za-z0-9+/]{54}==$/.test(text))).toEqual([]);
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
