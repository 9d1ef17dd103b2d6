import { test as base } from '@playwright/test';
import { DemoPage } from './demo-page.js';
import { LocalCognito } from './local-cognito.js';
import { serveFolder } from './serve-folder.js';

interface TestFixtures {
  /** A local Cognito of this test's own, deterministic, with the seed backend. */
  readonly cognito: LocalCognito;
  /** The demo page, talking to that Cognito. */
  readonly demo: DemoPage;
}

interface WorkerFixtures {
  /** Where the built demo page is served. */
  readonly site: string;
}

/** Playwright's `test` with the project's servers. Needs `npm run build`. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [
    async ({}, use) => {
      const server = await serveFolder(new URL('../../www/dist/', import.meta.url));
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
});

export { expect } from '@playwright/test';
