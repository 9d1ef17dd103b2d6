/** The site's data is cleared: by a script, by the browser's tools, or by a response. The session in the vault is over then. */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

const { username, password } = person;
const database = 'cognito-wasm.vault';

/** In the page: deletes the database. */
async function deleteDatabase(name: string): Promise<string> {
  const request = indexedDB.deleteDatabase(name);
  return await new Promise((resolve) => {
    request.onsuccess = () => {
      resolve('deleted');
    };
    request.onblocked = () => {
      resolve('blocked');
    };
  });
}

/** In the page: the keys of the items in the database, by store. */
async function keysIn(name: string): Promise<string[]> {
  const opened = indexedDB.open(name);
  await new Promise((resolve) => (opened.onsuccess = resolve));
  const keys = opened.result.transaction('items').objectStore('items').getAllKeys();
  await new Promise((resolve) => (keys.onsuccess = resolve));
  opened.result.close();
  return keys.result.map(String);
}

/** In the page: empties the database. */
async function emptyDatabase(name: string): Promise<void> {
  const opened = indexedDB.open(name);
  await new Promise((resolve) => (opened.onsuccess = resolve));
  const transaction = opened.result.transaction(['items', 'keys'], 'readwrite');
  for (const store of ['items', 'keys']) transaction.objectStore(store).clear();
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  opened.result.close();
}

/** How the site's data can be cleared. */
const ways: Readonly<Record<string, (app: App) => Promise<void>>> = {
  async 'a script deletes the database'(app) {
    expect(await app.page.evaluate(deleteDatabase, database)).toBe('deleted');
  },
  async 'the browser’s tools clear the site’s data'(app) {
    const tools = await app.page.context().newCDPSession(app.page);
    const origin = await app.page.evaluate(() => location.origin);
    await tools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  },
  async 'a response has Clear-Site-Data'(app) {
    await app.page.evaluate(() => fetch('/blank.html?clear'));
  },
};

/** The workers that a page may have. */
const workers = { 'one worker for all tabs': true, 'a worker for each tab': false };

async function open(tab: App, isShared: boolean, vault: unknown = 'worker'): Promise<void> {
  if (!isShared) await tab.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'));
  await tab.open();
  const config = tab.cognito.resourcesConfig({ identityPoolId: undefined });
  await tab.call('Amplify.configure', config, { vault });
  await tab.session();
}

/** Two tabs with a vault, in which somebody is signed in. Their events have been forgotten. */
async function signedInTabs(app: App, openTab: () => Promise<App>, isShared = true): Promise<[App, App]> {
  const other = await openTab();
  for (const tab of [app, other]) await open(tab, isShared);
  await app.register();
  await app.signIn();
  await expect.poll(async () => (await other.eventsOfTabs()).length).toBe(1);
  for (const tab of [app, other]) await tab.forgetEvents();
  return [app, other];
}

const events = async (tab: App): Promise<unknown[]> =>
  (await tab.events())
    .filter(({ channel }) => channel === 'auth')
    .map(({ event, data, crossTab }) => [event, (data as { readonly reason?: unknown } | undefined)?.reason, crossTab]);

const cleared = ['signedOut', 'storageCleared', true];

