import { today, versions } from '../report/conditions.mjs';
import { targetTable, times } from '../report/targets.mjs';
import { amplifyAuth, amplifyFew, peers, whole, wholeSlim } from './subjects.mjs';

/**
 * @param {import('./subjects.mjs').Subjects} subjects
 * @returns {{ tables: import('../report/table.mjs').Table[], conditions: string }}
 */
export function sizeReport({ ours, others }) {
  const rows = Object.entries({ ...ours, ...others }).map(([name, { raw, gzip, brotli }]) => [
    name,
    ...[raw, gzip, brotli].map(kilobytes),
  ]);
  const sizes = { title: 'Sizes', columns: ['', 'raw', 'gzip', 'brotli'], rows };
  const targets = targetsOf(ours, others);
  const conditions =
    `In kB of 1000 bytes, ${today()}; bundled and minified by ${versions(['esbuild'])} as ES modules for es2022, ` +
    `gzip -9, brotli -11. ${versions(peers)}.`;
  return { tables: targets.length > 0 ? [sizes, targetTable(targets)] : [sizes], conditions };
}

/**
 * @param {Record<string, import('./measure.mjs').Size>} ours
 * @param {Record<string, import('./measure.mjs').Size>} others
 * @returns {import('../report/targets.mjs').Target[]}
 */
function targetsOf(ours, others) {
  const slim = ours[wholeSlim]?.brotli;
  if (slim === undefined) return [];
  /**
   * @param {string} name
   * @param {number | undefined} divisor
   */
  const share = (name, divisor = NaN) => ({ name, value: slim / divisor, limit: 1, format: times });
  const inlined = (ours[whole]?.brotli ?? NaN) / slim;
  return [
    share('everything, slim, to all of Amplify’s auth, brotli', others[amplifyAuth]?.brotli),
    share('everything, slim, to Amplify’s three functions, brotli', others[amplifyFew]?.brotli),
    { name: 'everything, module inlined, to everything, slim, brotli', value: inlined, limit: 1.2, format: times },
  ];
}

/** @param {number} bytes */
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
