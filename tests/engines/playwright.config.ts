import { defineConfig } from '@playwright/test';
import { engineNames, type EngineName } from '../../scripts/setup/engines.mjs';

/** Every walk in every engine. Each engine has one worker, which shares one browser among the walks. */
export default defineConfig<object, { readonly engine: EngineName }>({
  outputDir: '../../test-results/engines',
  workers: engineNames.length,
  // Browsers are slow to start on a machine that has other work.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
  projects: engineNames.map((engine) => ({ name: engine, workers: 1, use: { engine } })),
});
