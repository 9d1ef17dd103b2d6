import { test as base } from '@playwright/test';
import { startServer } from 'cognito-wasm-local';
import { addUser, type LocalCognito } from '../support/add-user';

export { expect } from '@playwright/test';

/** Each test has a Cognito of its own, which the page finds in its configuration. The user `jane` is there. */
export const test = base.extend<{ local: LocalCognito }>({
  local: [
    async ({ page }, use) => {
      const local = await startServer({ port: 0 });
      await addUser(local, 'jane', 'Password123');
      await page.route('/auth-config.json', (route) => route.fulfill({ json: local.resourcesConfig() }));
      await use(local);
      await local.close();
    },
    { auto: true },
  ],
});
