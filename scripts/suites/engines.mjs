import { attempt } from '../run/command.mjs';
import { npmCommand } from '../run/paths.mjs';
import { step } from '../run/steps.mjs';
import { finishEngines, missingEngines } from '../setup/engines.mjs';
import { playwrightCounts } from './test-counts.mjs';

const timeLimitMs = 10 * 60_000;

/** Runs `tests/engines/` in every installed engine. */
export async function runEngineTests() {
  await step('the engines and their drivers', finishEngines);
  const config = ['--config', 'tests/engines/playwright.config.ts'];
  const { succeeded, output } = await attempt(npmCommand('playwright'), ['test', ...config], { timeLimitMs });
  return { succeeded, counts: playwrightCounts(output), untested: missingEngines() };
}
