/** Several users and several instances at the pages of Cognito. */
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';
import { person } from './person.js';
import { WebUi } from './web-ui.js';

test('a user of a provider is added beside another, and each signs out where they signed in', async ({
  app,
  cognito,
}) => {
  const ui = await WebUi.begin(app, cognito);
  await app.signIn();
  const [finish, popup] = await ui.open('signInWithWebUI', {
    provider: 'Google',
    options: { onExistingSession: 'add' },
  });
  await ui.continueAsAna(popup);
  await ui.configureWindow(popup);
  expect(await finish()).toMatchObject({ user: { username: 'Google_1001' } });
  const users = (await app.call('listCurrentUsers')) as { readonly username: string }[];
  expect(users.map(({ username }) => username).sort()).toEqual(['Google_1001', person.username]);
  // Back to the first one, by name and by hint.
  const hint = { options: { onExistingSession: 'reuse', loginHint: person.username } };
  expect(await app.call('signInWithWebUI', hint)).toMatchObject({ user: { username: person.username } });
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
  await cognito.clearJournal();
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await cognito.operations()).toEqual(['RevokeToken']);
  await app.call('setCurrentUser', 'Google_1001');
  await ui.signOut();
});

declare global {
  var instances: readonly ReturnType<(typeof harness.library)['createAuth']>[];
}

test('an answer is the business of the instance whose app client it is for', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const { UserPoolClient } = await cognito.userPools('CreateUserPoolClient', {
    UserPoolId: seed.userPoolId,
    ClientName: 'other',
  });
  const { ClientId: userPoolClientId } = UserPoolClient as { readonly ClientId: string };
  const other = { Auth: { Cognito: { ...ui.config.Auth.Cognito, userPoolClientId } } };
  await app.call('signInWithRedirect');
  await ui.signIn(app.page);
  await ui.back(app.page);
  const outcomes = await app.page.evaluate(
    async (configs) => {
      globalThis.instances = configs.map((config) => harness.library.createAuth(config as never));
      const [first, second] = globalThis.instances;
      return [await first?.handleRedirectCallback(), await second?.handleRedirectCallback()].map(harness.plain);
    },
    [other, ui.config],
  );
  expect(outcomes[0] ?? undefined).toBeUndefined();
  expect(outcomes[1]).toMatchObject({ isSignedIn: true, user: { username: person.username } });
});

test('of two instances with one app client, one exchanges the code, and both have the session', async ({
  app,
  cognito,
}) => {
  const ui = await WebUi.begin(app, cognito);
  await app.call('signInWithRedirect');
  await ui.signIn(app.page);
  await ui.back(app.page);
  await cognito.clearJournal();
  const outcome = await app.page.evaluate(async (config) => {
    const events: string[] = [];
    globalThis.instances = [1, 2].map(() => harness.library.createAuth(config as never));
    for (const { hub } of globalThis.instances) hub.listen('auth', ({ payload }) => events.push(payload.event));
    const users = await Promise.all(
      globalThis.instances.map((auth) => auth.getCurrentUser().then((user) => user.username)),
    );
    return { events, users };
  }, ui.config);
  expect(outcome.users).toEqual([person.username, person.username]);
  expect(outcome.events).not.toContain('signInWithRedirect_failure');
  expect(await cognito.operations()).toEqual(['/oauth2/token']);
  expect(app.page.url()).toBe(ui.address);
});
