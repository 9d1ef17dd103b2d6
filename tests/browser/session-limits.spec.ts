/** Tokens that are refreshed in time, and sessions that end although they could be refreshed. */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';
import { hour } from './signed-in.js';

const minute = 60_000;

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
  expect(await cognito.operations()).toEqual(['RevokeToken']);
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
});

test('a user who comes back too late is not signed in any more, from the first call on', async ({ app, cognito }) => {
  const options = { sessionLimits: { idleMs: 10 * minute } };
  await open(app, cognito, options);
  await app.register();
  await app.signIn();
  await app.page.goto('about:blank');
  await app.passTime(11 * minute);
  await app.open();
  const [user] = await app.page.evaluate(
    async ([config, given]) => {
      const { Amplify, getCurrentUser } = harness.library;
      void Amplify.configure(config as never, given);
      return Promise.allSettled([getCurrentUser()]);
    },
    [cognito.resourcesConfig({ identityPoolId: undefined }), options] as const,
  );
  expect(user.status).toBe('rejected');
  expect(Object.keys(await app.localStorage()).filter((key) => key.endsWith('Token'))).toEqual([]);
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

test('a wrong option is an error that names it, of every call', async ({ app, cognito }) => {
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig(), { sessionLimits: { idleMs: '5' } });
  for (const name of ['fetchAuthSession', 'getCurrentUser', 'signOut', 'recordActivity'])
    await expect(app.call(name)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await app.call('Amplify.configure', cognito.resourcesConfig(), {});
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
});
