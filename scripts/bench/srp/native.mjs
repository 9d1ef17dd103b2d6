import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { powerModN, N } from '../../../local/src/srp.js';
import { attempt } from '../../run/command.mjs';
import { inRoot } from '../../run/paths.mjs';
import { medianTimes } from './times.mjs';

const program = inRoot('target', 'bench', 'native');
const hex = (/** @type {bigint} */ number) => number.toString(16);

/**
 * OpenSSL's modular powers, waiting to be timed.
 *
 * @typedef {object} Native
 * @property {string} version
 * @property {(runs: number) => Promise<import('./times.mjs').SrpTimes>} time median of some runs
 * @property {() => void} close
 */

/**
 * Builds and starts the native program, and checks its powers against BigInt.
 *
 * @param {{ a: bigint, x: bigint, base: bigint, exponent: bigint }} numbers of a sign-in
 * @returns {Promise<Native | undefined>} undefined if it cannot be built; the reason is printed
 */
export async function startNative({ a, x, base, exponent }) {
  if (!(await buildNative())) {
    console.log('Left out: native OpenSSL. It needs a C compiler (cc) and the headers of OpenSSL 3 (libssl-dev).');
    return undefined;
  }
  const child = spawn(program, [N, 2n, a, x, base, exponent].map(hex), { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);

  const version = await next();
  for (const power of [powerModN(2n, a), powerModN(2n, x), powerModN(base, exponent)]) {
    if (BigInt(`0x${await next()}`) !== power) throw new Error('OpenSSL and BigInt arrive at different powers');
  }
  return {
    version,
    async time(runs) {
      child.stdin.write(`${runs}\n`);
      const results = [];
      while (results.length < runs) {
        const [ofPublic = NaN, ofProof = NaN] = (await next()).split(' ').map((time) => Number(time) / 1e6);
        results.push({ public: ofPublic, proof: ofProof });
      }
      return medianTimes(results);
    },
    close: () => child.stdin.end(),
  };
}

async function buildNative() {
  mkdirSync(inRoot('target', 'bench'), { recursive: true });
  const compile = () =>
    attempt('cc', ['-O2', inRoot('scripts', 'bench', 'srp', 'native.c'), '-lcrypto', '-o', program], { quiet: true });
  if ((await compile()).succeeded) return true;
  if (process.getuid?.() !== 0) return false;
  await attempt('apt-get', ['install', '--yes', 'gcc', 'libc6-dev', 'libssl-dev'], {
    quiet: true,
    timeLimitMs: 120_000,
  });
  return (await compile()).succeeded;
}
