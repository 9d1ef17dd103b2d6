/** Tokens that are refreshed in time, and sessions that end although they could be refreshed. */
import { type App, clientKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';
import { hour } from './signed-in.js';
import { installStorages } from './storage-kinds.js';

const minute = 60_000;

/** The tokens that are yet to be revoked. */
const queue = clientKey('revocations');

/** Opens a page with these options, whose clock can be moved. */
async function open(app: App, cognito: LocalCognito, options: object): Promise<void> {
  await app.page.clock.install();
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig({ identityPoolId: undefined }), options);
}

/** Lets time pass in all tabs, as it does while they are open. They share their clock. */
async function pass(app: App, milliseconds: number): Promise<void> {
  await app.cognito.advanceClock(milliseconds);
  await app.page.clock.runFor(milliseconds);
}

test('a user who does nothing is warned, and then signed out', async ({ app, cognito }) => {
  await open(app, cognito, { sessionLimits: { idleMs: 10 * minute, warnMs: 2 * minute } });
  await app.register();
  await app.signIn();
  await pass(app, 7 * minute);
  await app.page.mouse.click(10, 10);
  await pass(app, 7 * minute);
  expect(await app.authEvents()).toEqual(['signedIn']);
  await pass(app, minute + 1_000);
  await expect.poll(() => app.authEvents()).toEqual(['signedIn', 'sessionExpiring']);
  await app.page.keyboard.press('a');
  await expect.poll(() => app.authEvents()).toEqual(['signedIn', 'sessionExpiring', 'sessionExtended']);
  await cognito.clearJournal();
  await pass(app, 9.5 * minute);
  // Not much longer than that, since the request has a time limit, too.
  await pass(app, minute / 2 + 5_000);
  await expect.poll(() => app.authEvents()).toContain('signedOut');
  const events = (await app.events()).filter(({ channel }) => channel === 'auth');
  expect(events.at(-1)).toMatchObject({ event: 'signedOut', data: { reason: 'idle' } });
  expect(events.at(-2)).toMatchObject({ event: 'sessionExpiring', data: { reason: 'idle' } });
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
  // The end of a session does not wait for the service.
  await expect.poll(() => cognito.operations()).toEqual(['RevokeToken']);
});

/** Leaves the page for a time, and opens it again. Configures it `times` times, and asks for the user in the same script. */
async function comeBack(app: App, milliseconds: number, options: object, times = 1): Promise<string> {
  await app.page.goto('about:blank');
  await app.passTime(milliseconds);
  await app.open();
  return app.page.evaluate(
    async ([config, given, count]) => {
      const { Amplify, getCurrentUser } = harness.library;
      void Amplify.configure(config as never, given);
      const user = getCurrentUser();
      for (let more = 1; more < count; more += 1) void Amplify.configure(config as never, given);
      return user.then(
        ({ username }) => username,
        ({ name }: Error) => name,
      );
    },
    [app.cognito.resourcesConfig({ identityPoolId: undefined }), options, times] as const,
  );
}

/** What is stored of sessions. */
async function secrets(app: App): Promise<string[]> {
  return Object.keys(await app.localStorage()).filter((key) => key.endsWith('Token') || key === queue);
}

for (const times of [1, 2])
  test(`a user who comes back too late is not signed in any more, from the first call on (${String(times)} configure)`, async ({
    app,
    cognito,
  }) => {
    const options = { sessionLimits: { idleMs: 10 * minute } };
    await open(app, cognito, options);
    await app.register();
    await app.signIn();
    expect(await comeBack(app, 11 * minute, options, times)).toBe('UserUnAuthenticatedException');
    await expect.poll(() => secrets(app)).toEqual([]);
  });

test('a call after the end does not wait for the service, which is told even if the page is closed', async ({
  app,
  cognito,
}) => {
  const options = { sessionLimits: { idleMs: 10 * minute } };
  await open(app, cognito, options);
  await app.register();
  await app.signIn();
  await cognito.fault({ operation: 'RevokeToken', kind: 'delay' });
  // The request would end with its time limit otherwise.
  await app.page.clock.pauseAt((await app.page.evaluate(() => Date.now())) + minute);
  expect(await comeBack(app, 11 * minute, options)).toBe('UserUnAuthenticatedException');
  expect(await app.authEvents()).toEqual(['signedOut']);
  await cognito.arrival('RevokeToken');
  expect(await secrets(app)).toEqual([queue]);
  // The page never gets the answer.
  await app.page.goto('about:blank');
  await cognito.clearFaults();
  await cognito.clearJournal();
  await app.page.clock.resume();
  await app.begin();
  await app.call('prepareSignIn');
  await cognito.arrival('RevokeToken');
  await expect.poll(() => secrets(app)).toEqual([]);
});

