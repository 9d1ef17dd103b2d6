/** The server's two steps of an SRP sign-in: sending the challenge and checking the proof. */
import { equalBytes, fromBase64, toBase64, toHex, utf8 } from './encoding.js';
import { invalidParameter, wrongPassword } from './errors.js';
import { hmacSha256 } from './hashing.js';
import { randomBytes, randomToken } from './identifiers.js';
import { countedAttempt, poolNameOf, saltOf } from './passwords.js';
import { invalidSession, spend } from './pending.js';
import { N, claimSignature, powerModN, serverPublicValue, serverSessionKey, toNumber } from './srp.js';
import { canonicalTimestamp } from './srp-timestamp.js';

/** The hexadecimal digits of N, plus two for a sign byte. */
const LONGEST_A = N.toString(16).length + 2;
const SECRET_BYTES = 48;
const HANDLE_BYTES = 768;
const SESSION_BYTES = 512;

/**
 * @typedef {import('./context.js').Context} Context
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
  // Check the length before parsing: a number of megabytes would take seconds.
  if (text.length > LONGEST_A) throw invalidParameter('SRP_A is too long.');
  const A = BigInt(`0x${text}`);
  if (A % N === 0n) throw invalidParameter('SRP_A must not be zero modulo N.');
  return A;
}

/**
 * What a challenge belongs to besides its user and client.
 *
 * @typedef {object} Circumstances
 * @property {boolean} [withSession] the flow has a `Session`, which the answer must contain
 * @property {string | undefined} [deviceKey]
 * @property {Challenge['custom']} [custom]
 */

/**
 * Asks a user to prove the password.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {bigint} A
 * @param {Circumstances} [circumstances]
 */
export function askForProof(context, client, user, A, circumstances) {
  if (user.credential === undefined) return askDecoy(context, client, user.poolId, user.username, A, circumstances);
  return ask(context, client, user.poolId, user.username, A, user.credential, circumstances);
}

/**
 * Asks a device to prove its password, in place of a second factor.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {import('./records.js').Device} device a confirmed device
 * @param {bigint} A
 */
export async function askForDeviceProof(context, client, user, device, A) {
  if (device.credential === undefined) throw invalidSession();
  const circumstances = { withSession: true, deviceKey: device.key, name: 'DEVICE_PASSWORD_VERIFIER' };
  const asked = await ask(context, client, user.poolId, user.username, A, device.credential, circumstances);
  return { ...asked, ChallengeParameters: { ...asked.ChallengeParameters, DEVICE_KEY: device.key } };
}

/**
 * Sends a challenge that nobody can answer, for a user who does not exist or has no password. As for a
 * real user, the salt and the user id are the same every time.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {string} poolId
 * @param {string} userId
 * @param {bigint} A
 * @param {Circumstances} [circumstances]
 */
export async function askDecoy(context, client, poolId, userId, A, circumstances) {
  const pool = context.store.userPools.get(poolId) ?? {};
  const salt = saltOf(pool, await inventedBytes(context, poolId, userId));
  const verifier = powerModN(2n, toNumber(randomBytes(32))).toString(16);
  return ask(context, client, poolId, userId, A, { salt, verifier }, circumstances);
}

/**
 * The user id of an unknown user, in a pool whose user ids are UUIDs.
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
 * @param {Circumstances & { name?: string }} [circumstances]
 */
async function ask({ store, clock }, client, poolId, userId, A, { salt, verifier }, circumstances = {}) {
  const { name = 'PASSWORD_VERIFIER', withSession = false, deviceKey, custom } = circumstances;
  const b = toNumber(randomBytes(SECRET_BYTES));
  const B = (await serverPublicValue(b, BigInt(`0x${verifier}`))).toString(16);
  const secretBlock = toBase64(randomBytes(HANDLE_BYTES));
  const srp = { A: A.toString(16), B, b: b.toString(16), salt, verifier };
  const nowMs = clock.nowMs();
  const expiresAt = nowMs + client.sessionMinutes * 60_000;
  const session = withSession ? randomToken(SESSION_BYTES) : undefined;
  const challenge = {
    name,
    clientId: client.id,
    poolId,
    username: userId,
    expiresAt,
    srp,
    ...(session !== undefined && { session }),
    ...(deviceKey !== undefined && { deviceKey }),
    ...(custom !== undefined && { custom }),
  };
  store.keepChallenge(secretBlock, challenge, nowMs);
  return {
    ChallengeName: name,
    ...(session !== undefined && { Session: session }),
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
 * The signed claim of a client.
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
 * Accepts only the right answer to a challenge for this client and user that has not expired. Everything else is
 * the same error, that of a wrong password.
 *
 * @param {Context} context
 * @param {import('./pending.js').Attempt} attempt
 * @param {Claim} claim
 * @param {string | undefined} session
 * @returns {Promise<Challenge>} the challenge that was answered
 */
export async function checkProof(context, { pool, client, user }, claim, session) {
  const challenge = openQuestion(context, client, user, 'PASSWORD_VERIFIER', claim);
  if (challenge === undefined) throw wrongPassword();
  if (challenge.session !== undefined && challenge.session !== session) throw invalidSession();
  await countedAttempt(user, context.clock.nowMs(), () =>
    proves(challenge, claim, { poolName: poolNameOf(pool), userId: user.username }),
  );
  return challenge;
}

/**
 * The same for the challenge to a device, which can be answered once.
 *
 * @param {Context} context
 * @param {import('./pending.js').Attempt} attempt
 * @param {import('./records.js').Device} device
 * @param {Claim} claim
 * @param {string | undefined} session
 */
export async function checkDeviceProof(context, { client, user }, device, claim, session) {
  const challenge = openQuestion(context, client, user, 'DEVICE_PASSWORD_VERIFIER', claim);
  if (challenge === undefined || challenge.deviceKey !== device.key) throw wrongPassword();
  if (challenge.session !== session) throw invalidSession();
  await countedAttempt(user, context.clock.nowMs(), () =>
    proves(challenge, claim, { poolName: device.groupKey, userId: device.key }),
  );
  spend(context, claim.secretBlock);
}

/**
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {string} name
 * @param {Claim} claim
 */
function openQuestion({ store, clock }, client, user, name, { secretBlock }) {
  const challenge = store.challenges.get(secretBlock);
  const matches =
    challenge?.name === name &&
    challenge.clientId === client.id &&
    challenge.poolId === user.poolId &&
    challenge.username === user.username &&
    challenge.expiresAt > clock.nowMs();
  return matches ? challenge : undefined;
}

/**
 * @param {Challenge} challenge
 * @param {Claim} claim
 * @param {{ poolName: string, userId: string }} names that are signed
 */
async function proves({ srp }, claim, names) {
  if (srp === undefined) return false;
  const key = await serverSessionKey({
    A: BigInt(`0x${srp.A}`),
    B: BigInt(`0x${srp.B}`),
    b: BigInt(`0x${srp.b}`),
    verifier: BigInt(`0x${srp.verifier}`),
  });
  const { secretBytes: secretBlock, timestamp, signature } = claim;
  return equalBytes(signature, await claimSignature(key, { ...names, secretBlock, timestamp }));
}

/**
 * @param {Context} context
 * @param {string} poolId
 * @param {string} about
 */
const inventedBytes = ({ secret }, poolId, about) => hmacSha256(secret, utf8(`srp ${poolId} ${about.toLowerCase()}`));
