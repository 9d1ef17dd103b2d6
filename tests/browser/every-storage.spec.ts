/** What holds in `localStorage` holds in every storage that an application can choose. */
import { type App, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { hour } from './signed-in.js';
import {
  configureWith,
  denyStorages,
  fillStorages,
  passTimeFor,
  storageKindNames,
  storageKinds,
} from './storage-kinds.js';

const ours = /^(CognitoIdentityServiceProvider|com\.amplify\.Cognito)\./;

/** The keys of this package in `localStorage`. */
async function localKeys(app: App): Promise<string[]> {
  return Object.keys(await app.localStorage()).filter((key) => ours.test(key));
}

for (const kind of storageKindNames) {
  const { survivesReload, isShared } = storageKinds[kind];

  test.describe(`in the storage: ${kind}`, () => {
    test('a session lives as long as its storage, and nowhere else', async ({ app, cognito }) => {
      const config = cognito.resourcesConfig();
      await app.open();
      await configureWith(app, kind, config);
      await app.register();
      expect(await app.signIn()).toMatchObject({ isSignedIn: true });
      expect(await app.session()).toMatchObject({ isSignedIn: true });
      expect((await localKeys(app)).includes(userKey('accessToken'))).toBe(kind === 'local');
      if (kind !== 'local') expect(await localKeys(app)).toEqual([]);
      expect(Object.keys(await app.sessionStorage()).includes(userKey('accessToken'))).toBe(kind === 'session');

      await app.open();
      await configureWith(app, kind, config);
      expect(await app.session()).toMatchObject({ isSignedIn: survivesReload });
      if (!survivesReload) await app.signIn();
      expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
      await expect(app.signIn()).rejects.toMatchObject({ name: 'UserAlreadyAuthenticatedException' });

      expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
      expect(await app.session()).toMatchObject({ isSignedIn: false });
      await app.open();
      await configureWith(app, kind, config);
      await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
      // Signing out of a reloaded page, where nothing has been read before.
      await app.signIn();
      if (survivesReload) {
        await app.open();
        await configureWith(app, kind, config);
      }
      expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
      await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
    });

    test('a refresh is stored, and one refresh serves all', async ({ app, cognito }) => {
      await app.page.clock.install();
      await app.open();
      await configureWith(app, kind, cognito.resourcesConfig());
      await app.register();
      await app.signIn();
      await passTimeFor(app, kind, hour);
      await cognito.clearJournal();
      for (const call of await app.callAtOnce(4, 'getCurrentUser'))
        expect(call).toMatchObject({ username: person.username });
      expect(await cognito.operations()).toEqual(['GetTokensFromRefreshToken']);
      if (survivesReload) {
        await app.open();
        await configureWith(app, kind, cognito.resourcesConfig());
      }
      expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
      expect(await cognito.operations()).toEqual(['GetTokensFromRefreshToken']);
    });

    test('a second configuration leaves the session of the first alone', async ({ app, cognito }) => {
      const config = cognito.resourcesConfig();
      await app.open();
      await configureWith(app, kind, config);
      await app.register();
      await app.signIn();
      const { Cognito } = config.Auth;
      const other = { Auth: { Cognito: { ...Cognito, userPoolClientId: `${Cognito.userPoolClientId}x` } } };
      await configureWith(app, kind, other);
      await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
      await configureWith(app, kind, config);
      expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
    });

    for (const [what, breakStorages, isReadable] of [
      ['full', fillStorages, true],
      ['denied', denyStorages, kind === 'memory'],
    ] as const) {
      test(`while it is ${what}, the session lasts as long as the page`, async ({ app, cognito }) => {
        const config = cognito.resourcesConfig();
        await app.page.addInitScript(breakStorages);
        await app.open();
        await configureWith(app, kind, config);
        await app.register();
        expect(await app.signIn()).toMatchObject({ isSignedIn: true });
        const degraded = kind === 'memory' ? [] : ['storageDegraded'];
        expect(await app.authEvents()).toEqual([...degraded, 'signedIn']);
        expect(await app.session()).toMatchObject({ isSignedIn: true });
        expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
        // Another configuration with the same storage.
        await configureWith(app, kind, config);
        expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
        expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
        if (isReadable) expect(await app.session()).toMatchObject({ isSignedIn: false });
        expect(await app.signIn()).toMatchObject({ isSignedIn: true });
        expect(await app.page.evaluate(() => JSON.stringify(localStorage))).not.toContain(person.username);
        const events = await app.authEvents();
        expect(events.filter((event) => event === 'signedIn')).toHaveLength(2);
        expect(events.at(-1)).toBe('signedIn');
      });
    }

    if (!isShared) {
      test('each tab has its own session', async ({ app, openTab, cognito }) => {
        const other = await openTab();
        for (const tab of [app, other]) {
          await tab.open();
          await configureWith(tab, kind, cognito.resourcesConfig());
        }
        await app.register();
        await app.signIn();
        expect(await other.session()).toMatchObject({ isSignedIn: false });
        expect(await other.signIn()).toMatchObject({ isSignedIn: true });
        await other.call('signOut');
        expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
      });
    } else {
      test('a sign-in and a sign-out in one tab apply to the other', async ({ app, openTab, cognito }) => {
        const other = await openTab();
        for (const tab of [app, other]) {
          await tab.open();
          await configureWith(tab, kind, cognito.resourcesConfig());
        }
        expect(await other.session()).toMatchObject({ isSignedIn: false });
        await app.register();
        await app.signIn();
        await expect.poll(async () => (await other.session()).isSignedIn).toBe(true);
        expect(await other.call('getCurrentUser')).toMatchObject({ username: person.username });
        await other.call('signOut');
        await expect.poll(async () => (await app.session()).isSignedIn).toBe(false);
      });

      test('two tabs share one refresh', async ({ app, openTab, cognito }) => {
        const other = await openTab();
        await app.page.clock.install();
        for (const tab of [app, other]) {
          await tab.open();
          await configureWith(tab, kind, cognito.resourcesConfig());
        }
        await app.register();
        await app.signIn();
        await expect.poll(async () => (await other.session()).isSignedIn).toBe(true);
        await passTimeFor(app, kind, hour);
        await cognito.clearJournal();
        await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
        const calls = [await app.start('getCurrentUser'), await other.start('getCurrentUser')];
        await cognito.arrival('GetTokensFromRefreshToken');
        await cognito.clearFaults();
        for (const call of calls) expect(await call()).toMatchObject({ username: person.username });
        expect(await cognito.operations()).toEqual(['GetTokensFromRefreshToken']);
      });
    }
  });
}
