/** The vault: the session is in a worker, and the functions are the same. */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

/** Opens the page and configures it with the vault. */
async function beginInVault(app: App, config: unknown, options: object = {}): Promise<void> {
  await app.open();
  await app.call('Amplify.configure', config, { vault: 'worker', ...options });
}

test('a session in the vault survives a reload, and its refresh token never comes to the page', async ({
  app,
  cognito,
}) => {
  const config = cognito.resourcesConfig();
  await beginInVault(app, config);
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  const session = await app.session();
  expect(session).toMatchObject({ isSignedIn: true });
  expect(await app.localStorage()).toEqual({});
  expect(await app.sessionStorage()).toEqual({});

  await beginInVault(app, config);
  expect(await app.session()).toMatchObject({ isSignedIn: true, userSub: session.userSub });
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await app.authEvents()).toEqual(['signedOut']);
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});
