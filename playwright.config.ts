import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/suites/chromium.mjs';

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  workers: 1,
  forbidOnly: true,
  reporter: 'list',
  use: {
    launchOptions: await launchOptions(),
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
