/** Windows that cannot see the page that has opened them, because of `Cross-Origin-Opener-Policy` on either side. */
import type { Page } from '@playwright/test';
import { App } from './app.js';
import { expect, test as base } from './fixtures.js';
import { person } from './person.js';
import { WebUi } from './web-ui.js';

declare global {
  // Set by the init script.
  var opened: Window | null;
  var looks: number;
  var isFocused: boolean;
}

const test = base.extend<{ readonly isolated: App }>({
  isolated: async ({ page, harness, cognito }, use) => {
    await watch(page);
    await use(new App(page, `${harness}/cognito-wasm.html?isolated`, cognito));
  },
});

/**
 * Keeps what the page has opened, counts how often it looks whether that is closed, and has the test say whether the user is looking at the
 * page: Playwright says always.
 */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { open } = window;
    globalThis.looks = 0;
    window.open = (...given) => {
      const opened = open.apply(window, given);
      globalThis.opened = opened;
      const watched = {
        get closed() {
          globalThis.looks += 1;
          return opened?.closed;
        },
        get location() {
          return opened?.location;
        },
        close: () => opened?.close(),
      };
      return watched as Window;
    };
    Document.prototype.hasFocus = () => globalThis.isFocused;
    globalThis.isFocused = false;
  });
}

/** Waits until the window looks closed, as long as the page needs to conclude something of it. */
async function seemsClosed(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => globalThis.opened?.closed)).toBe(true);
  await page.clock.runFor(5_000);
}

test('the answer comes to an isolated page', async ({ isolated: app, cognito }) => {
  await app.page.clock.install();
  const ui = await WebUi.begin(app, cognito);
  expect(await app.page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
  const [finish, popup] = await ui.open('signInWithWebUI', { customState: 'isolated' });
  await ui.atPages(popup);
  await seemsClosed(app.page);
  await ui.signIn(popup);
  await ui.configureWindow(popup);
  expect(await finish()).toMatchObject({ isSignedIn: true, customState: 'isolated' });
  expect(await app.session()).toMatchObject({ isSignedIn: true });
});

test('pages that come slowly are not taken for a closed window', async ({ isolated: app, cognito }) => {
  await app.page.clock.install();
  const ui = await WebUi.begin(app, cognito);
  await cognito.fault({ operation: '/oauth2/authorize', kind: 'delay' });
  const [finish, popup] = await ui.open('signInWithWebUI');
  await cognito.arrival('/oauth2/authorize');
  // The window is empty, and still seen.
  await expect.poll(() => app.page.evaluate(() => globalThis.looks)).toBeGreaterThan(0);
  expect(await app.page.evaluate(() => globalThis.opened?.closed)).toBe(false);
  await cognito.clearFaults();
  await ui.atPages(popup);
  await seemsClosed(app.page);
  await ui.signIn(popup);
  await ui.configureWindow(popup);
  expect(await finish()).toMatchObject({ isSignedIn: true, user: { username: person.username } });
});

test('a policy of the pages, which the user comes to later, does not end the sign-in', async ({ app, cognito }) => {
  await watch(app.page);
  await app.page.clock.install();
  const ui = await WebUi.begin(app, cognito);
  // Of a provider to which the first page leads.
  await app.page.context().route(/\/forgotPassword/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), 'cross-origin-opener-policy': 'same-origin' },
    });
  });
  const [finish, popup] = await ui.open('signInWithWebUI');
  await ui.atPages(popup);
  await app.page.clock.runFor(1_000);
  expect(await app.page.evaluate(() => globalThis.opened?.closed)).toBe(false);
  await popup.getByRole('link', { name: 'Forgot your password?' }).click();
  await seemsClosed(app.page);
  await popup.goBack();
  await ui.signIn(popup);
  await ui.configureWindow(popup);
  expect(await finish()).toMatchObject({ isSignedIn: true });
});

test('whoever is back at an isolated page has given up', async ({ isolated: app, cognito }) => {
  await app.page.clock.install();
  const ui = await WebUi.begin(app, cognito);
  const [finish, popup] = await ui.open('signInWithWebUI');
  await ui.atPages(popup);
  await seemsClosed(app.page);
  await popup.close();
  await app.page.evaluate(() => (globalThis.isFocused = true));
  await app.page.clock.runFor(5_000);
  await expect(finish()).rejects.toMatchObject({ name: 'UserCancelledException' });
  expect(await app.authEvents()).toEqual(['signInWithRedirect_failure']);
});

test('a window of `openPopup` answers an isolated page', async ({ isolated: app, cognito }) => {
  await app.page.clock.install();
  const ui = await WebUi.begin(app, cognito);
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(() => {
    const { openPopup, signInWithRedirect } = harness.library;
    Object.assign(globalThis, { ended: signInWithRedirect({ options: { authSessionOpener: openPopup() } }) });
  });
  const popup = await opening;
  await ui.atPages(popup);
  await seemsClosed(app.page);
  await ui.signIn(popup);
  await ui.configureWindow(popup);
  await app.page.evaluate('ended');
  expect(await app.session()).toMatchObject({ isSignedIn: true });
});

test('a silent sign-in of an isolated page is a timeout', async ({ isolated: app, cognito }) => {
  await app.page.clock.install();
  await WebUi.begin(app, cognito);
  const finish = await app.start('signInWithWebUI', { mode: 'silent' });
  await app.page.locator('iframe').waitFor({ state: 'attached' });
  await app.page.clock.fastForward(10_000);
  expect(await finish()).toEqual({ isSignedIn: false, reason: 'timeout' });
});
