/** Signing in at the pages of Cognito, which the local Cognito has, too. */
import { type App, clientKey, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';
import { allowPages, signInAtPages } from './redirecting.js';

const eventsOf = async (app: App): Promise<unknown[]> =>
  (await app.events()).filter(({ channel }) => channel === 'auth').map(({ event }) => event);

test('a user signs in at the pages, comes back, and signs out there, too', async ({ app, cognito }) => {
  await app.open();
  const address = app.page.url();
  const config = await allowPages(cognito, address);
  await app.call('Amplify.configure', config);
  await app.register();
  await app.call('signInWithRedirect', { customState: 'näher', returnTo: '/cart' });
  await app.page.waitForURL(`${cognito.origin}/login**`);
  await signInAtPages(app.page);
  await app.page.waitForURL(/code=/);
  await app.call('Amplify.configure', config);
  expect(await app.call('handleRedirectCallback')).toMatchObject({
    isSignedIn: true,
    user: { username: person.username },
    customState: 'näher',
    returnTo: '/cart',
  });
  expect(app.page.url()).toBe(address);
  expect(await eventsOf(app)).toEqual(['customOAuthState', 'signInWithRedirect', 'signedIn']);
  expect((await app.session()).isSignedIn).toBe(true);
  const stored = await app.localStorage();
  expect(stored[userKey('oauthMetadata')]).toBe('{"oauthSignIn":true}');
  expect(stored[clientKey('oauthSignIn')]).toBe('true,false');
  expect(Object.keys(stored).filter((key) => /inflight|oauthState|oauthPKCE|\.oauth\./.test(key))).toEqual([]);
  await app.call('signOut').catch(() => undefined);
  await app.page.waitForURL(address);
});

/** Opens a page that has the user and is configured for the pages; returns its address. */
async function ready(app: App, cognito: LocalCognito): Promise<{ address: string; config: unknown }> {
  await app.open();
  const address = app.page.url();
  const config = await allowPages(cognito, address);
  await app.call('Amplify.configure', config);
  await app.register();
  return { address, config };
}

test('two tabs sign in at once, and both end well', async ({ app, openTab, cognito }) => {
  const { address, config } = await ready(app, cognito);
  const other = await openTab();
  await other.open();
  await other.call('Amplify.configure', config);
  // The pages know a browser by the cookie of its first request, as Cognito's do, so there is one first request.
  for (const [tab, customState] of [
    [app, 'one'],
    [other, 'two'],
  ] as const) {
    await tab.call('signInWithRedirect', { customState, options: { prompt: 'LOGIN' } });
    await tab.page.waitForURL(`${cognito.origin}/login**`);
  }
  for (const [tab, customState] of [
    [app, 'one'],
    [other, 'two'],
  ] as const) {
    await signInAtPages(tab.page);
    await tab.page.waitForURL(/code=/);
    await tab.call('Amplify.configure', config);
    expect(await tab.call('handleRedirectCallback')).toMatchObject({ isSignedIn: true, customState });
    expect(tab.page.url()).toBe(address);
  }
});

test('a call made during the exchange waits for it', async ({ app, cognito }) => {
  const { config } = await ready(app, cognito);
  await app.call('signInWithRedirect');
  await app.page.waitForURL(`${cognito.origin}/login**`);
  await signInAtPages(app.page);
  await app.page.waitForURL(/code=/);
  await cognito.fault({ operation: '/oauth2/token', kind: 'delay' });
  await app.call('Amplify.configure', config);
  const finish = await app.start('getCurrentUser');
  await cognito.arrival('/oauth2/token');
  await cognito.clearFaults();
  expect(await finish()).toMatchObject({ username: person.username });
});

test('whoever comes back without an answer, or with a forged one, is told, and can sign in later', async ({
  app,
  cognito,
}) => {
  const { address, config } = await ready(app, cognito);
  for (const [query, name] of [
    ['', 'OAuthSignInException'],
    ['?code=forged&state=forged', 'oauthSignInError'],
    ['?error=access_denied&error_description=%3Cb%3Eno%3C/b%3E', undefined],
  ] as const) {
    await app.call('signInWithRedirect');
    await app.page.waitForURL(`${cognito.origin}/login**`);
    await app.page.goto(`${address}${query}`);
    await cognito.clearJournal();
    await app.call('Amplify.configure', config);
    if (name) await expect(app.call('handleRedirectCallback'), query).rejects.toMatchObject({ name });
    else await app.call('handleRedirectCallback').catch(() => undefined);
    expect((await app.session()).isSignedIn).toBe(false);
    expect(await cognito.operations()).not.toContain('/oauth2/token');
  }
  await app.call('signInWithRedirect');
  await app.page.waitForURL(`${cognito.origin}/login**`);
  await signInAtPages(app.page);
  await app.page.waitForURL(/code=/);
  await app.call('Amplify.configure', config);
  expect(await app.call('handleRedirectCallback')).toMatchObject({ isSignedIn: true });
});

test('an address with an answer that nobody has asked for disturbs nothing', async ({ app, cognito }) => {
  const { address, config } = await ready(app, cognito);
  await app.signIn();
  await app.page.goto(`${address}?code=stranger&state=stranger`);
  await cognito.clearJournal();
  await app.call('Amplify.configure', config);
  expect(await app.call('handleRedirectCallback')).toBeUndefined();
  expect((await app.session()).isSignedIn).toBe(true);
  expect(await cognito.operations()).toEqual([]);
  expect(await eventsOf(app)).toEqual([]);
});

test('a user signs in in a window, which closes itself', async ({ app, cognito }) => {
  const { address, config } = await ready(app, cognito);
  const opening = app.page.waitForEvent('popup');
  const finish = await app.start('signInWithWebUI', { customState: 'window' });
  const popup = await opening;
  await popup.waitForURL(`${cognito.origin}/login**`);
  await signInAtPages(popup);
  await popup.waitForURL(/code=/);
  await popup.waitForFunction(() => 'harness' in window);
  const closed = popup.waitForEvent('close');
  await popup.evaluate((given) => harness.call('Amplify.configure', given), config).catch(() => undefined);
  expect(await finish()).toMatchObject({ isSignedIn: true, customState: 'window' });
  await closed;
  expect(app.page.url()).toBe(address);
  expect((await app.session()).isSignedIn).toBe(true);
});

test('a window that the user closes is a typed error', async ({ app, cognito }) => {
  await ready(app, cognito);
  const opening = app.page.waitForEvent('popup');
  const finish = await app.start('signInWithWebUI');
  const popup = await opening;
  await popup.waitForURL(`${cognito.origin}/login**`);
  await popup.close();
  await expect(finish()).rejects.toMatchObject({ name: 'UserCancelledException' });
  expect(await eventsOf(app)).toContain('signInWithRedirect_failure');
});

test('a window that the browser blocks is a typed error', async ({ app, cognito }) => {
  await ready(app, cognito);
  await app.page.evaluate(() => {
    window.open = () => null;
  });
  await expect(app.call('signInWithWebUI')).rejects.toMatchObject({ name: 'PopupBlockedException' });
});
