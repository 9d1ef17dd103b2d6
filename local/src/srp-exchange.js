/** The two steps of an SRP sign-in on the server's side: the question and the judgement. */
import { equalBytes, fromBase64, toBase64, toHex, utf8 } from './encoding.js';
import { invalidParameter, wrongPassword } from './errors.js';
import { hmacSha256 } from './hashing.js';
import { randomBytes } from './identifiers.js';
import { countedAttempt, poolNameOf } from './passwords.js';
import { N, claimSignature, powerModN, serverPublicValue, serverSessionKey, toNumber } from './srp.js';
import { canonicalTimestamp } from './srp-timestamp.js';

/** Hexadecimal digits of N, and room for the two that a sign byte takes. */
const LONGEST_A = N.toString(16).length + 2;
const SECRET_BYTES = 48;
const HANDLE_BYTES = 768;

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').AppClient} AppClient
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').Challenge} Challenge
 */

/**
 * @param {string} text `SRP_A`
 * @returns {bigint}
 */
export function readPublicValue(text) {
  if (!/^[0-9a-fA-F]+$/.test(text)) {
    throw invalidParameter(
      `1 validation error detected: Value '${text.slice(0, 256)}' at 'sRPA' failed to satisfy ` +
        'constraint: Member must satisfy regular expression pattern: ^[0-9a-fA-F]+$',
    );
  }
  // Bounded before it is read: a number of megabytes would keep the processor busy for seconds.
  if (text.length > LONGEST_A) throw invalidParameter('SRP_A is too long.');
  const A = BigInt(`0x${text}`);
  if (A % N === 0n) throw invalidParameter('SRP_A must not be zero modulo N.');
  return A;
}

/**
 * Asks a user for the proof of the password.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {bigint} A
 */
export function askForProof(context, client, user, A) {
  if (user.credential === undefined) return askDecoy(context, client, user.poolId, user.username, A);
  return ask(context, client, user.poolId, user.username, A, user.credential);
}

/**
 * Asks somebody who does not exist, or has no password, a question that nobody can answer. Asked
 * again, the salt and the user id are the same, as they would be for a real user.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {string} poolId
 * @param {string} userId
 * @param {bigint} A
 */
export async function askDecoy(context, client, poolId, userId, A) {
  const salt = (await inventedBytes(context, poolId, userId)).slice(0, 16);
  if (salt[0] === 0) salt[0] = 1;
  const verifier = powerModN(2n, toNumber(randomBytes(32))).toString(16);
  return ask(context, client, poolId, userId, A, { salt: toHex(salt), verifier });
}

/**
 * The user id of somebody who does not exist, in a pool whose user ids are UUIDs.
 *
 * @param {Context} context
 * @param {string} poolId
 * @param {string} login
 */
export async function inventedUserId(context, poolId, login) {
  const hex = toHex(await inventedBytes(context, poolId, `id ${login}`));
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...groups, hex.slice(20, 32)].join('-');
}

/**
 * @param {Context} context
 * @param {AppClient} client
 * @param {string} poolId
 * @param {string} userId
 * @param {bigint} A
 * @param {{ salt: string, verifier: string }} known
 */
async function ask({ store, clock }, client, poolId, userId, A, { salt, verifier }) {
  const b = toNumber(randomBytes(SECRET_BYTES));
  const B = (await serverPublicValue(b, BigInt(`0x${verifier}`))).toString(16);
  const secretBlock = toBase64(randomBytes(HANDLE_BYTES));
  const srp = { A: A.toString(16), B, b: b.toString(16), salt, verifier };
  const nowMs = clock.nowMs();
  const expiresAt = nowMs + client.sessionMinutes * 60_000;
  const name = 'PASSWORD_VERIFIER';
  const challenge = { name, clientId: client.id, poolId, username: userId, expiresAt, srp };
  store.keepChallenge(secretBlock, challenge, nowMs);
  return {
    ChallengeName: name,
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: B,
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
  };
}

/**
 * What a client claims with a signature.
 *
 * @typedef {object} Claim
 * @property {string} secretBlock
 * @property {Uint8Array} secretBytes
 * @property {Uint8Array} signature
 * @property {string} timestamp canonical
 */

/**
 * @param {Record<'PASSWORD_CLAIM_SIGNATURE' | 'PASSWORD_CLAIM_SECRET_BLOCK' | 'TIMESTAMP', string>} responses
 * @returns {Claim}
 */
export function readClaim(responses) {
  const signature = fromBase64(responses.PASSWORD_CLAIM_SIGNATURE);
  if (signature === undefined) {
    throw invalidParameter('Invalid PASSWORD_CLAIM_SIGNATURE format. Must be a Base64 string.');
  }
  const timestamp = canonicalTimestamp(responses.TIMESTAMP);
  const secretBlock = responses.PASSWORD_CLAIM_SECRET_BLOCK;
  return { secretBlock, secretBytes: fromBase64(secretBlock) ?? utf8(''), signature, timestamp };
}

/**
 * Passes only for the right answer to a question that this client was asked about this user and
 * that is still open. Every other case is the same wrong password.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {User} user
 * @param {Claim} claim
 */
export async function checkProof({ store, clock }, pool, client, user, claim) {
  const challenge = store.challenges.get(claim.secretBlock);
  const { srp } = challenge ?? {};
  if (
    challenge === undefined ||
    srp === undefined ||
    challenge.clientId !== client.id ||
    challenge.poolId !== pool.id ||
    challenge.username !== user.username ||
    challenge.expiresAt <= clock.nowMs()
  ) {
    throw wrongPassword();
  }
  await countedAttempt(user, clock.nowMs(), async () => {
    const key = await serverSessionKey({
      A: BigInt(`0x${srp.A}`),
      B: BigInt(`0x${srp.B}`),
      b: BigInt(`0x${srp.b}`),
      verifier: BigInt(`0x${srp.verifier}`),
    });
    const expected = await claimSignature(key, {
      poolName: poolNameOf(pool),
      userId: user.username,
      secretBlock: claim.secretBytes,
      timestamp: claim.timestamp,
    });
    return equalBytes(claim.signature, expected);
  });
}

/**
 * @param {Context} context
 * @param {string} poolId
 * @param {string} about
 */
const inventedBytes = ({ secret }, poolId, about) => hmacSha256(secret, utf8(`srp ${poolId} ${about.toLowerCase()}`));
