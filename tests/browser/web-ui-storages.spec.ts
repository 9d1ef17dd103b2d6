/** Signing in at the pages of Cognito with every storage that an application can choose. */
import type { Page } from '@playwright/test';
import { App } from './app.js';
import { expect, test } from './fixtures.js';
import { person } from './person.js';
import { configureWith, passTimeFor, type StorageKindName, storageKindNames, storageKinds } from './storage-kinds.js';
import { WebUi } from './web-ui.js';

/** The names of items about redirects that are under way. */
const ofRedirect = /inflight|oauthState|oauthPKCE|oauthTab|\.oauth\./;

/** Those that the browser has, but for IndexedDB. */
async function left(app: App): Promise<string[]> {
  const keys = Object.keys({ ...(await app.localStorage()), ...(await app.sessionStorage()) });
  const cookies = await app.page.context().cookies(app.page.url());
  return [...keys, ...cookies.map(({ name }) => name)].filter((name) => ofRedirect.test(name));
}

async function begin(app: App, kind: StorageKindName): Promise<WebUi> {
  await app.open();
  const ui = await WebUi.allow(app, app.cognito);
  await configureWith(app, kind, ui.config);
  await app.register();
  return ui;
}

/** Whoever has come back is signed in, and the session lasts as the storage promises. */
async function checkSession(app: App, kind: StorageKindName, ui: WebUi): Promise<void> {
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
  expect(await app.authEvents()).toEqual(
    expect.arrayContaining(['customOAuthState', 'signInWithRedirect', 'signedIn']),
  );
  expect(await left(app)).toEqual([]);
  await app.open();
  await configureWith(app, kind, ui.config);
  expect(await app.session()).toMatchObject({ isSignedIn: storageKinds[kind].survivesReload });
  if (!storageKinds[kind].survivesReload) return;
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
  await app.cognito.clearJournal();
  await ui.signOut();
  await configureWith(app, kind, ui.config);
  expect(await app.session()).toMatchObject({ isSignedIn: false });
}

/** A redirect, and a window, from the call to the sign-out. */
function walks(kind: StorageKindName): void {
  test('a redirect comes back', async ({ app }) => {
    const ui = await begin(app, kind);
    await app.call('signInWithRedirect', { customState: 'cart' });
    await ui.atPages(app.page);
    // The browser would send them to the app's servers.
    const cookies = await app.page.context().cookies(ui.address);
    expect(cookies.filter(({ name }) => ofRedirect.test(name))).toEqual([]);
    await ui.signIn(app.page);
    await ui.back(app.page);
    await configureWith(app, kind, ui.config);
    expect(await app.call('handleRedirectCallback')).toMatchObject({ isSignedIn: true, customState: 'cart' });
    expect(app.page.url()).toBe(ui.address);
    await checkSession(app, kind, ui);
  });

  test('a window comes back', async ({ app, cognito }) => {
    const ui = await begin(app, kind);
    const [finish, popup] = await ui.open('signInWithWebUI', { customState: 'cart' });
    await ui.signIn(popup);
    await ui.configureWindow(popup, (page: Page) => configureWith(new App(page, ui.address, cognito), kind, ui.config));
    expect(await finish()).toMatchObject({ isSignedIn: true, customState: 'cart' });
    await checkSession(app, kind, ui);
  });

  // A worker does not know the tab: see docs/vault.md. It cannot list what it has stored.
  if (kind === 'the vault') return;
  test('a redirect that does not come back is forgotten in the end', async ({ app }) => {
    await app.page.clock.install();
    const ui = await begin(app, kind);
    await app.call('signInWithRedirect');
    await ui.atPages(app.page);
    await app.open();
    await configureWith(app, kind, ui.config);
    await app.call('handleRedirectCallback').catch(() => undefined);
    expect(await left(app)).toEqual([expect.stringContaining('.oauth.')]);
    await passTimeFor(app, kind, 3_601_000);
    await app.signIn();
    expect(await left(app)).toEqual([]);
  });

  test('a redirect that ends without an answer is told', async ({ app }) => {
    const ui = await begin(app, kind);
    await app.call('signInWithRedirect');
    await ui.atPages(app.page);
    await app.page.goto(`${ui.address}?code=forged&state=forged`);
    await configureWith(app, kind, ui.config);
    await expect(app.call('handleRedirectCallback')).rejects.toMatchObject({ name: 'oauthSignInError' });
    expect(app.page.url()).toBe(ui.address);
    expect(await app.session()).toMatchObject({ isSignedIn: false });
  });
}

for (const kind of storageKindNames) test.describe(`in the storage: ${kind}`, () => walks(kind));

test.describe('in the vault without SharedWorker', () => {
  test.beforeEach(async ({ context }) => {
    await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'));
  });
  walks('the vault');
});
