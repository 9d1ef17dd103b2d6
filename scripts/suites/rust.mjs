import { attempt } from '../run/command.mjs';
import { cargoTestCounts, nextestCounts } from './test-counts.mjs';

/** The crate's native tests: with cargo-nextest where it is installed, with cargo alone elsewhere. */
export async function runRustTests() {
  const nextest = (await attempt('cargo', ['nextest', '--version'], { quiet: true })).succeeded;
  const { succeeded, output } = nextest
    ? await attempt('cargo', ['nextest', 'run', '--no-fail-fast'])
    : await attempt('cargo', ['test', '--no-fail-fast', '--lib', '--tests']);
  return { succeeded, counts: nextest ? nextestCounts(output) : cargoTestCounts(output) };
}
