/** Sign-ins in a window of their own that are interrupted or attacked. */
import type { Page } from '@playwright/test';
import { type App, clientKey } from './app.js';
import { expect, test } from './fixtures.js';
import { Redirecting, signInAtPages } from './redirecting.js';

const failure = 'signInWithRedirect_failure';

interface Opened {
  readonly popup: Page;
  readonly state: string;
  /** The `BroadcastChannel` on which the page waits. */
  readonly channel: string;
  readonly finish: () => Promise<unknown>;
}

/** Opens the pages in a window. */
async function openWindow(app: App): Promise<Opened> {
  const opening = app.page.waitForEvent('popup');
  const finish = await app.start('signInWithWebUI', { options: { prompt: 'LOGIN', onExistingSession: 'error' } });
  const popup = await opening;
  await popup.waitForURL(`${app.cognito.origin}/login**`);
  const state = new URL(popup.url()).searchParams.get('state') ?? '';
  return { popup, state, channel: clientKey(`oauth.${state}`), finish };
}

/** The user signs in in the window, and the page in it is configured, as when it is loaded. */
async function comeBackInWindow(popup: Page, { config }: Redirecting): Promise<void> {
  await signInAtPages(popup);
  await popup.waitForURL(/[?&]code=/);
  await popup.waitForFunction(() => 'harness' in globalThis);
  await popup.evaluate((given) => void harness.call('Amplify.configure', given), config);
}

test('what other pages say on the channel, or to the window, is no answer', async ({ app, openTab, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { address } = redirecting;
  const { popup, state, channel, finish } = await openWindow(app);
  const refusal = `${address}?error=access_denied&state=${state}`;
  // Of this origin, without the state.
  const same = await openTab();
  await same.open();
  await same.page.evaluate(
    ([name, page]) => {
      const line = new BroadcastChannel(name);
      const forged = `${page}?code=evil&state=${'A'.repeat(32)}`;
      const both = { address: forged, isTaken: true };
      for (const message of [null, 7, 'text', {}, [], { address: 7 }, { address: forged }, both, { isTaken: true }])
        line.postMessage(message);
      line.postMessage({ address: 'x'.repeat(200_000) });
    },
    [channel, address] as const,
  );
  // Of other origins, with all that the pages know.
  const foreign = await openTab();
  await foreign.page.goto(address.replace('localhost', '127.0.0.1').replace('cognito-wasm', 'blank'));
  for (const page of [foreign.page, popup])
    await page.evaluate(
      ([name, answer]) => {
        new BroadcastChannel(name).postMessage({ address: answer });
        const { opener } = globalThis as unknown as { readonly opener: Window | null };
        for (const message of [answer, { address: answer }, { isTaken: true }]) opener?.postMessage(message, '*');
      },
      [channel, refusal] as const,
    );
  expect(await app.authEvents()).toEqual([]);
  expect(popup.isClosed()).toBe(false);
  const closed = popup.waitForEvent('close');
  await comeBackInWindow(popup, redirecting);
  expect(await finish()).toMatchObject({ isSignedIn: true });
  await closed;
  expect(await redirecting.left()).toEqual([]);
});

test('a window whose page has gone signs the user in by itself', async ({ app, openTab, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const tab = await redirecting.open(await openTab());
  const { popup } = await openWindow(app);
  await app.page.close();
  await comeBackInWindow(popup, redirecting);
  await popup.waitForURL(redirecting.address);
  expect(await popup.evaluate(() => harness.call('getCurrentUser'))).toHaveProperty('value.username');
  await expect.poll(async () => (await tab.session()).isSignedIn).toBe(true);
  expect(await redirecting.left(tab)).toEqual([]);
});

test('a page that is loaded anew while its window is open can sign in again', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { popup } = await openWindow(app);
  await app.page.reload();
  const seen = { outcome: 'nothing', events: [], address: redirecting.address, isSignedIn: false };
  expect(await redirecting.load()).toEqual(seen);
  await popup.close();
  await redirecting.works();
});

test('a token endpoint that is down is an error of the page that waits', async ({ app, context, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { popup, finish } = await openWindow(app);
  const endpoint = `${cognito.origin}/oauth2/token`;
  await context.route(endpoint, (route) => route.fulfill({ status: 503, body: '<h1>Service Unavailable</h1>' }));
  const closed = popup.waitForEvent('close');
  await comeBackInWindow(popup, redirecting);
  await expect(finish()).rejects.toMatchObject({ isAuthError: true });
  await closed;
  expect(await app.authEvents()).toEqual([failure]);
  expect(await redirecting.left()).toEqual([]);
  await context.unroute(endpoint);
  await redirecting.works();
});

test('a user who cancels at the provider is told, and the window closes', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const opening = app.page.waitForEvent('popup');
  const finish = await app.start('signInWithWebUI', { provider: 'Google' });
  const popup = await opening;
  await popup.getByRole('button', { name: 'Cancel', exact: true }).click();
  await popup.waitForURL(/[?&]error=/);
  await popup.waitForFunction(() => 'harness' in globalThis);
  const closed = popup.waitForEvent('close');
  await popup.evaluate((given) => void harness.call('Amplify.configure', given), redirecting.config);
  await expect(finish()).rejects.toMatchObject({
    name: 'OAuthSignInException',
    message: 'Google Error - 400 access_denied The user cancelled the sign-in',
  });
  await closed;
  expect(await redirecting.left()).toEqual([]);
  await redirecting.works();
});

test('a sign-in in a window that is aborted closes it and leaves nothing', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(() => {
    const controller = new AbortController();
    Object.assign(globalThis, { controller });
    harness.start('aborted', 'signInWithWebUI', { signal: controller.signal });
  });
  const popup = await opening;
  await popup.waitForURL(`${cognito.origin}/login**`);
  const closed = popup.waitForEvent('close');
  const outcome = await app.page.evaluate(() => {
    (globalThis as unknown as { readonly controller: AbortController }).controller.abort();
    return harness.finish('aborted');
  });
  expect(outcome).toMatchObject({ error: { name: 'AbortError' } });
  await closed;
  expect(await app.authEvents()).toEqual([]);
  expect(await redirecting.left()).toEqual([]);
  await redirecting.works();
});
