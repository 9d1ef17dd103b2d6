/**
 * `npm test`: sets up, builds, and runs every test suite. The last line is `N passed, N failed`, in tests.
 * `npm test -- --only SUITE` runs one suite, `npm test -- --list` names them.
 */
import { parseArgs } from 'node:util';
import { buildDemo } from './build/demo.mjs';
import { buildPackage } from './build/package.mjs';
import { Failure } from './run/failure.mjs';
import { inOrder, printer, printLine, printingTo } from './run/output.mjs';
import { elapsed, main, printProblem, step } from './run/steps.mjs';
import { setUpEngines, setUpTests } from './setup/setup.mjs';
import { runInTurn } from './suites/schedule.mjs';
import { suites } from './suites/suites.mjs';
import { total } from './suites/test-counts.mjs';
import { slowest } from './suites/test-times.mjs';

await main(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' } } });
  if (values.list) {
    for (const { name, title } of suites) console.log(`${name.padEnd(12)}${title}`);
    return;
  }
  const chosen = suites.filter(({ name }) => values.only === undefined || name === values.only);
  if (chosen.length === 0) throw new Failure(`There is no suite "${values.only}": npm test -- --list names them.`);

  try {
    await setUpTests();
    if (chosen.some(({ name }) => name === 'engines')) await setUpEngines();
    await buildPackage();
    await step('build the demo page', buildDemo);
  } catch (error) {
    printProblem(error);
    finish({ passed: 0, failed: 1 });
    // Ends background work of the set-up.
    process.exit();
  }

  const open = inOrder(printer());
  const results = await runInTurn(chosen, (suite) => {
    const place = open();
    return printingTo(place.print, () => runSuite(suite)).finally(place.end);
  });

  console.log(`\n${results.map(({ line }) => line).join('\n')}`);
  console.log(
    `\nThe slowest tests:\n${slowest(
      results.flatMap(({ times }) => times),
      10,
    ).join('\n')}\n`,
  );
  finish(total(results.map(({ counts }) => counts)));
});

/** @param {import('./suites/test-counts.mjs').Counts} counts */
function finish({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/**
 * Runs one suite. Any failure outside its tests counts as one failed test.
 *
 * @param {import('./suites/suites.mjs').Suite} suite
 */
async function runSuite({ name, title, minimum, run }) {
  const startedAt = performance.now();
  printLine(`\n▸ ${name}: ${title}`);
  /** @type {import('./suites/test-counts.mjs').Counts} */
  let counts = { passed: 0, failed: 0 };
  /** @type {import('./suites/test-times.mjs').TestTime[]} */
  let times = [];
  let problem = '';
  let warning = '';
  try {
    const result = await run();
    ({ counts, times = [] } = result);
    const { untested = [] } = result;
    // Tests that cannot run on this machine count as run.
    if (untested.length > 0) warning = `. NOT TESTED: ${untested.join('; ')}`;
    const ran = counts.passed + counts.failed + (untested.length > 0 ? (counts.skipped ?? 0) : 0);
    if (ran < minimum) problem = `, only ${ran} of at least ${minimum} tests ran`;
    else if (!result.succeeded && counts.failed === 0) problem = ', the test runner failed';
  } catch (error) {
    printProblem(error);
    problem = ', could not be run';
  }
  if (problem) counts = { ...counts, failed: counts.failed + 1 };
  const mark = counts.failed > 0 ? '✘' : '✔';
  const skips = counts.skipped ? `, ${counts.skipped} SKIPPED` : '';
  const outcome = `${counts.passed} passed, ${counts.failed} failed${skips}${problem}`;
  const line = `${mark} ${name}: ${outcome} (${elapsed(startedAt)})${warning}`;
  printLine(line);
  return { line, counts, times: times.map((time) => ({ ...time, name: `${name}: ${time.name}` })) };
}
