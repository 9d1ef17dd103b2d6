import { test as base, type Page } from '@playwright/test';
import { describeMissing, findEngine, type EngineName } from '../../scripts/setup/engines.mjs';
import { App } from '../browser/app.js';
import { serveHarness } from '../browser/harness/site.mjs';
import { LocalCognito } from '../browser/local-cognito.js';
import { serveFiles } from '../browser/serve-files.mjs';
import { startBrowser, type Preferences, type RunningBrowser } from './browser.js';
import type { Session, Tab } from './webdriver.js';

interface TestFixtures {
  /** Skips engines that are not installed. */
  readonly installed: undefined;
  /** Starts a deterministic local Cognito with the seed backend. It is stopped after the test. */
  readonly startCognito: () => Promise<LocalCognito>;
  /** A local Cognito for this test alone. */
  readonly cognito: LocalCognito;
  /** Opens another tab of the browser. It is closed after the test. */
  readonly openTab: () => Promise<Tab>;
  /** The origin of the harness pages. Each test has its own, so it does not see what others have stored. */
  readonly harness: string;
  /** The origin of the built demo page. Each test has its own. */
  readonly site: string;
  /** Opens another tab with a page that uses the package and the local Cognito. */
  readonly openApp: () => Promise<App>;
  /** A page that uses the package. */
  readonly app: App;
  /** Starts another browser with its own preferences. It is ended after the test. */
  readonly startFurther: (preferences: Preferences) => Promise<Session>;
}

interface WorkerFixtures {
  readonly engine: EngineName;
  /** The browser that the tests of one engine share. */
  readonly running: RunningBrowser;
}

/** The harness page in a tab. {@link App} only needs what a tab can do, except for the clock and the routes. */
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
      // The origin of a sandboxed frame is `null`.
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
