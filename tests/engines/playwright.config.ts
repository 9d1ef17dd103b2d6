import { defineConfig } from '@playwright/test';
import { engineNames, type EngineName } from '../../scripts/setup/engines.mjs';

/** Runs every test in every engine. Each engine has one worker, whose tests share one browser. */
export default defineConfig<object, { readonly engine: EngineName }>({
  outputDir: '../../test-results/engines',
  workers: engineNames.length,
  // Browsers start slowly on a busy machine.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
  projects: engineNames.map((engine) => ({ name: engine, workers: 1, use: { engine } })),
});