for (const kind of ['memory', 'cookies', 'an asynchronous object of the application', 'the vault'] as const)
  test(`a session that has come to its end is over before the service answers, in the storage: ${kind}`, async ({
    app,
    cognito,
  }) => {
    await app.page.clock.install();
    await app.open();
    await installStorages(app);
    await app.page.evaluate(
      ([config, name, idleMs]) => {
        const options = { ...storageOptions(name), sessionLimits: { idleMs } };
        void harness.library.Amplify.configure(config as never, options);
      },
      [cognito.resourcesConfig({ identityPoolId: undefined }), kind, 10 * minute] as const,
    );
    await app.register();
    await app.signIn();
    await cognito.fault({ operation: 'RevokeToken', kind: 'delay' });
    await app.passTime(11 * minute);
    await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
    await cognito.arrival('RevokeToken');
    expect(await app.signIn()).toMatchObject({ isSignedIn: true });
    await cognito.clearFaults();
    expect(await app.authEvents()).toEqual(['signedIn', 'signedOut', 'signedIn']);
    expect(await app.session()).toMatchObject({ isSignedIn: true });
  });

test('activity in one tab counts in the others', async ({ app, openTab, cognito }) => {
  const options = { sessionLimits: { idleMs: 10 * minute } };
  const other = await openTab();
  await open(app, cognito, options);
  await app.register();
  await app.signIn();
  await open(other, cognito, options);
  expect(await other.call('getCurrentUser')).toMatchObject({ username: person.username });
  for (let turn = 0; turn < 3; turn += 1) {
    await pass(app, 6 * minute);
    await other.call('recordActivity');
  }
  expect(await app.authEvents()).toEqual(['signedIn']);
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
});

test('parked users are signed out with a user who does nothing', async ({ app, cognito }) => {
  await open(app, cognito, { sessionLimits: { idleMs: 10 * minute } });
  await app.register();
  await app.signIn();
  const { password, email } = person;
  await app.call('signUp', { username: 'grace', password, options: { userAttributes: { email } } });
  await app.call('confirmSignUp', { username: 'grace', confirmationCode: await cognito.nextCode('grace') });
  await app.call('signIn', { username: 'grace', password, options: { onExistingSession: 'add' } });
  expect(await app.call('listCurrentUsers')).toHaveLength(2);
  await pass(app, 10 * minute + 1_000);
  await expect.poll(() => app.authEvents()).toContain('signedOut');
  expect(await app.call('listCurrentUsers')).toEqual([]);
});

test('a session ends after a time in all', async ({ app, cognito }) => {
  await open(app, cognito, { sessionLimits: { absoluteMs: 8 * hour } });
  await app.register();
  await app.signIn();
  for (let passed = 1; passed < 8; passed += 1) {
    await pass(app, hour);
    expect(await app.session()).toMatchObject({ isSignedIn: true });
  }
  await pass(app, hour + 1_000);
  await expect
    .poll(async () => (await app.events()).at(-1))
    .toMatchObject({
      event: 'signedOut',
      data: { reason: 'absolute' },
    });
});

test('one of the open tabs refreshes the tokens before they expire', async ({ app, openTab, cognito }) => {
  const options = { autoRefresh: true };
  const other = await openTab();
  await open(app, cognito, options);
  await app.register();
  await app.signIn();
  await open(other, cognito, options);
  await other.call('getCurrentUser');
  await cognito.clearJournal();
  await pass(app, hour - 10 * minute);
  expect(await cognito.operations()).toEqual([]);
  await pass(app, 10 * minute);
  await expect.poll(() => cognito.operations()).toEqual(['GetTokensFromRefreshToken']);
  // The other tab takes over.
  await app.page.close();
  await pass(other, hour);
  await expect.poll(() => cognito.operations()).toEqual(['GetTokensFromRefreshToken', 'GetTokensFromRefreshToken']);
});

test('each tab refreshes its tokens if it has a session of its own', async ({ app, openTab, cognito }) => {
  const options = { autoRefresh: true, storage: 'session' };
  const other = await openTab();
  await open(app, cognito, options);
  await app.register();
  await app.signIn();
  await open(other, cognito, options);
  await other.signIn();
  await cognito.clearJournal();
  await pass(app, hour - 5 * minute);
  expect(await cognito.operations()).toEqual([]);
  await pass(app, 4.5 * minute);
  await expect.poll(() => cognito.operations()).toEqual(['GetTokensFromRefreshToken', 'GetTokensFromRefreshToken']);
  expect([await app.authEvents(), await other.authEvents()]).toEqual(Array(2).fill(['signedIn', 'tokenRefresh']));
});

test('a wrong option is an error that names it, of every call but a sign-out', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig(), { sessionLimits: { idleMs: '5' } });
  for (const name of ['fetchAuthSession', 'getCurrentUser', 'recordActivity'])
    await expect(app.call(name)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await secrets(app)).toEqual([]);
  await app.call('Amplify.configure', cognito.resourcesConfig(), {});
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
});
