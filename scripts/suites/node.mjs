import { attempt } from '../run/command.mjs';
import { filesIn } from '../run/files.mjs';
import { nodeTestCounts } from './test-counts.mjs';
import { nodeTestTimes } from './test-times.mjs';

const timeLimitMs = 20 * 60_000;

/**
 * Tests for Node's own runner.
 *
 * @param {string} folder
 * @param {string[]} [options] of the runner
 */
export async function runNodeTests(folder, options = []) {
  const files = filesIn(folder).filter((path) => /\.test\.m?js$/.test(path));
  const { succeeded, output } = await attempt(
    process.execPath,
    ['--test', '--test-reporter=spec', ...options, ...files],
    { timeLimitMs },
  );
  return { succeeded, counts: nodeTestCounts(output), times: nodeTestTimes(output) };
}
