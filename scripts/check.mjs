/**
 * `.ci/run`: format, lints and types, then `npm test`. The last line is `N passed, N failed` and counts checks and tests together.
 */
import { parseArgs } from 'node:util';
import { checks } from './checks/checks.mjs';
import { Failure } from './run/failure.mjs';
import { main, printProblem, step } from './run/steps.mjs';
import { setUpBuild } from './setup/setup.mjs';
import { total } from './suites/test-counts.mjs';

/** @type {string[]} the checks that have failed */
const failedNames = [];

await main(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } });
  if (values.list) {
    for (const { name, title } of checks) console.log(`${name.padEnd(14)}${title}`);
    return;
  }
  const chosen = checks.filter(({ name }) => values.only === undefined || name === values.only);
  if (chosen.length === 0) throw new Failure(`There is no step "${values.only}": .ci/run --list names them.`);

  const { passed, failed } = await runChecks(chosen);
  // A check that failed early is far above by now.
  if (failedNames.length > 0) console.log(`Failed: ${failedNames.join(', ')}.`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});

/**
 * @param {import('./checks/checks.mjs').Check[]} chosen
 * @returns {Promise<import('./suites/test-counts.mjs').Counts>}
 */
async function runChecks(chosen) {
  const setUp = await runCheck({ name: 'set-up', run: setUpBuild });
  if (setUp.failed > 0) return setUp;
  const results = [];
  for (const check of chosen) results.push(await runCheck(check));
  return total(results);
}

/**
 * Runs one check. It counts as one, unless it reports counts of its own.
 *
 * @param {Pick<import('./checks/checks.mjs').Check, 'name' | 'run'>} check
 * @returns {Promise<import('./suites/test-counts.mjs').Counts>}
 */
async function runCheck({ name, run }) {
  try {
    const counts = (await step(name, run)) ?? { passed: 1, failed: 0 };
    if (counts.failed > 0) failedNames.push(name);
    return counts;
  } catch (error) {
    failedNames.push(name);
    printProblem(error);
    return { passed: 0, failed: 1 };
  }
}
