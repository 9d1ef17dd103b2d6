import { availableParallelism, cpus } from 'node:os';
import { today, versions } from '../report/conditions.mjs';
import { targetTable } from '../report/targets.mjs';
import { callTables, callTargets } from './report-calls.mjs';
import { srpTables, srpTargets } from './srp/report-srp.mjs';

/**
 * @typedef {object} Results
 * @property {string} chromium the version
 * @property {number} rounds
 * @property {number} load how many processes wanted to run on the machine before
 * @property {import('./srp/measure-srp.mjs').SrpResults} [srp]
 * @property {import('./report-calls.mjs').CallResults} [calls]
 */

/**
 * @param {Results} results
 * @returns {{ tables: import('../report/table.mjs').Table[], conditions: string }}
 */
export function benchReport({ chromium, rounds, load, srp, calls }) {
  const targets = [...(srp ? srpTargets(srp) : []), ...(calls ? callTargets(calls) : [])];
  const tables = [
    ...(srp ? srpTables(srp) : []),
    ...(calls ? callTables(calls) : []),
    ...(targets.length > 0 ? [targetTable(targets)] : []),
  ];
  const peers = versions(['aws-amplify', '@aws-amplify/auth', 'amazon-cognito-identity-js']);
  const openssl = srp?.openssl === undefined ? '' : `, OpenSSL ${srp.openssl} (BN_mod_exp_mont_consttime)`;
  const conditions =
    `Milliseconds, ${today()}: medians of ${rounds} rounds (of twice as many for warm SRP and sessions), with the quartiles in brackets; ratios are medians of those ` +
    `in each round. Headless Chromium ${chromium}, ${cpus()[0]?.model ?? 'unknown processor'}, ` +
    `${availableParallelism()} processors with a load of ${load.toFixed(1)} before; ${peers}${openssl}. ` +
    'cognito-wasm, BigInt and OpenSSL compute with a secret of 256 bits, the others with one of 1024. Replies come from ' +
    'the local Cognito; before the first call is counted, what an empty module takes is subtracted.';
  return { tables, conditions };
}
