import { test as base, type Page } from '@playwright/test';
import { describeMissing, findEngine, type EngineName } from '../../scripts/setup/engines.mjs';
import { App } from '../browser/app.js';
import { serveHarness } from '../browser/harness/site.mjs';
import { LocalCognito } from '../browser/local-cognito.js';
import { serveFiles } from '../browser/serve-files.mjs';
import { startBrowser, type Preferences, type RunningBrowser } from './browser.js';
import type { Session, Tab } from './webdriver.js';

interface TestFixtures {
  /** Skips what cannot be run here. */
  readonly installed: undefined;
  /** Starts a local Cognito, deterministic, with the seed backend; it is stopped after the test. */
  readonly startCognito: () => Promise<LocalCognito>;
  /** A local Cognito of this test's own. */
  readonly cognito: LocalCognito;
  /** Opens a further tab of the browser; it is closed after the test. */
  readonly openTab: () => Promise<Tab>;
  /** Where the harness pages are served, an origin of this test's own: what others have stored is not seen. */
  readonly harness: string;
  /** Where the built demo page is served, an origin of this test's own. */
  readonly site: string;
  /** Opens a further tab with a page that uses the package, for the local Cognito. */
  readonly openApp: () => Promise<App>;
  /** A page that uses the package. */
  readonly app: App;
  /** Starts a further browser, with preferences of its own; it is ended after the test. */
  readonly startFurther: (preferences: Preferences) => Promise<Session>;
}

interface WorkerFixtures {
  readonly engine: EngineName;
  /** The browser that the tests of one engine share. */
  readonly running: RunningBrowser;
}

/** The page of the harness in a tab. {@link App} needs no more of a page than a tab can do, besides its clock and routes. */
export const appIn = (tab: Tab, harness: string, cognito: LocalCognito): App =>
  new App(tab as unknown as Page, `${harness}/cognito-wasm.html`, cognito);

/** Playwright's `test` for a browser that is driven by WebDriver. Needs `npm run build`. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  engine: ['firefox', { option: true, scope: 'worker' }],
  installed: [
    async ({ engine }, use, testInfo) => {
      testInfo.skip(findEngine(engine) === undefined, `not installed: ${describeMissing(engine)}`);
      await use(undefined);
    },
    { auto: true },
  ],
  running: [
    async ({ engine }, use) => {
      const browser = await startBrowser(engine);
      await use(browser);
      await browser.end();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  startCognito: async ({}, use) => {
    const started: LocalCognito[] = [];
    await use(async () => {
      // A frame without an origin says `null`.
      const cognito = await LocalCognito.start(['null']);
      started.push(cognito);
      return cognito;
    });
    for (const cognito of started) await cognito.stop();
  },
  cognito: async ({ startCognito }, use) => {
    await use(await startCognito());
  },
  openTab: async ({ running }, use) => {
    const tabs: Tab[] = [];
    await use(async () => {
      const tab = await running.session.openTab();
      tabs.push(tab);
      return tab;
    });
    for (const tab of tabs) await tab.close();
  },
  harness: async ({}, use) => {
    const server = await serveHarness();
    await use(server.origin);
    await server.close();
  },
  site: async ({}, use) => {
    const server = await serveFiles({ '/': new URL('../../www/dist/', import.meta.url) });
    await use(server.origin);
    await server.close();
  },
  openApp: async ({ openTab, harness, cognito }, use) => {
    await use(async () => appIn(await openTab(), harness, cognito));
  },
  app: async ({ openApp }, use) => {
    await use(await openApp());
  },
  startFurther: async ({ engine }, use) => {
    const browsers: RunningBrowser[] = [];
    await use(async (preferences) => {
      const browser = await startBrowser(engine, preferences);
      browsers.push(browser);
      return browser.session;
    });
    for (const browser of browsers) await browser.end();
  },
});

export { expect } from '@playwright/test';
