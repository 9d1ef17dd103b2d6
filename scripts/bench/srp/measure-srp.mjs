import { inNewPage } from '../browser.mjs';
import { takeTurns } from '../statistics.mjs';
import { kernelModules } from './build-kernels.mjs';
import { startNative } from './native.mjs';
import { createServer } from './question.mjs';

const script = '/srp.js';
const proofsToCheck = 4;

/** Runs per round, so that each takes about as long; all others run once. */
const runsOf = { native: 15, fast: 7 };

export const amplify = 'aws-amplify';
export const native = 'OpenSSL, native';
const peers = [amplify, 'amazon-cognito-identity-js'];
const bigint = 'BigInt, windowed';

/**
 * @typedef {import('./times.mjs').SrpTimes} SrpTimes
 *
 * @typedef {object} SrpResults
 * @property {string[]} kernels names of contenders: `module:kernel`
 * @property {Record<string, SrpTimes[]>} warm
 * @property {Record<string, SrpTimes[]>} cold the first time in a page
 * @property {string | undefined} openssl the version, if OpenSSL took part
 */

/**
 * Checks each contender's proofs, then times them.
 *
 * @param {import('../browser.mjs').OpenPage} open
 * @param {{ warm: number, cold: number }} rounds
 * @returns {Promise<SrpResults>}
 */
export async function measureSrp(open, rounds) {
  const server = await createServer();
  const openssl = await startNative(server.numbers);
  const page = await open(script);
  try {
    /** @type {string[]} */
    const kernels = await page.call(
      'kernels',
      kernelModules.map(({ name }) => name),
    );
    const contenders = [...kernels, bigint, ...peers];
    for (const name of contenders) await checkProofs(page, server, name);

    const measure = (/** @type {string} */ name) =>
      name === native && openssl
        ? openssl.time(runsOf.native)
        : page.call('time', name, server.question, peers.includes(name) ? 1 : runsOf.fast);
    const all = openssl ? [...contenders, native] : contenders;
    await takeTurns(all, 2, measure);
    const warm = /** @type {Record<string, SrpTimes[]>} */ (await takeTurns(all, rounds.warm, measure));
    const cold = await takeTurns(contenders, rounds.cold, (name) => first(open, server, name));
    return { kernels, warm, cold, openssl: openssl?.version };
  } finally {
    await page.close();
    openssl?.close();
  }
}

/**
 * @param {import('../browser.mjs').BenchPage} page
 * @param {import('./question.mjs').Server} server
 * @param {string} name
 */
async function checkProofs(page, server, name) {
  await page.call('prepare', name);
  for (let count = 0; count < proofsToCheck; count += 1) {
    const proof = await page.call('proof', name, server.question);
    if (!(await server.accepts(proof))) throw new Error(`${name} does not prove the password`);
  }
}

/**
 * The first computation in a page, after everything has loaded.
 *
 * @param {import('../browser.mjs').OpenPage} open
 * @param {import('./question.mjs').Server} server
 * @param {string} name
 * @returns {Promise<SrpTimes>}
 */
function first(open, server, name) {
  return inNewPage(open, script, async (page) => {
    await page.call('prepare', name);
    return page.call('time', name, server.question, 1);
  });
}
