import { test as base } from '@playwright/test';
import { App } from './app.js';
import { DemoPage } from './demo-page.js';
import { serveHarness } from './harness/site.mjs';
import { LocalCognito } from './local-cognito.js';
import { serveFiles } from './serve-files.mjs';

interface TestFixtures {
  /** The test's own local Cognito: deterministic, with the seed backend. */
  readonly cognito: LocalCognito;
  /** The demo page, talking to that Cognito. */
  readonly demo: DemoPage;
  /** A page that uses the package and that Cognito. */
  readonly app: App;
  /** Opens another tab with such a page, or with one that uses `aws-amplify` instead. */
  readonly openTab: (library?: 'cognito-wasm' | 'aws-amplify') => Promise<App>;
}

interface WorkerFixtures {
  /** The origin of the built demo page. */
  readonly site: string;
  /** The origin of the harness pages. */
  readonly harness: string;
}

/** Playwright's `test` with the project's servers. Needs `npm run build`. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [
    async ({}, use) => {
      const server = await serveFiles({ '/': new URL('../../www/dist/', import.meta.url) });
      await use(server.origin);
      await server.close();
    },
    { scope: 'worker' },
  ],
  harness: [
    async ({}, use) => {
      const server = await serveHarness();
      await use(server.origin);
      await server.close();
    },
    { scope: 'worker' },
  ],
  cognito: async ({}, use) => {
    const cognito = await LocalCognito.start();
    await use(cognito);
    await cognito.stop();
  },
  demo: async ({ page, site, cognito }, use) => {
    await use(new DemoPage(page, `${site}/?cognito=${cognito.origin}`));
  },
  app: async ({ page, harness, cognito }, use) => {
    await use(new App(page, `${harness}/cognito-wasm.html`, cognito));
  },
  openTab: async ({ context, harness, cognito }, use) => {
    await use(
      async (library = 'cognito-wasm') => new App(await context.newPage(), `${harness}/${library}.html`, cognito),
    );
  },
});

export { expect } from '@playwright/test';
