import { today, versions } from '../report/conditions.mjs';
import { targetTable, times } from '../report/targets.mjs';
import { kilobytes, loadTable, loadTargets, shortLoadTable } from './report-loads.mjs';
import { amplifyAuth, amplifyFew, peers, whole, wholeEmbedded, wholeSlim } from './subjects.mjs';

/**
 * @param {import('./subjects.mjs').Subjects} subjects
 * @param {import('./report-loads.mjs').AllLoads} loads
 * @returns {import('../report/publish.mjs').Section[]}
 */
export function sizeReport({ ours, others }, loads) {
  const rows = Object.entries({ ...ours, ...others }).map(([name, { raw, gzip, brotli }]) => [
    name,
    ...[raw, gzip, brotli].map(kilobytes),
  ]);
  const sizes = { title: 'Sizes', columns: ['', 'raw', 'gzip', 'brotli'], rows };
  const targets = [...targetsOf(ours, others), ...loadTargets(loads)];
  const conditions =
    `In kB of 1000 bytes, ${today()}; bundled and minified by ${versions(['esbuild'])} as ES modules for es2022, ` +
    `gzip -9, brotli -11; what a page loads is bundled with splitting. ${versions(peers)}.`;
  return [
    {
      document: 'docs/performance.md',
      part: 'size',
      tables: [sizes, loadTable(loads), ...(targets.length > 0 ? [targetTable(targets)] : [])],
      conditions,
    },
    {
      document: 'README.md',
      part: 'loads',
      tables: [shortLoadTable(loads)],
      conditions: `Brotli, ${today()}; the same functions of both, bundled by ${versions(['esbuild'])}; ${versions(['aws-amplify'])}.`,
    },
  ];
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
  const inlined = ((ours[wholeEmbedded] ?? ours[whole])?.brotli ?? NaN) / slim;
  return [
    share('everything, slim, to all of Amplify’s auth, brotli', others[amplifyAuth]?.brotli),
    share('everything, slim, to Amplify’s three functions, brotli', others[amplifyFew]?.brotli),
    { name: 'everything, module inlined, to everything, slim, brotli', value: inlined, limit: 1.2, format: times },
  ];
}
