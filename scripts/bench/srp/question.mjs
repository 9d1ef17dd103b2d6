import { randomBytes } from 'node:crypto';
import {
  claimSignature,
  multiplier,
  N,
  pad,
  passwordVerifier,
  powerModN,
  serverPublicValue,
  serverSessionKey,
  toNumber,
} from '../../../local/src/srp.js';
import { sha256 } from '../../../local/src/hashing.js';

const poolName = 'aBcDeFgHi';
const userId = '9c5f3f0e-1f0b-4c55-8d3c-2b8a3a1d7e60';
const password = 'Password123';

/**
 * The server's side of a sign-in, in BigInt. All contenders get the same challenge.
 *
 * @typedef {object} Server
 * @property {import('../page/srp.js').Question} question
 * @property {(proof: import('../page/srp.js').Proof) => Promise<boolean>} accepts whether the password is proved
 * @property {{ a: bigint, x: bigint, base: bigint, exponent: bigint }} numbers what a client with 256 bits computes with
 */

/** @returns {Promise<Server>} */
export async function createServer() {
  const [salt, b, a] = [16, 48, 32].map((bytes) => toNumber(randomBytes(bytes)));
  if (salt === undefined || b === undefined || a === undefined) throw new Error('no random numbers');
  const verifier = await passwordVerifier(poolName, userId, password, salt);
  const B = await serverPublicValue(b, verifier);
  const secretBlock = randomBytes(768);
  const timestamp = 'Tue Jan 2 03:04:05 UTC 2024';
  return {
    question: {
      poolId: `us-east-1_${poolName}`,
      poolName,
      userId,
      password,
      srpB: B.toString(16),
      salt: salt.toString(16),
      secretBlock: secretBlock.toString('base64'),
      timestamp,
    },
    async accepts({ srpA, signature }) {
      const key = await serverSessionKey({ A: BigInt(`0x${srpA}`), B, b, verifier });
      const expected = await claimSignature(key, { poolName, userId, secretBlock, timestamp });
      return Buffer.from(expected).toString('base64') === signature;
    },
    numbers: await clientNumbers(a, salt, B),
  };
}

/**
 * @param {bigint} a
 * @param {bigint} salt
 * @param {bigint} B
 */
async function clientNumbers(a, salt, B) {
  const hash = async (/** @type {Uint8Array[]} */ ...parts) => sha256(Buffer.concat(parts));
  const x = toNumber(await hash(pad(salt), await hash(Buffer.from(`${poolName}${userId}:${password}`))));
  const u = toNumber(await hash(pad(powerModN(2n, a)), pad(B)));
  const difference = (B - (await multiplier) * powerModN(2n, x)) % N;
  return { a, x, base: difference < 0n ? difference + N : difference, exponent: a + u * x };
}
