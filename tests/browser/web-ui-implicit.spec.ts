/** The implicit grant of old configurations, which gives no refresh token, and what Amplify needs an import for. */
import { expect, test } from './fixtures.js';
import { person } from './person.js';
import { userKey } from './app.js';
import { WebUi } from './web-ui.js';

test('tokens in the fragment sign the user in, without a request', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito, 'token');
  await app.call('signInWithRedirect', { customState: 'old' });
  await ui.signIn(app.page);
  await ui.back(app.page);
  expect(new URL(app.page.url()).hash).toContain('access_token=');
  await cognito.clearJournal();
  await app.call('Amplify.configure', ui.config);
  expect(await app.call('handleRedirectCallback')).toMatchObject({
    isSignedIn: true,
    user: { username: person.username },
    customState: 'old',
  });
  expect(app.page.url()).toBe(ui.address);
  expect(await cognito.operations()).toEqual([]);
  const stored = await app.localStorage();
  expect(stored).toHaveProperty([userKey('accessToken')]);
  expect(stored).not.toHaveProperty([userKey('refreshToken')]);
  expect(await app.call('fetchUserAttributes')).toMatchObject({ email: person.email });
});

test('a window with tokens in its fragment hands them over', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito, 'token');
  const [finish, popup] = await ui.open('signInWithWebUI');
  await ui.signIn(popup);
  await ui.configureWindow(popup);
  expect(await finish()).toMatchObject({ isSignedIn: true, user: { username: person.username } });
});

test('a session without a refresh token ends when its tokens have expired', async ({ app, cognito }) => {
  await app.page.clock.install();
  const ui = await WebUi.begin(app, cognito, 'token');
  const [finish, popup] = await ui.open('signInWithWebUI');
  await ui.signIn(popup);
  await ui.configureWindow(popup);
  await finish();
  await app.passTime(3_600_000);
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ isAuthError: true });
});

test('tokens of a stranger in the fragment are ignored', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito, 'token');
  await app.signIn();
  const { tokens } = await app.session();
  await app.call('signOut');
  const parameters = { access_token: tokens?.accessToken.toString, id_token: tokens?.idToken.toString, state: 's' };
  await app.page.goto('about:blank');
  await app.page.goto(`${ui.address}#${String(new URLSearchParams(parameters as Record<string, string>))}`);
  await app.call('Amplify.configure', ui.config);
  expect(await app.call('handleRedirectCallback')).toBeUndefined();
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});

test('importing enable-oauth-listener changes nothing', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  await app.call('signInWithRedirect');
  await ui.signIn(app.page);
  await ui.back(app.page);
  const file = '/package/enableOAuthListener.js';
  expect(await app.page.evaluate(async (name) => Object.keys((await import(name)) as object), file)).toEqual([]);
  await app.call('Amplify.configure', ui.config);
  expect(await app.call('handleRedirectCallback')).toMatchObject({ isSignedIn: true });
  expect((await cognito.operations()).filter((name) => name === '/oauth2/token')).toHaveLength(1);
  expect(await app.authEvents()).toEqual(['signInWithRedirect', 'signedIn']);
});
