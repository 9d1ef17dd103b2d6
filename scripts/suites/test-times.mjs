/**
 * The duration of tests, read from their runner's output.
 *
 * @typedef {{ name: string, seconds: number }} TestTime
 */

/**
 * cargo-nextest. Cargo's own harness and wasm-bindgen's print no times.
 *
 * @param {string} output
 * @returns {TestTime[]}
 */
export function nextestTimes(output) {
  const lines = output.matchAll(/^ *(?:PASS|FAIL|TIMEOUT) \[ *([\d.]+)s\] (?:\( *\d+\/\d+\) )?(.+)$/gm);
  return Array.from(lines, ([, seconds, name = '']) => ({ name, seconds: Number(seconds) }));
}

/**
 * Node's runner with its `spec` reporter. Tests and groups end with the same kind of line; groups also start with one.
 *
 * @param {string} output
 * @returns {TestTime[]}
 */
export function nodeTestTimes(output) {
  // After the counts, failed tests are repeated.
  const [listed = ''] = output.split(/^ℹ tests /m);
  /** @type {string[]} */
  const groups = [];
  /** @type {TestTime[]} */
  const times = [];
  for (const [, indent = '', mark, text = ''] of listed.matchAll(/^( *)([▶✔✖]) (.+)$/gm)) {
    const depth = indent.length / 2;
    if (mark === '▶') groups.splice(depth, Infinity, text);
    const [, name, duration] = /^(.+) \(([\d.]+)ms\)/.exec(text) ?? [];
    if (mark === '▶' || name === undefined) continue;
    if (groups[depth] === name) groups.length = depth;
    else times.push({ name: [...groups.slice(0, depth), name].join(' › '), seconds: Number(duration) / 1000 });
  }
  return times;
}

/**
 * Playwright with its `list` reporter.
 *
 * @param {string} output
 * @returns {TestTime[]}
 */
export function playwrightTimes(output) {
  const lines = output.matchAll(/^ +[✓✘] +\d+ (.+) \(([\d.]+)(ms|s|m)\)$/gm);
  const unit = { ms: 0.001, s: 1, m: 60 };
  return Array.from(lines, ([, name = '', count, suffix]) => ({
    name,
    seconds: Number(count) * unit[/** @type {keyof typeof unit} */ (suffix)],
  }));
}

/**
 * @param {TestTime[]} times
 * @param {number} count
 * @returns {string[]} a line for each of the slowest
 */
export const slowest = (times, count) =>
  [...times]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`);
