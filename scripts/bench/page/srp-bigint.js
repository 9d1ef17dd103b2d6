// The same shortcuts in plain JavaScript: windows of 5 bits, powers of 2 by shifts, a of 256 bits. BigInt cannot run in constant time.
import { concat, fromBase64, toBase64, utf8 } from '../../../local/src/encoding.js';
import { hmacSha256, sha256 } from '../../../local/src/hashing.js';
import { claimSignature, multiplier, N, pad, toNumber } from '../../../local/src/srp.js';

const windowBits = 5n;
const windowMask = (1n << windowBits) - 1n;

/** @type {import('./srp.js').Contender} */
export const contender = {
  async start() {
    const a = toNumber(crypto.getRandomValues(new Uint8Array(32)));
    const A = powerOfTwo(a);
    return {
      srpA: () => A.toString(16),
      async prove({ poolName, userId, password, srpB, salt, secretBlock, timestamp }) {
        const B = BigInt(`0x${srpB}`);
        const u = toNumber(await sha256(concat(pad(A), pad(B))));
        const inner = await sha256(utf8(`${poolName}${userId}:${password}`));
        const x = toNumber(await sha256(concat(pad(BigInt(`0x${salt}`)), inner)));
        const difference = (B - (await multiplier) * powerOfTwo(x)) % N;
        const S = power(difference < 0n ? difference + N : difference, a + u * x);
        const extracted = await hmacSha256(pad(u), pad(S));
        const block = await hmacSha256(extracted, concat(utf8('Caldera Derived Key'), Uint8Array.of(1)));
        const claim = { poolName, userId, secretBlock: fromBase64(secretBlock) ?? new Uint8Array(), timestamp };
        return toBase64(await claimSignature(block.slice(0, 16), claim));
      },
    };
  },
};

/**
 * The windows of an exponent, the highest first.
 *
 * @param {bigint} exponent
 */
function windows(exponent) {
  const result = [];
  for (let rest = exponent; rest > 0n; rest >>= windowBits) result.push(rest & windowMask);
  return result.reverse();
}

/** @param {bigint} exponent */
function powerOfTwo(exponent) {
  let result = 1n;
  for (const window of windows(exponent)) result = (raise(result) << window) % N;
  return result;
}

/**
 * @param {bigint} base
 * @param {bigint} exponent
 */
function power(base, exponent) {
  const table = [1n];
  while (table.length <= windowMask) table.push(((table.at(-1) ?? 1n) * base) % N);
  let result = 1n;
  for (const window of windows(exponent)) result = (raise(result) * (table[Number(window)] ?? 1n)) % N;
  return result;
}

/**
 * Raises to the power of 2^WINDOW.
 *
 * @param {bigint} number
 */
function raise(number) {
  let result = number;
  for (let bit = 0n; bit < windowBits; bit += 1n) result = (result * result) % N;
  return result;
}
