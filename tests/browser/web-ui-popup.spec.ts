/** Signing in at the pages of Cognito in a window. */
import { expect, test } from './fixtures.js';
import { person } from './person.js';
import { WebUi } from './web-ui.js';

test('resolves with the user, and with what the application has given', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const [finish, popup] = await ui.open('signInWithWebUI', { customState: 'näher', returnTo: '/cart' });
  await ui.signIn(popup);
  await ui.configureWindow(popup);
  expect(await finish()).toMatchObject({
    isSignedIn: true,
    user: { username: person.username },
    customState: 'näher',
    returnTo: '/cart',
  });
  expect(await app.authEvents()).toEqual(['customOAuthState', 'signInWithRedirect', 'signedIn']);
  expect(app.page.url()).toBe(ui.address);
});

test('what the pages answer comes as an error of the call, and the next call works', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const [finish, popup] = await ui.open('signInWithWebUI', { provider: 'Google' });
  await popup.getByRole('button', { name: 'Cancel', exact: true }).click();
  await ui.configureWindow(popup);
  await expect(finish()).rejects.toMatchObject({ name: 'OAuthSignInException', isAuthError: true });
  const [again, second] = await ui.open('signInWithWebUI', { provider: 'Google' });
  await ui.continueAsAna(second);
  await ui.configureWindow(second);
  expect(await again()).toMatchObject({ isSignedIn: true, user: { username: 'Google_1001' } });
});

test('a window whose page has gone signs in by itself', async ({ app, openTab, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const [, popup] = await ui.open('signInWithWebUI');
  await ui.atPages(popup);
  const other = await openTab();
  await other.open();
  await app.page.close();
  await ui.signIn(popup);
  await ui.back(popup);
  await ui.configure(popup);
  expect(await popup.evaluate(() => harness.call('handleRedirectCallback'))).toMatchObject({
    value: { isSignedIn: true, user: { username: person.username } },
  });
});

/** Calls with a signal that fires later, or has fired already. */
const abortable = (isLate: boolean): void => {
  const abort = new AbortController();
  Object.assign(globalThis, { abort });
  if (!isLate) abort.abort('gone');
  harness.start('aborted', 'signInWithWebUI', { signal: abort.signal });
};

test('a signal that has fired opens no window', async ({ app, cognito }) => {
  await WebUi.begin(app, cognito);
  let windows = 0;
  app.page.on('popup', () => (windows += 1));
  await app.page.evaluate(abortable, false);
  expect(await app.page.evaluate(() => harness.finish('aborted'))).toMatchObject({ error: { name: 'AbortError' } });
  expect(windows).toBe(0);
  expect(await app.localStorage()).toEqual({});
});

test('a signal that fires while the user is at the pages closes the window, and leaves nothing behind', async ({
  app,
  cognito,
}) => {
  const ui = await WebUi.begin(app, cognito);
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(abortable, true);
  const popup = await opening;
  await ui.atPages(popup);
  const closed = popup.waitForEvent('close');
  await app.page.evaluate('abort.abort()');
  expect(await app.page.evaluate(() => harness.finish('aborted'))).toMatchObject({ error: { name: 'AbortError' } });
  await closed;
  expect(await app.localStorage()).toEqual({});
  expect(await app.authEvents()).toEqual([]);
});

test('a signal that fires during the exchange ends the call, and the user is signed in nevertheless', async ({
  app,
  cognito,
}) => {
  const ui = await WebUi.begin(app, cognito);
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(abortable, true);
  const popup = await opening;
  await cognito.fault({ operation: '/oauth2/token', kind: 'delay' });
  await ui.signIn(popup);
  await ui.back(popup);
  await ui.configure(popup);
  await cognito.arrival('/oauth2/token');
  await app.page.evaluate('abort.abort()');
  expect(await app.page.evaluate(() => harness.finish('aborted'))).toMatchObject({ error: { name: 'AbortError' } });
  await cognito.clearFaults();
  await expect.poll(() => app.authEvents()).toContain('signedIn');
});

test('a call made during the exchange of a redirect ends when its signal fires', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  await app.call('signInWithRedirect');
  await ui.signIn(app.page);
  await ui.back(app.page);
  await cognito.fault({ operation: '/oauth2/token', kind: 'delay' });
  const outcome = await app.page.evaluate(async (config) => {
    void harness.call('Amplify.configure', config);
    const abort = new AbortController();
    harness.start('late', 'getCurrentUser', { signal: abort.signal });
    harness.start('early', 'getCurrentUser', { signal: AbortSignal.abort() });
    abort.abort();
    return Promise.all(['late', 'early'].map((id) => harness.finish(id)));
  }, ui.config);
  expect(outcome).toMatchObject([{ error: { name: 'AbortError' } }, { error: { name: 'AbortError' } }]);
  await cognito.clearFaults();
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
});

test('a signed-in user is reused without the pages, by a call and by a redirect', async ({ app, cognito }) => {
  await WebUi.begin(app, cognito);
  await app.signIn();
  const reuse = (loginHint?: string): object => ({
    customState: 'cart',
    options: { onExistingSession: 'reuse', ...(loginHint && { loginHint }) },
  });
  for (const input of [reuse(), reuse(person.username), reuse(person.email), { ...reuse(), mode: 'silent' }])
    expect(await app.call('signInWithWebUI', input)).toMatchObject({
      isSignedIn: true,
      user: { username: person.username },
      customState: 'cart',
    });
  const { url } = { url: app.page.url() };
  expect(await app.call('signInWithRedirect', reuse())).toBeUndefined();
  expect(await app.call('signInWithWebUI', { ...reuse(), mode: 'redirect' })).toMatchObject({ isSignedIn: true });
  expect(app.page.url()).toBe(url);
  for (const input of [reuse('grace'), {}])
    await expect(app.call('signInWithWebUI', input)).rejects.toMatchObject({
      name: 'UserAlreadyAuthenticatedException',
    });
  await expect.poll(() => app.page.context().pages().length).toBe(1);
});
