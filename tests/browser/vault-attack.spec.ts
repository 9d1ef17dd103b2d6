/**
 * An injected script against the vault, with every API that a page has. It can use the session while the page is open. It cannot
 * carry the refresh token or the device's password away, except where a test says that it is known.
 */
import { readFileSync } from 'node:fs';

import type { App } from './app.js';
import { decryptVault, injectAttacker } from './attacker.js';
import { expect, test } from './fixtures.js';
import { LocalCognito } from './local-cognito.js';
import { person } from './person.js';

/** A worker whose next device has a password that the test knows. */
const worker = '/vault-worker.js?known';
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const workerName = `cognito-wasm-vault ${version}`;
const devicePassword = Buffer.alloc(40, 7).toString('base64');

/** A policy without `blob:` and `eval`. The page itself needs no WebAssembly. */
const strictPolicy = (...origins: string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    'img-src data:',
    `connect-src 'self' ${origins.join(' ')}`,
  ].join('; ');

/** Everything that a page can say to the worker, and more. */
function conversations(config: unknown, evil: unknown): Readonly<Record<string, unknown>>[][] {
  let id = 1;
  const call = (name: string, input: unknown = {}) => ({ type: 'call', id: (id += 1), name, input });
  const connect = (given: unknown, place = 'local') => ({
    type: 'connect',
    config: given,
    place,
    limits: {},
    hooks: ['secretHash', 'headers', 'credentials'],
  });
  // The page of the tests has no functions of its own.
  const asThePage = (given: unknown, place = 'local') => ({ ...connect(given, place), hooks: [] });
  const calls = () => [
    call('fetchAuthSession'),
    call('fetchAuthSession', { forceRefresh: true }),
    call('exportSession'),
    call('exportSession', { includeRefreshToken: true }),
    call('exportSession', { includeRefreshToken: 'yes' }),
    call('exportSession', { options: { includeRefreshToken: true } }),
    call('exportSession', JSON.parse('{ "__proto__": { "includeRefreshToken": true } }')),
    call('getCurrentUser'),
    call('listCurrentUsers'),
    call('fetchDevices'),
    call('setPersistence', { persistence: 'local' }),
    ...['getItem', 'setItem', 'dump', 'keys', 'inherit', 'keepRefused', 'constructor', '__proto__', 'toString'].map(
      (name) => call(name, { key: 'refreshToken' }),
    ),
    { type: 'getItem', id: 1, key: 'refreshToken' },
    { type: 'answer', id: 1, value: {} },
    { type: 'abort', id: 1 },
    { type: 'hello' },
    JSON.parse('{ "__proto__": { "type": "call", "id": 7, "name": "exportSession" } }'),
  ];
  return [
    [asThePage(config), ...calls()],
    [asThePage(config, 'memory'), ...calls()],
    [connect(config), ...calls()],
    [connect(evil), ...calls()],
    [asThePage(evil), ...calls()],
    [connect({ ...(config as object), Auth: 1 })],
  ];
}

interface Loot {
  readonly text: string;
  /** The refresh token that the service has issued, which the test knows from its journal. */
  readonly refreshToken: string;
  /** What is stored then, for a script that was written for this library. */
  readonly stored: readonly string[];
}

/**
 * Has the injected script do all it can, and says what it has.
 *
 * @param other - Another page of the origin, without that script.
 */
async function plunder(app: App, other: App, config: unknown, evil: LocalCognito): Promise<Loot> {
  const evilConfig = evil.resourcesConfig();
  const attackIt = (): Promise<void> =>
    app.page.evaluate(([given, file, name]) => attack(given, file, name), [
      conversations(config, evilConfig),
      worker,
      workerName,
    ] as const);
  await attackIt();
  await app.cognito.clearJournal();
  await app.session({ forceRefresh: true });
  const [refresh] = await app.cognito.requests();
  const refreshToken = String(refresh?.body.RefreshToken);
  expect(refreshToken.length).toBeGreaterThan(20);
  // What a sign-out says of a token that could not be revoked.
  await app.cognito.fault({ operation: 'RevokeToken', kind: 'error', type: 'NotAuthorizedException' });
  await attackIt();
  await other.open();
  const stored = await other.page.evaluate(decryptVault);
  const outcome = await app.call('signOut');
  expect(outcome).toMatchObject({ type: 'partial', revokeTokenError: { refreshToken: '' } });
  const text = (await app.page.evaluate(() => loot)).join('\n');
  expect(JSON.stringify(await evil.requests()).includes(refreshToken)).toBe(false);
  return { text, refreshToken, stored };
}

for (const when of ['before', 'after'] as const) {
  for (const persistence of ['memory', 'local'] as const) {
    test(`a script that is injected ${when} the sign-in, with persistence ${persistence}, gets no long-lived secret`, async ({
      app,
      openTab,
      cognito,
    }) => {
      const evil = await LocalCognito.start();
      const config = cognito.resourcesConfig({ identityPoolId: undefined });
      await app.page.addInitScript(when === 'before' ? injectAttacker : () => undefined);
      await app.open(strictPolicy(cognito.origin, evil.origin));
      await app.call('Amplify.configure', config, { vault: { worker } });
      await app.register();
      await cognito.switchPool({ devices: 'always' });
      const { username, password } = person;
      expect(await app.call('signIn', { username, password, options: { persistence } })).toMatchObject({
        isSignedIn: true,
      });
      if (when === 'after') await app.page.evaluate(injectAttacker);
      const { tokens } = await app.session();
      const { text, refreshToken, stored } = await plunder(app, await openTab(), config, evil);
      // Known: a script that was written for this library. In memory, there is nothing for it.
      const ofLibrary = [refreshToken, devicePassword].map((secret) => stored.includes(secret));
      expect(ofLibrary).toEqual(persistence === 'local' ? [true, true] : [false, false]);
      // The script works: it has what the page has.
      const accessToken = String(tokens?.accessToken.toString);
      const has = { accessToken, refreshToken, devicePassword, password };
      // A text of megabytes would make a long message.
      expect(
        Object.entries(has)
          .filter(([, secret]) => text.includes(secret))
          .map(([name]) => name),
      ).toEqual([
        'accessToken',
        // Known: what the user types goes through the page.
        ...(when === 'before' ? ['password'] : []),
      ]);
      await evil.stop();
    });
  }
}
