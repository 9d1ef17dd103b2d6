/** Signing out at the pages of Cognito. */
import type { AuthSessionOpenerResult } from '../../ts/index.js';
import type { App } from './app.js';
import type { LocalCognito } from './local-cognito.js';
import { expect, test } from './fixtures.js';
import { WebUi } from './web-ui.js';

/** A user who has signed in at the pages. */
async function beginAtPages(app: App, cognito: LocalCognito): Promise<WebUi> {
  const ui = await WebUi.begin(app, cognito);
  const [finish, popup] = await ui.open('signInWithWebUI');
  await ui.signIn(popup);
  await ui.configureWindow(popup);
  await finish();
  await cognito.clearJournal();
  return ui;
}

/** Whether the browser is signed in at the pages. */
async function isSignedInAtPages(ui: WebUi): Promise<boolean> {
  const page = await ui.app.page.context().newPage();
  const parameters = { client_id: String(ui.config.Auth.Cognito.userPoolClientId), redirect_uri: ui.address };
  const query = new URLSearchParams({ ...parameters, response_type: 'code', prompt: 'none' });
  await page.goto(`${ui.cognito.origin}/oauth2/authorize?${String(query)}`);
  const isSignedIn = !page.url().includes('login_required');
  await page.close();
  return isSignedIn;
}

test('a window signs the user out at the pages, and the page stays', async ({ app, cognito }) => {
  const ui = await beginAtPages(app, cognito);
  expect(await isSignedInAtPages(ui)).toBe(true);
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(() => {
    harness.start('out', 'signOut', { oauth: { authSessionOpener: harness.library.openPopup() } });
  });
  const popup = await opening;
  const closed = popup.waitForEvent('close');
  expect(await app.page.evaluate(() => harness.finish('out'))).toMatchObject({
    value: { type: 'complete', signedOutLocally: true },
  });
  await closed;
  expect(app.page.url()).toBe(ui.address);
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await app.localStorage()).toEqual({});
  expect(await isSignedInAtPages(ui)).toBe(false);
});

test('a window closes when there are no pages to sign out at', async ({ app, cognito }) => {
  await WebUi.begin(app, cognito);
  await app.signIn();
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(() => {
    harness.start('out', 'signOut', { oauth: { authSessionOpener: harness.library.openPopup() } });
  });
  const closed = (await opening).waitForEvent('close');
  expect(await app.page.evaluate(() => harness.finish('out'))).toMatchObject({ value: { type: 'complete' } });
  await closed;
});

test('a window closes when the pages have no address to come back to', async ({ app, cognito }) => {
  await beginAtPages(app, cognito);
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(() => {
    const oauth = { redirectUrl: 'https://app.example.com/', authSessionOpener: harness.library.openPopup() };
    harness.start('out', 'signOut', { oauth });
  });
  const closed = (await opening).waitForEvent('close');
  expect(await app.page.evaluate(() => harness.finish('out'))).toMatchObject({
    error: { name: 'InvalidPreferredRedirectUrlException' },
  });
  await closed;
});

test('a window that the user closes before is a typed error, and the user is signed out here', async ({
  app,
  cognito,
}) => {
  await beginAtPages(app, cognito);
  await cognito.fault({ operation: '/logout', kind: 'delay' });
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(() => {
    harness.start('out', 'signOut', { oauth: { authSessionOpener: harness.library.openPopup() } });
  });
  const popup = await opening;
  await cognito.arrival('/logout');
  await popup.close();
  expect(await app.page.evaluate(() => harness.finish('out'))).toMatchObject({
    error: { name: 'UserCancelledException', isAuthError: true },
  });
  await cognito.clearFaults();
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});

for (const [what, name, result] of [
  ['says that it has failed', 'OAuthSignOutException', { type: 'error', error: 'no browser' }],
  ['throws', 'OAuthSignOutException', undefined],
  ['says that the user has cancelled', 'UserCancelledException', { type: 'canceled' }],
] as const)
  test(`an opener that ${what} is a typed error, and the user is signed out here`, async ({ app, cognito }) => {
    await beginAtPages(app, cognito);
    const outcome = await app.page.evaluate(async (given) => {
      const authSessionOpener = (): Promise<AuthSessionOpenerResult> =>
        given ? Promise.resolve(given) : Promise.reject(new TypeError('mine'));
      return harness.call('signOut', { oauth: { authSessionOpener } });
    }, result);
    expect(outcome).toMatchObject({ error: { name, isAuthError: true } });
    expect(await app.session()).toMatchObject({ isSignedIn: false });
    expect(await app.authEvents()).toContain('signedOut');
  });

test('what is no opener is refused before anything happens', async ({ app, cognito }) => {
  await beginAtPages(app, cognito);
  for (const authSessionOpener of [5, 'text', true, {}])
    await expect(app.call('signOut', { oauth: { authSessionOpener } })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  expect(await cognito.operations()).toEqual([]);
});

test('the user comes back to the configured address that the call names, and to no other', async ({ app, cognito }) => {
  const ui = await beginAtPages(app, cognito);
  await expect(app.call('signOut', { oauth: { redirectUrl: 'https://evil.example/' } })).rejects.toMatchObject({
    name: 'InvalidPreferredRedirectUrlException',
  });
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  const [finish, popup] = await ui.open('signInWithWebUI');
  await ui.configureWindow(popup);
  expect(await finish()).toMatchObject({ isSignedIn: true });
  await ui.signOut({ oauth: { redirectUrl: ui.address } });
  expect(await isSignedInAtPages(ui)).toBe(false);
});
