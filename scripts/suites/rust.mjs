import { attempt } from '../run/command.mjs';
import { cargoTestCounts, nextestCounts, total } from './test-counts.mjs';
import { nextestTimes } from './test-times.mjs';

const timeLimitMs = 20 * 60_000;

/**
 * The crate's native tests, with cargo-nextest if it is installed and otherwise with cargo: building nextest takes longer than all the
 * tests. Examples in the documentation always run with cargo.
 */
export async function runRustTests() {
  const tests = (await attempt('cargo', ['nextest', '--version'], { quiet: true })).succeeded
    ? await runWith(nextestCounts, ['nextest', 'run', '--no-fail-fast'])
    : await runWith(cargoTestCounts, ['test', '--no-fail-fast', '--lib', '--tests']);
  const examples = await runWith(cargoTestCounts, ['test', '--doc']);
  return {
    succeeded: tests.succeeded && examples.succeeded,
    counts: total([tests.counts, examples.counts]),
    times: tests.times,
  };
}

/**
 * @param {(output: string) => import('./test-counts.mjs').Counts} count
 * @param {string[]} args of cargo
 */
async function runWith(count, args) {
  const { succeeded, output } = await attempt('cargo', args, { timeLimitMs });
  return { succeeded, counts: count(output), times: nextestTimes(output) };
}
