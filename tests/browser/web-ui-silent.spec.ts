/** Signing in without being asked, by whoever is signed in at the pages of Cognito. */
import type { Frame, Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { person } from './person.js';
import { WebUi } from './web-ui.js';

/** The frame, when it has come back. */
async function returned(page: Page): Promise<Frame> {
  const found = (): Frame | undefined => page.frames().find((frame) => /[?&](code|error)=/.test(frame.url()));
  await expect.poll(found).toBeDefined();
  const frame = found();
  if (!frame) throw new Error('the frame has gone');
  await frame.waitForFunction(() => 'harness' in window);
  return frame;
}

/** Configures the page in the frame, as an application does it. The frame may be removed before the call has returned. */
async function configureFrame(ui: WebUi): Promise<void> {
  const frame = await returned(ui.app.page);
  await frame.evaluate((config) => void harness.call('Amplify.configure', config), ui.config).catch(() => undefined);
}

test('somebody who is signed in at the pages is signed in here', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const [first, popup] = await ui.open('signInWithWebUI');
  await ui.signIn(popup);
  await ui.configureWindow(popup);
  await first();
  // The session ends here, but not at the pages.
  await app.page.evaluate(() => {
    localStorage.clear();
  });
  await app.open();
  await app.call('Amplify.configure', ui.config);
  const finish = await app.start('signInWithWebUI', { mode: 'silent', customState: 'silent' });
  await configureFrame(ui);
  expect(await finish()).toMatchObject({
    isSignedIn: true,
    user: { username: person.username },
    customState: 'silent',
  });
  expect(await app.page.locator('iframe').count()).toBe(0);
  const events = await app.authEvents();
  expect(events).toEqual(expect.arrayContaining(['customOAuthState', 'signInWithRedirect', 'signedIn']));
});

test('calls of the page in the frame do not end before the frame does', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const [first, popup] = await ui.open('signInWithWebUI');
  await ui.signIn(popup);
  await ui.configureWindow(popup);
  await first();
  await app.page.evaluate(() => {
    localStorage.clear();
  });
  await app.open();
  await app.call('Amplify.configure', ui.config);
  await cognito.fault({ operation: '/oauth2/token', kind: 'delay' });
  const finish = await app.start('signInWithWebUI', { mode: 'silent' });
  const frame = await returned(app.page);
  await frame.evaluate((config) => {
    void harness.call('Amplify.configure', config);
    void harness.call('getCurrentUser').then(() => Object.assign(parent, { hasGoneOn: true }));
    void harness.call('handleRedirectCallback').then(() => Object.assign(parent, { hasGoneOn: true }));
  }, ui.config);
  await cognito.arrival('/oauth2/token');
  await cognito.clearFaults();
  expect(await finish()).toMatchObject({ isSignedIn: true });
  expect(await app.page.evaluate('globalThis.hasGoneOn')).toBeUndefined();
});

test('that nobody is signed in there is data', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const finish = await app.start('signInWithWebUI', { mode: 'silent' });
  await configureFrame(ui);
  expect(await finish()).toEqual({ isSignedIn: false, reason: 'login_required' });
  expect(await app.authEvents()).toEqual([]);
  expect(await app.localStorage()).toEqual({});
});

test('a frame that is blocked is a timeout, as data', async ({ app, cognito }) => {
  await app.page.clock.install();
  await app.open(`frame-src 'none'`);
  const ui = await WebUi.allow(app, cognito);
  await app.call('Amplify.configure', ui.config);
  const finish = await app.start('signInWithWebUI', { mode: 'silent' });
  await app.page.locator('iframe').waitFor({ state: 'attached' });
  await app.page.clock.fastForward(10_000);
  expect(await finish()).toEqual({ isSignedIn: false, reason: 'timeout' });
  expect(await app.page.locator('iframe').count()).toBe(0);
  expect(await app.localStorage()).toEqual({});
});

test('a signal that fires removes the frame', async ({ app, cognito }) => {
  await WebUi.begin(app, cognito);
  await cognito.fault({ operation: '/oauth2/authorize', kind: 'delay' });
  await app.page.evaluate(() => {
    const abort = new AbortController();
    Object.assign(globalThis, { abort });
    harness.start('silent', 'signInWithWebUI', { mode: 'silent', signal: abort.signal });
  });
  await cognito.arrival('/oauth2/authorize');
  await app.page.evaluate('abort.abort()');
  expect(await app.page.evaluate(() => harness.finish('silent'))).toMatchObject({ error: { name: 'AbortError' } });
  expect(await app.page.locator('iframe').count()).toBe(0);
  await cognito.clearFaults();
  expect(await app.localStorage()).toEqual({});
});
