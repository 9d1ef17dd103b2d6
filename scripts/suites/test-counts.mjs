/**
 * The number of tests, read from a runner's output.
 *
 * @typedef {{ passed: number, failed: number, skipped?: number }} Counts skipped tests are not counted as passed
 */

/**
 * Cargo's own harness and wasm-bindgen's: one line for each binary.
 *
 * @param {string} output
 * @returns {Counts}
 */
export function cargoTestCounts(output) {
  return total(
    Array.from(output.matchAll(/^test result: .*?(\d+) passed; (\d+) failed;/gm), ([, passed, failed]) => ({
      passed: Number(passed),
      failed: Number(failed),
    })),
  );
}

/**
 * cargo-nextest: every test that ran without passing counts as failed.
 *
 * @param {string} output
 * @returns {Counts}
 */
export function nextestCounts(output) {
  const summary = /^\s*Summary .*?(\d+)(?:\/\d+)? tests? run: (\d+) passed/m.exec(output);
  const passed = Number(summary?.[2] ?? 0);
  return { passed, failed: Number(summary?.[1] ?? 0) - passed };
}

/**
 * Node's runner with its `spec` reporter.
 *
 * @param {string} output
 * @returns {Counts}
 */
export function nodeTestCounts(output) {
  /** @param {string} what */
  const count = (what) => Number(new RegExp(`^ℹ ${what} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('cancelled') };
}

/**
 * Playwright with its `list` reporter.
 *
 * @param {string} output
 * @returns {Counts}
 */
export function playwrightCounts(output) {
  /** @param {string} what */
  const count = (what) => Number(new RegExp(`^\\s+(\\d+) ${what}\\b`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('failed') + count('interrupted') + count('did not run') + count('flaky');
  const skipped = count('skipped');
  return { passed: count('passed'), failed, ...(skipped > 0 && { skipped }) };
}

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function total(all) {
  return all.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
    passed: 0,
    failed: 0,
  });
}
