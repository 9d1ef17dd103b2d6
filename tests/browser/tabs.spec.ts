import { type App, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { hour } from './signed-in.js';

/** The number of holders of the refresh lock, and of those waiting for it. */
async function locks(app: App): Promise<{ held: number; waiting: number }> {
  return app.page.evaluate(async () => {
    const { held, pending } = await navigator.locks.query();
    return { held: held?.length ?? 0, waiting: pending?.length ?? 0 };
  });
}

test('a sign-in and a sign-out in one tab apply to the other', async ({ app, openTab, cognito }) => {
  const other = await openTab();
  await app.begin();
  await other.begin();
  expect(await other.session()).toMatchObject({ isSignedIn: false });
  await app.register();
  await app.signIn();
  await other.catchUpWith(app);
  expect(await other.call('getCurrentUser')).toMatchObject({ username: person.username });
  expect(await other.session()).toMatchObject({ isSignedIn: true });
  await expect(other.signIn()).rejects.toMatchObject({ name: 'UserAlreadyAuthenticatedException' });

  await other.call('signOut');
  await app.catchUpWith(other);
  await cognito.clearJournal();
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
  expect(await cognito.operations()).toEqual([]);
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await app.authEvents()).toEqual(['signedIn']);
  expect(await other.authEvents()).toEqual(['signedOut']);
});

test('five calls in two tabs refresh an expired session once', async ({ app, openTab, cognito }) => {
  const other = await openTab();
  await app.page.clock.install();
  await app.beginSignedIn();
  await other.begin();
  await other.catchUpWith(app);
  await app.passTime(hour);
  await cognito.clearJournal();
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
  const calls = [];
  for (const tab of [app, other, app, other, app]) calls.push(await tab.start('getCurrentUser'));
  await cognito.arrival('GetTokensFromRefreshToken');
  expect(await cognito.operations()).toEqual(['GetTokensFromRefreshToken']);
  await expect.poll(() => locks(app)).toEqual({ held: 1, waiting: 1 });
  await cognito.clearFaults();

  for (const call of calls) expect(await call()).toMatchObject({ username: person.username });
  expect(await cognito.operations()).toEqual(['GetTokensFromRefreshToken']);
  expect(await locks(app)).toEqual({ held: 0, waiting: 0 });
  expect([...(await app.authEvents()), ...(await other.authEvents())]).toEqual(['signedIn', 'tokenRefresh']);
});

test('a refresh in one tab that ends after a sign-out in the other does not bring the session back', async ({
  app,
  openTab,
  cognito,
}) => {
  const other = await openTab();
  await app.beginSignedIn();
  await other.begin();
  await other.catchUpWith(app);
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
  const session = await app.start('fetchAuthSession', { forceRefresh: true });
  await cognito.arrival('GetTokensFromRefreshToken');
  await other.call('signOut');
  await app.catchUpWith(other);
  await cognito.clearFaults();
  expect(await session()).toMatchObject({ isSignedIn: false });
  expect(await app.localStorage()).toEqual({});
});

test('a refresh that fails after a new sign-in in another tab leaves that session alone', async ({
  app,
  openTab,
  cognito,
}) => {
  const other = await openTab();
  await app.beginSignedIn();
  await other.begin();
  await other.catchUpWith(app);
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'error', type: 'NotAuthorizedException' });
  await app.alterReplies('GetTokensFromRefreshToken', async (reply) => {
    await other.call('signOut');
    await other.signIn();
    await app.catchUpWith(other);
    return reply;
  });
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
  expect(await app.localStorage()).toHaveProperty([userKey('refreshToken')]);
  expect(await app.authEvents()).toEqual(['signedIn']);
});

test('a tab that is closed during a refresh does not block the others', async ({ app, openTab, cognito }) => {
  const other = await openTab();
  await app.beginSignedIn();
  await other.begin();
  await other.catchUpWith(app);
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
  await other.start('fetchAuthSession', { forceRefresh: true });
  await cognito.arrival('GetTokensFromRefreshToken');
  const session = await app.start('fetchAuthSession', { forceRefresh: true });
  await expect.poll(() => locks(app)).toEqual({ held: 1, waiting: 1 });
  await other.page.close();
  expect(await session()).toMatchObject({ isSignedIn: true });
});

test('with a lock that is never released, the session is kept and the refresh token is not used', async ({
  app,
  cognito,
}) => {
  await app.page.clock.install();
  await app.beginSignedIn();
  await app.passTime(hour);
  await app.page.evaluate(async (name) => {
    await new Promise((resolve) => {
      void navigator.locks.request(name, () => {
        resolve(undefined);
        return new Promise(() => {});
      });
    });
  }, userKey('refresh'));
  await cognito.clearJournal();
  const stored = await app.localStorage();
  const session = await app.start('getCurrentUser');
  await expect.poll(() => locks(app)).toEqual({ held: 1, waiting: 1 });
  expect(await cognito.operations()).toEqual([]);
  await app.page.clock.fastForward(29_000);
  expect(await locks(app)).toEqual({ held: 1, waiting: 1 });
  await app.page.clock.fastForward(1_000);
  await expect(session()).rejects.toMatchObject({ name: 'TimeoutError', retryable: true });
  expect(await cognito.operations()).toEqual([]);
  expect(await app.localStorage()).toEqual(stored);
});

test('with rotation and no grace, two tabs that refresh at once send one request', async ({
  app,
  openTab,
  cognito,
}) => {
  const rounds = Number(process.env.ROTATION_ROUNDS ?? 5);
  test.setTimeout(30_000 + rounds * 5_000);
  await cognito.setClient({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } });
  const other = await openTab();
  await app.beginSignedIn();
  await other.begin();
  await other.catchUpWith(app);
  for (let round = 1; round <= rounds; round++) {
    await cognito.clearJournal();
    await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
    const sessions = [];
    for (const tab of [app, other]) sessions.push(await tab.start('fetchAuthSession', { forceRefresh: true }));
    await expect.poll(() => locks(app)).toEqual({ held: 1, waiting: 1 });
    await cognito.clearFaults();
    for (const session of sessions) expect(await session()).toMatchObject({ isSignedIn: true });
    const refreshes = (await cognito.operations()).filter((name) => name === 'GetTokensFromRefreshToken');
    expect(refreshes, `round ${round}`).toHaveLength(1);
    await other.catchUpWith(app);
    await app.catchUpWith(other);
  }
});
