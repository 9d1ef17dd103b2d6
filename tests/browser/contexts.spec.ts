/** Contexts of `createAmplifyContext`: several configurations in one page, with the functions that are imported alone. */
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';
import { secondPool } from './second-pool.js';

const temporary = 'Temporary123';

test('two contexts go through their sign-ins side by side, and share nothing', async ({ app, cognito }) => {
  await app.open();
  const configs = [cognito.resourcesConfig({ identityPoolId: undefined }), await secondPool(cognito)];
  for (const { Auth } of configs) {
    await cognito.userPools('AdminCreateUser', {
      UserPoolId: Auth.Cognito.userPoolId,
      Username: 'invited',
      TemporaryPassword: temporary,
      UserAttributes: [{ Name: 'email', Value: 'invited@example.com' }],
    });
  }
  const outcome = await app.page.evaluate(
    async ([given, password]) => {
      const { confirmSignIn, createAmplifyContext, fetchAuthSession, getCurrentUser, signIn, signOut } =
        harness.library;
      const [first, second] = given.map((config) => createAmplifyContext(config as never));
      if (!first || !second) throw new Error('two configurations are needed');
      const steps = [];
      for (const context of [first, second])
        steps.push((await signIn(context, { username: 'invited', password })).nextStep.signInStep);
      // The later sign-in has not replaced the earlier one.
      const done = [];
      for (const [context, challengeResponse] of [[first, 'NewPassword1'] as const, [second, 'NewPassword2'] as const])
        done.push((await confirmSignIn(context, { challengeResponse })).isSignedIn);
      const users = [await getCurrentUser(first), await getCurrentUser(second)];
      const clients = Object.keys(localStorage).map((key) => key.split('.')[1]);
      await signOut(first);
      const left = [await fetchAuthSession(first), await fetchAuthSession(second)].map((each) => each.isSignedIn);
      const unfinished = Object.keys(sessionStorage).filter((key) => !key.startsWith('cognito-wasm.diagnostics.'));
      return { steps, done, users, clients: [...new Set(clients)].length, left, unfinished };
    },
    [configs, temporary] as const,
  );
  const asked = 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED';
  expect(outcome).toMatchObject({
    steps: [asked, asked],
    done: [true, true],
    clients: 2,
    left: [false, true],
    unfinished: [],
  });
  const [first, second] = outcome.users;
  expect(first?.userId).not.toBe(second?.userId);
  // As in Amplify, the shared hub gets the events of all contexts, and none about their configuration.
  expect((await app.events()).map(({ event }) => event)).toEqual(['signedIn', 'signedIn', 'signedOut']);
});

test('a context beside Amplify.configure has its own session', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const outcome = await app.page.evaluate(
    async ([config, username]) => {
      const { Amplify, createAmplifyContext, fetchAuthSession, getCurrentUser, signIn, signOut } = harness.library;
      const staff = createAmplifyContext(config as never);
      const before = await fetchAuthSession(staff);
      await signIn(staff, { username, password: 'StaffPassword1' });
      const users = [await getCurrentUser(), await getCurrentUser(staff)];
      const tokens = [await Amplify.getTokens(), await staff.getTokens()];
      await signOut(staff);
      return {
        before: before.isSignedIn,
        users,
        subjects: tokens.map((each) => each?.accessToken.payload.sub),
        after: [await fetchAuthSession(), await fetchAuthSession(staff)].map((each) => each.isSignedIn),
        config: Amplify.getConfig().Auth?.Cognito.userPoolClientId,
      };
    },
    [await secondPool(cognito), person.username] as const,
  );
  expect(outcome).toMatchObject({ before: false, after: [true, false], config: seed.nativeClientId });
  expect(outcome.subjects).toEqual(outcome.users.map(({ userId }) => userId));
  expect(new Set(outcome.subjects).size).toBe(2);
});

test('concurrent calls of one context use a rotating refresh token once', async ({ app, cognito }) => {
  await cognito.setClient({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } });
  await app.beginSignedIn();
  await cognito.clearJournal();
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
  const sessions = app.page.evaluate(async (config) => {
    const { createAmplifyContext, fetchAuthSession } = harness.library;
    const context = createAmplifyContext(config as never);
    const calls = Array.from({ length: 5 }, () => fetchAuthSession(context, { forceRefresh: true }));
    return (await Promise.all(calls)).map(({ tokens }) => String(tokens?.accessToken));
  }, cognito.resourcesConfig());
  await cognito.arrival('GetTokensFromRefreshToken');
  await cognito.clearFaults();
  expect(new Set(await sessions).size).toBe(1);
  const refreshes = (await cognito.operations()).filter((name) => name === 'GetTokensFromRefreshToken');
  expect(refreshes).toHaveLength(1);
});

test('a context of another copy of the package is one, too', async ({ app }) => {
  await app.beginSignedIn();
  const users = await app.page.evaluate(async (address) => {
    const copy = (await import(address)) as typeof harness.library;
    const { Amplify, createAmplifyContext, getCurrentUser } = harness.library;
    const context = createAmplifyContext(Amplify.getConfig());
    return [await copy.getCurrentUser(context), await getCurrentUser(context)];
  }, '/package/index.js');
  expect(users[0]).toEqual(users[1]);
  expect(users[0]).toMatchObject({ username: person.username });
});
