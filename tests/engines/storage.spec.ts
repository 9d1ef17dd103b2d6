import type { EngineName } from '../../scripts/setup/engines.mjs';
import type { App } from '../browser/app.js';
import { appIn, expect, test } from './fixtures.js';
import type { Preferences } from './browser.js';
import type { Tab } from './webdriver.js';

/** What `localStorage` is for a page. */
const found = (tab: Tab): Promise<string> =>
  tab.evaluate(() => {
    try {
      return String(window.localStorage);
    } catch (error) {
      return (error as Error).name;
    }
  });

/** A whole session, in a page that keeps it in memory. */
async function walk(app: App): Promise<void> {
  await app.call('Amplify.configure', app.cognito.resourcesConfig());
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await app.authEvents()).toEqual(['storageDegraded', 'signedIn', 'tokenRefresh', 'signedOut']);
}

test('a frame without an origin, which has no storage, keeps the session in memory', async ({
  openTab,
  harness,
  cognito,
}) => {
  const tab = await openTab();
  await tab.goto(`${harness}/sandboxed.html`);
  const frame = tab.frame(0);
  expect(await found(frame)).toBe('SecurityError');
  await walk(appIn(frame, harness, cognito));
});

test('a page whose storage throws keeps the session in memory', async ({ openTab, harness, cognito }) => {
  const tab = await openTab();
  await tab.goto(`${harness}/blank.html`);
  await tab.evaluate(() => {
    const denied = {
      configurable: true,
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    };
    Object.defineProperty(window, 'localStorage', denied);
    Object.defineProperty(window, 'sessionStorage', denied);
  });
  await tab.evaluate("import('/cognito-wasm.js').then(() => 'imported')");
  expect(await found(tab)).toBe('SecurityError');
  await walk(appIn(tab, harness, cognito));
});

/** How to switch storage off in each engine, and what a page sees then. */
const switchedOff: Record<EngineName, { readonly preferences: Preferences; readonly finds: string }[]> = {
  firefox: [
    { preferences: { firefox: { 'dom.storage.enabled': false } }, finds: 'null' },
    { preferences: { firefox: { 'network.cookie.cookieBehavior': 2 } }, finds: 'SecurityError' },
  ],
  webkit: [{ preferences: { webkit: ['--enable-html5-local-storage=false'] }, finds: 'null' }],
  chromium: [
    { preferences: { chromium: { 'profile.default_content_setting_values.cookies': 2 } }, finds: 'SecurityError' },
  ],
};

test('a browser with its storage switched off keeps the session in memory', async ({
  engine,
  startFurther,
  harness,
  startCognito,
}) => {
  for (const { preferences, finds } of switchedOff[engine]) {
    const tab = await (await startFurther(preferences)).openTab();
    const app = appIn(tab, harness, await startCognito());
    await app.open();
    expect(await found(tab)).toBe(finds);
    await walk(app);
  }
});
