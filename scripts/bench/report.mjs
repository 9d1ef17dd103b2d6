import { availableParallelism, cpus } from 'node:os';
import { today, versions } from '../report/conditions.mjs';
import { targetTable } from '../report/targets.mjs';
import { pageTables, pageTargets, shortPageTable } from './pages/report-pages.mjs';
import { callTables, callTargets } from './report-calls.mjs';
import { signatureTable } from './report-signatures.mjs';
import { srpTables, srpTargets } from './srp/report-srp.mjs';

/**
 * @typedef {object} Results
 * @property {string} chromium the version
 * @property {number} rounds
 * @property {number} load how many processes wanted to run on the machine before
 * @property {import('./pages/measure-pages.mjs').PageResults} [pages]
 * @property {import('./srp/measure-srp.mjs').SrpResults} [srp]
 * @property {import('./report-calls.mjs').CallResults} [calls]
 * @property {Record<string, number[]>} [signatures] milliseconds, by library
 */

const slowPhone = 'Slow 4G (1.6 Mbit/s down, 0.75 up, 150 ms) and a CPU four times slower';

/**
 * @param {Results} results
 * @returns {import('../report/publish.mjs').Section[]}
 */
export function benchReport(results) {
  const { pages, srp, calls, signatures } = results;
  const targets = [
    ...(pages ? pageTargets(pages) : []),
    ...(srp ? srpTargets(srp) : []),
    ...(calls ? callTargets(calls) : []),
  ];
  const tables = [
    ...(pages ? pageTables(pages) : []),
    ...(srp ? srpTables(srp) : []),
    ...(calls ? callTables(calls) : []),
    ...(signatures ? [signatureTable(signatures)] : []),
    ...(targets.length > 0 ? [targetTable(targets)] : []),
  ];
  const all = { document: 'docs/performance.md', part: 'bench', tables, conditions: conditionsOf(results) };
  if (!pages) return [all];
  const conditions =
    `From the navigation to the result, in Chromium with ${slowPhone}; medians of ${pages.rounds} rounds, ${today()}, with the quartiles of the ` +
    `ratios in brackets; ${versions(['aws-amplify'])}. The session is known when \`fetchAuthSession\` has resolved for a user who is signed in. A second ` +
    'visit finds the files in the HTTP cache, a sixth one also finds compiled code.';
  return [all, { document: 'README.md', part: 'pages', tables: [shortPageTable(pages)], conditions }];
}

/** @param {Results} results */
function conditionsOf({ chromium, rounds, load, pages, srp }) {
  const peers = versions([
    'aws-amplify',
    '@aws-amplify/auth',
    'amazon-cognito-identity-js',
    '@smithy/signature-v4',
    'aws4fetch',
  ]);
  const openssl = srp?.openssl === undefined ? '' : `, OpenSSL ${srp.openssl} (BN_mod_exp_mont_consttime)`;
  const general =
    `Milliseconds, ${today()}: medians of ${rounds} rounds (of twice as many for warm SRP and sessions), with the quartiles in brackets; ratios are medians of those ` +
    `in each round. Headless Chromium ${chromium}, ${cpus()[0]?.model ?? 'unknown processor'}, ` +
    `${availableParallelism()} processors with a load of ${load.toFixed(1)} before; ${peers}${openssl}. ` +
    'cognito-wasm, BigInt and OpenSSL compute with a secret of 256 bits, the others with one of 1024. Replies come from ' +
    'the local Cognito; before the first call is counted, what an empty module takes is subtracted.';
  if (!pages) return general;
  return (
    `${general} Pages: ${pages.rounds} rounds, ${slowPhone}, by the DevTools protocol; apps bundled by esbuild with splitting, all ` +
    'files sent as brotli with `max-age`, and the page itself asked for anew at each visit; a second visit finds the files in the HTTP ' +
    'cache, a sixth one also finds compiled code. What is stored is what a sign-in and an earlier page of the same library have ' +
    'left. Each visit is a new tab. Chromium runs without its feature BackgroundResourceFetch, with which this version does not use ' +
    'compiled code of module scripts.'
  );
}
