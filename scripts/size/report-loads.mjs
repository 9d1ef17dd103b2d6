import { times } from '../report/targets.mjs';
import { amplify, ours } from './libraries.mjs';
import { waits } from './loads.mjs';

/** The highest allowed size of what a page loads before the session is known, in bytes of brotli. */
const sessionLimit = 17_600;

/** @typedef {Record<string, import('./loads.mjs').Loads>} AllLoads */

/** @param {number} bytes */
export const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

/**
 * All libraries side by side.
 *
 * @param {AllLoads} loads
 * @returns {import('../report/table.mjs').Table}
 */
export function loadTable(loads) {
  const rows = waits.map(([wait, name]) => [name, ...Object.values(loads).map((load) => kilobytes(load[wait].brotli))]);
  return {
    title: 'A page loads, kB of brotli',
    columns: ['', ...Object.keys(loads)],
    rows,
    note: 'Each file is compressed on its own. What is imported with `import()`, and the module that slim fetches, count only until a sign-in is done.',
  };
}

/**
 * The same for README: the package beside Amplify.
 *
 * @param {AllLoads} loads
 * @returns {import('../report/table.mjs').Table}
 */
export function shortLoadTable({ [amplify]: theirs, [ours]: own }) {
  const rows = waits.map(([wait, name]) => {
    const [reference = NaN, bytes = NaN] = [theirs?.[wait].brotli, own?.[wait].brotli];
    return [name, kilobytes(reference), kilobytes(bytes), times(bytes / reference)];
  });
  return { title: 'A page loads, kB', columns: ['', amplify, ours, 'ratio'], rows };
}

/**
 * @param {AllLoads} loads
 * @returns {import('../report/targets.mjs').Target[]}
 */
export function loadTargets({ [ours]: own }) {
  if (!own) return [];
  const name = 'a page loads before the session is known, brotli';
  const format = (/** @type {number} */ bytes) => `${kilobytes(bytes)} kB`;
  return [{ name, value: own.session.brotli, limit: sessionLimit, format }];
}
