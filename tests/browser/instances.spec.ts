import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { secondPool } from './second-pool.js';

test('createAuth separates two pools, each with its own session and events', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const outcome = await app.page.evaluate(
    async ([config, username]) => {
      const { createAuth, fetchAuthSession, getCurrentUser } = harness.library;
      const staff = createAuth(config as never);
      const events: string[] = [];
      staff.hub.listen('auth', ({ payload }) => events.push(payload.event));
      const before = (await staff.fetchAuthSession()).isSignedIn;
      await staff.signIn({ username, password: 'StaffPassword1' });
      const users = [await getCurrentUser(), await staff.getCurrentUser()];
      const keys = Object.keys(localStorage).map((key) => key.split('.')[1]);
      await staff.signOut();
      const after = [(await fetchAuthSession()).isSignedIn, (await staff.fetchAuthSession()).isSignedIn];
      return { before, users, clients: new Set(keys).size, after, events };
    },
    [await secondPool(cognito), person.username] as const,
  );
  expect(outcome).toMatchObject({ before: false, clients: 2, after: [true, false], events: ['signedIn', 'signedOut'] });
  const [first, second] = outcome.users;
  expect(first?.username).toBe(second?.username);
  expect(first?.userId).not.toBe(second?.userId);
  expect(await app.authEvents()).toEqual(['signedIn']);
});

test('createAuth works without Amplify.configure, and with another Hub', async ({ app, cognito }) => {
  await app.open();
  const config = await secondPool(cognito);
  const outcome = await app.page.evaluate(
    async ([given, username]) => {
      const { createAuth, Hub } = harness.library;
      const auth = createAuth(given as never, { hub: Hub });
      await auth.ready();
      const output = await auth.signIn({ username, password: 'StaffPassword1' });
      return { output, config: auth.getConfig(), other: await harness.call('getCurrentUser') };
    },
    [config, person.username] as const,
  );
  expect(outcome).toMatchObject({
    output: { isSignedIn: true },
    config,
    other: { error: { name: 'AuthUserPoolException' } },
  });
  expect((await app.events()).map(({ event }) => event)).toEqual(['configure', 'signedIn']);
});

test('instances can sign in at the same time', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  const outcome = await app.page.evaluate(
    async ([given, { username, password }]) => {
      const { createAuth, signIn, getCurrentUser } = harness.library;
      const staff = createAuth(given as never);
      await Promise.all([
        staff.signIn({ username, password: 'wrong password' }).catch(() => undefined),
        signIn({ username, password }),
        staff.signIn({ username, password: 'StaffPassword1' }),
      ]);
      return { user: await getCurrentUser(), staff: await staff.getCurrentUser() };
    },
    [await secondPool(cognito), person] as const,
  );
  expect(outcome).toMatchObject({ user: { username: person.username }, staff: { username: person.username } });
  expect(outcome.user.userId).not.toBe(outcome.staff.userId);
});

test('a later signIn of one instance replaces an earlier one', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await cognito.fault({ operation: 'RespondToAuthChallenge', kind: 'delay' });
  const earlier = await app.start('signIn', { username: person.username, password: person.password });
  await cognito.arrival('RespondToAuthChallenge');
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  const stored = await app.localStorage();
  await cognito.clearFaults();
  await expect(earlier()).rejects.toMatchObject({ name: 'SignInException', category: 'invalidState' });
  expect(await app.localStorage()).toEqual(stored);
  expect(await app.authEvents()).toEqual(['signedIn']);
});

test('two copies of the package in one page share their state', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await app.forgetEvents();
  const seen = await app.page.evaluate(async (address) => {
    const copy = (await import(address)) as typeof harness.library;
    const { Amplify, AuthError, fetchAuthSession, Hub } = harness.library;
    const events: string[] = [];
    copy.Hub.listen('auth', ({ payload }) => events.push(payload.event));
    const user = await copy.getCurrentUser();
    const config = copy.Amplify.getConfig() === Amplify.getConfig();
    const error: unknown = await copy.signUp({ username: '' }).catch((reason: unknown) => reason);
    await copy.signOut();
    const { isSignedIn } = await fetchAuthSession();
    return { apart: copy.Hub !== Hub, user, config, known: error instanceof AuthError, isSignedIn, events };
  }, '/package/index.js');
  expect(seen).toMatchObject({
    apart: true,
    user: { username: person.username },
    config: true,
    known: true,
    isSignedIn: false,
    events: ['signedOut'],
  });
  expect(await app.authEvents()).toEqual(['signedOut']);
  expect(await cognito.operations()).toContain('RevokeToken');
});

for (const hasWebLocks of [true, false])
  test(`two instances of one client use a refresh token once ${hasWebLocks ? 'with' : 'without'} Web Locks`, async ({
    app,
    cognito,
  }) => {
    if (!hasWebLocks)
      await app.page.addInitScript(() => {
        Object.defineProperty(navigator, 'locks', { value: undefined });
      });
    await cognito.setClient({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } });
    await app.beginSignedIn();
    await cognito.clearJournal();
    await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
    const sessions = app.page.evaluate(async (config) => {
      const { createAuth, fetchAuthSession } = harness.library;
      const options = { forceRefresh: true };
      const calls = [fetchAuthSession(options), createAuth(config as never).fetchAuthSession(options)];
      return (await Promise.all(calls)).map(({ tokens }) => String(tokens?.accessToken));
    }, cognito.resourcesConfig());
    await cognito.arrival('GetTokensFromRefreshToken');
    await cognito.clearFaults();
    const [first, second] = await sessions;
    expect(first).toBe(second);
    const refreshes = (await cognito.operations()).filter((name) => name === 'GetTokensFromRefreshToken');
    expect(refreshes).toHaveLength(1);
  });
