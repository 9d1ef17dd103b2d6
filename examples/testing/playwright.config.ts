import { defineConfig } from '@playwright/test';

// Not Vite's usual port: `reuseExistingServer` would take another app that runs there for this one.
const { CI, CHROME_PATH, PORT = '5190' } = process.env;
const baseURL = `http://localhost:${PORT}/`;

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  // The library tries again a few times before it reports an outage.
  expect: { timeout: 20_000 },
  timeout: 60_000,
  use: {
    baseURL,
    // Only if Playwright should not use the browser that `npx playwright install` brings.
    launchOptions: { executablePath: CHROME_PATH },
  },
  webServer: { command: `vite --port ${PORT} --strictPort`, url: baseURL, reuseExistingServer: !CI },
});
