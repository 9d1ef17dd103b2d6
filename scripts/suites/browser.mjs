import { attempt } from '../run/command.mjs';
import { npmCommand } from '../run/paths.mjs';
import { playwrightCounts } from './test-counts.mjs';
import { playwrightTimes } from './test-times.mjs';

const timeLimitMs = 30 * 60_000;

/** The package and the demo page in Chromium, against a local Cognito. */
export async function runBrowserTests() {
  const { succeeded, output } = await attempt(npmCommand('playwright'), ['test', '--reporter=list'], { timeLimitMs });
  return { succeeded, counts: playwrightCounts(output), times: playwrightTimes(output) };
}
