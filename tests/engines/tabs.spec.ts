import type { App } from '../browser/app.js';
import { person } from '../browser/demo-page.js';
import type { LocalCognito } from '../browser/local-cognito.js';
import { configureWith } from '../browser/storage-kinds.js';
import { expect, test } from './fixtures.js';

/** How often two tabs refresh at once. A few rounds show that it works. `TAB_ROUNDS=300` finds rare faults. */
const rounds = Number(process.env.TAB_ROUNDS ?? 5);

const refresh = 'GetTokensFromRefreshToken';
const often = { intervals: [5, 10, 20, 50] };

/** The status of the replies to every refresh since the journal was cleared. */
async function refreshes(cognito: LocalCognito): Promise<number[]> {
  return (await cognito.journal()).filter(({ operation }) => operation === refresh).map(({ status }) => status);
}

/** Two signed-in tabs, for a pool that accepts each refresh token only once. */
async function beginTogether(app: App, other: App, cognito: LocalCognito): Promise<void> {
  await cognito.setClient({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } });
  const config = cognito.resourcesConfig({ identityPoolId: undefined });
  await app.beginSignedIn(config);
  await other.begin(config);
  await other.catchUpWith(app);
  for (const tab of [app, other]) expect(await tab.session()).toMatchObject({ isSignedIn: true });
}

/** How many tabs hold the lock of the refresh, and how many wait for it. */
async function locks(app: App): Promise<{ held: number; waiting: number }> {
  return app.page.evaluate(async () => {
    const { held, pending } = await navigator.locks.query();
    return { held: held?.length ?? 0, waiting: pending?.length ?? 0 };
  });
}

test(`two tabs that refresh at once send one request, ${rounds} times`, async ({ app, openApp, cognito }) => {
  test.setTimeout(120_000 + rounds * 5_000);
  const other = await openApp();
  await beginTogether(app, other, cognito);
  for (let round = 1; round <= rounds; round++) {
    await test.step(`round ${round}`, async () => {
      const tabs = round % 2 === 0 ? [app, other] : [other, app];
      await cognito.clearJournal();
      await cognito.fault({ operation: refresh, kind: 'delay' });
      const calls = [];
      for (const tab of tabs) calls.push(await tab.start('fetchAuthSession', { forceRefresh: true }));
      await expect.poll(() => refreshes(cognito), often).toHaveLength(1);
      await expect.poll(() => locks(app), often).toEqual({ held: 1, waiting: 1 });
      await cognito.clearFaults();
      const [one, two] = [await calls[0]?.(), await calls[1]?.()] as { tokens?: { accessToken: object } }[];
      expect(await refreshes(cognito)).toEqual([200]);
      expect(one).toMatchObject({ isSignedIn: true });
      expect(two?.tokens?.accessToken).toEqual(one?.tokens?.accessToken);
    });
  }
  for (const tab of [app, other]) expect(await tab.authEvents()).not.toContain('sessionExpired');
});

test(`nobody is signed out when two tabs begin a refresh in the same moment, ${rounds} times`, async ({
  app,
  openApp,
  cognito,
}) => {
  test.setTimeout(120_000 + rounds * 5_000);
  const other = await openApp();
  await beginTogether(app, other, cognito);
  for (const tab of [app, other]) {
    await tab.page.evaluate(() => {
      const channel = new BroadcastChannel('refresh');
      channel.addEventListener('message', () => harness.start('refresh', 'fetchAuthSession', { forceRefresh: true }));
      Object.assign(window, { channel });
    });
  }
  for (let round = 1; round <= rounds; round++) {
    await test.step(`round ${round}`, async () => {
      const [first, second] = round % 2 === 0 ? ([app, other] as const) : ([other, app] as const);
      for (const tab of [first, second]) await tab.page.evaluate(() => harness.forget('refresh'));
      await first.page.evaluate(() => {
        (window as unknown as { channel: BroadcastChannel }).channel.postMessage('now');
        harness.start('refresh', 'fetchAuthSession', { forceRefresh: true });
      });
      for (const tab of [first, second]) {
        await expect
          .poll(() => tab.page.evaluate(() => harness.finish('refresh')), often)
          .toMatchObject({
            value: { isSignedIn: true },
          });
      }
    });
  }
  for (const tab of [app, other]) expect(await tab.authEvents()).not.toContain('sessionExpired');
  // A tab that missed the other's refresh may send one more, but never with a used token.
  expect(new Set(await refreshes(cognito))).toEqual(new Set([200]));
});

test('a sign-in and a sign-out in one tab are seen by the other', async ({ app, openApp }) => {
  const other = await openApp();
  await app.begin();
  await other.begin();
  expect(await other.session()).toMatchObject({ isSignedIn: false });
  await app.register();
  await app.signIn();
  await other.catchUpWith(app);
  expect(await other.call('getCurrentUser')).toMatchObject({ username: person.username });
  await other.call('signOut');
  await app.catchUpWith(other);
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});

for (const kind of ['local', 'IndexedDB, encrypted'] as const) {
  test(`a tab hears once of each change in the other, in the storage: ${kind}`, async ({ app, openApp, cognito }) => {
    const other = await openApp();
    for (const tab of [app, other]) {
      await tab.open();
      await configureWith(tab, kind, cognito.resourcesConfig({ identityPoolId: undefined }));
      expect(await tab.session()).toMatchObject({ isSignedIn: false });
    }
    const heard = async (tab: App): Promise<string[]> => (await tab.eventsOfTabs()).map(({ event }) => event);
    await app.register();
    await app.signIn();
    await expect.poll(() => heard(other)).toEqual(['signedIn']);
    await app.session({ forceRefresh: true });
    await expect.poll(() => heard(other)).toEqual(['signedIn', 'tokenRefresh']);
    await other.call('signOut');
    await expect.poll(() => heard(app)).toEqual(['signedOut']);
    await other.signIn();
    await expect.poll(() => heard(app)).toEqual(['signedOut', 'signedIn']);
    expect(await heard(other)).toEqual(['signedIn', 'tokenRefresh']);
    expect(await app.authEvents()).toEqual(['signedIn', 'tokenRefresh']);
  });
}
