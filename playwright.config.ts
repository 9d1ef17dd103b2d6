import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/suites/chromium.mjs';

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  // Each test has a local Cognito of its own, and each worker its servers and its browser.
  workers: 2,
  fullyParallel: true,
  // Tests wait for events. These limits end a test whose event does not come, also on a machine that has other work.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    launchOptions: await launchOptions(),
    screenshot: 'only-on-failure',
    // A trace of each test takes a quarter of the time. `TRACE=1 npx playwright test FILE` keeps those of failures.
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off',
  },
});
