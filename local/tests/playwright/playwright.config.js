import { defineConfig } from '@playwright/test';
import { launchOptions } from '../../../scripts/suites/chromium.mjs';

/** Run by `../playwright.test.js`. */
export default defineConfig({
  outputDir: '../../../target/local-playwright',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'line',
  use: {
    launchOptions: await launchOptions(),
    baseURL: 'http://app.localhost:1/',
    cognitoOptions: {
      deterministic: true,
      users: [{ username: 'jane', password: 'Password123', email: 'jane@example.com', groups: ['admins'] }],
    },
  },
});