for (const [which, isShared] of Object.entries(workers)) {
  for (const [way, clear] of Object.entries(ways))
    test(`${way}: each tab hears once that the session is over, and nobody is signed in (${which})`, async ({
      app,
      openTab,
    }) => {
      const tabs = await signedInTabs(app, openTab, isShared);
      await clear(app);
      for (const tab of tabs) await expect.poll(() => events(tab)).toEqual([cleared]);
      for (const tab of tabs) {
        expect(await tab.session()).toMatchObject({ isSignedIn: false });
        await expect(tab.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
      }
      await app.signIn();
      const [one, other] = tabs;
      await expect.poll(() => events(one)).toMatchObject([cleared, ['signedIn', undefined, undefined]]);
      await expect.poll(() => events(other)).toMatchObject([cleared, ['signedIn', undefined, true]]);
      expect(await other.session()).toMatchObject({ isSignedIn: true });
    });

  for (const [way, clear] of Object.entries(ways))
    test(`${way}: a page that is loaded afterwards shares the session with those from before (${which})`, async ({
      app,
      openTab,
    }) => {
      const [reloaded, old] = await signedInTabs(app, openTab, isShared);
      await clear(reloaded);
      for (const tab of [reloaded, old]) await expect.poll(() => events(tab)).toEqual([cleared]);
      await old.signIn();
      const fresh = await openTab();
      for (const tab of [reloaded, fresh]) {
        await open(tab, isShared);
        expect(await tab.call('getCurrentUser')).toMatchObject({ username });
      }
      for (const tab of [reloaded, old, fresh]) await tab.forgetEvents();
      await fresh.call('signOut');
      for (const tab of [reloaded, old])
        await expect.poll(() => events(tab)).toEqual([['signedOut', 'otherTab', true]]);
      expect(await events(fresh)).toEqual([['signedOut', 'user', undefined]]);
    });

  test(`the database is emptied: the next call notices, and each tab hears of it once (${which})`, async ({
    app,
    openTab,
  }) => {
    const tabs = await signedInTabs(app, openTab, isShared);
    await app.page.evaluate(emptyDatabase, database);
    for (const tab of tabs) expect(await tab.session()).toMatchObject({ isSignedIn: false });
    for (const tab of tabs) await expect.poll(() => events(tab)).toEqual([cleared]);
  });

  test(`the data is cleared during a refresh: the session stays over, and nothing of it is stored (${which})`, async ({
    app,
    openTab,
    cognito,
  }) => {
    await cognito.setClient({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } });
    const tabs = await signedInTabs(app, openTab, isShared);
    await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
    const session = await app.start('fetchAuthSession', { forceRefresh: true });
    await cognito.arrival('GetTokensFromRefreshToken');
    await app.page.evaluate(deleteDatabase, database);
    await cognito.clearFaults();
    expect(await session()).toMatchObject({ isSignedIn: false });
    for (const tab of tabs) await expect.poll(() => events(tab)).toEqual([cleared]);
    const stored = await app.page.evaluate(keysIn, database);
    expect(stored.filter((key) => key.endsWith('Token') || key.endsWith('LastAuthUser'))).toEqual([]);
    // The refresh token that came too late is of no use.
    await cognito.arrival('RevokeToken');
  });

  test(`the data is cleared during a sign-in: the new session is stored whole (${which})`, async ({
    app,
    openTab,
    cognito,
  }) => {
    const [one, other] = [app, await openTab()];
    for (const tab of [one, other]) await open(tab, isShared);
    await one.register();
    await cognito.fault({ operation: 'RespondToAuthChallenge', kind: 'delay' });
    const signIn = await one.start('signIn', { username, password });
    await cognito.arrival('RespondToAuthChallenge');
    await one.page.evaluate(deleteDatabase, database);
    await cognito.clearFaults();
    expect(await signIn()).toMatchObject({ isSignedIn: true });
    await expect.poll(() => events(one)).toMatchObject([['signedIn', undefined, undefined]]);
    await expect.poll(() => events(other)).toMatchObject([['signedIn', undefined, true]]);
    for (const tab of [one, other])
      expect(await tab.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
  });
}

test('somebody signs in beside the session that is cleared meanwhile: the old session is over, the new one is there', async ({
  app,
  openTab,
  cognito,
}) => {
  const tabs = await signedInTabs(app, openTab);
  await cognito.preSignUp('confirm-and-verify');
  await app.call('signUp', { username: 'grace', password, options: { userAttributes: { email: 'g@email.com' } } });
  await cognito.fault({ operation: 'RespondToAuthChallenge', kind: 'delay' });
  const signIn = await app.start('signIn', { username: 'grace', password, options: { onExistingSession: 'add' } });
  await cognito.arrival('RespondToAuthChallenge');
  await app.page.evaluate(deleteDatabase, database);
  await cognito.clearFaults();
  expect(await signIn()).toMatchObject({ isSignedIn: true });
  for (const tab of tabs) expect(await tab.call('getCurrentUser')).toMatchObject({ username: 'grace' });
  expect(await app.call('listCurrentUsers')).toMatchObject([{ username: 'grace' }]);
  const stored = await app.page.evaluate(keysIn, database);
  const refreshTokens = stored.filter((key) => key.endsWith('.refreshToken'));
  expect(refreshTokens).toEqual([expect.stringMatching(/\.grace\.refreshToken$/)]);
});

test('the database is emptied, which nothing says: the worker notices, and the page hears of it', async ({ app }) => {
  await open(app, true, { worker: '/vault-worker.js?hurry' });
  await app.register();
  await app.signIn();
  // The page does so when it is idle, and would notice.
  await app.call('prepareSignIn');
  await app.forgetEvents();
  await app.page.evaluate(emptyDatabase, database);
  await expect.poll(() => events(app)).toEqual([cleared]);
});

test('a session in the memory of the worker is not in the site’s data', async ({ app }) => {
  await open(app, true);
  await app.register();
  await app.call('signIn', { username, password, options: { persistence: 'memory' } });
  await app.forgetEvents();
  await app.page.evaluate(deleteDatabase, database);
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
  expect(await events(app)).toMatchObject([['tokenRefresh', undefined, undefined]]);
});
