import { toBase32, toBase64, toBase64Url, utf8 } from './encoding.js';

const FIRST_SUB = '11111111-2222-4333-8444-555555555555';
const FIRST_IDENTITY = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const FIRST_CODE = 123456;
const FIRST_TOTP_SECRET = 'JBSWY3DPEHPK3PXP';
const CODE_COUNT = 1_000_000;

/**
 * Generates user ids, codes, identities, credentials and so on.
 *
 * @typedef {object} Identifiers
 * @property {() => string} sub a new user's id
 * @property {() => string} code six digits
 * @property {() => string} totpSecret base32
 * @property {() => string} identity the UUID of an identity
 * @property {() => { accessKeyId: string, secretKey: string, sessionToken: string }} credentials
 * @property {() => string} poolSuffix the part after `_` in a user pool id
 * @property {() => string} client an app client id
 * @property {() => Record<string, number>} counts how many of each kind there were, if they are counted
 */

/** @returns {Identifiers} random ones */
export function randomIdentifiers() {
  return {
    sub: () => crypto.randomUUID(),
    code: () => String(randomBelow(CODE_COUNT)).padStart(6, '0'),
    totpSecret: () => toBase32(randomBytes(32)),
    identity: () => crypto.randomUUID(),
    credentials: () => ({
      accessKeyId: `ASIA${randomText(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
      secretKey: toBase64(randomBytes(30)),
      sessionToken: toBase64(randomBytes(384)),
    }),
    poolSuffix: () => randomText(9, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'),
    client: () => randomText(26, 'abcdefghijklmnopqrstuvwxyz0123456789'),
    counts: () => ({}),
  };
}

/**
 * The same identifiers in every run, all different within a run. The first of each kind are those in
 * the acceptance scenarios.
 *
 * @param {Record<string, number>} [before] how many of each kind there were
 * @returns {Identifiers}
 */
export function countedIdentifiers(before = {}) {
  const counts = { ...before };
  const next = (/** @type {string} */ kind) => (counts[kind] = (counts[kind] ?? 0) + 1);
  return {
    sub: () => counted(FIRST_SUB, next('sub')),
    code: () => String((FIRST_CODE + next('code') - 1) % CODE_COUNT).padStart(6, '0'),
    totpSecret: () => {
      const n = next('totpSecret');
      return n === 1 ? FIRST_TOTP_SECRET : toBase32(utf8(`TOTP secret ${n}`));
    },
    identity: () => counted(FIRST_IDENTITY, next('identity')),
    credentials: () => {
      const n = next('credentials');
      return {
        accessKeyId: `ASIATEST${String(n).padStart(12, '0')}`,
        secretKey: `secret-${n}`,
        sessionToken: `session-${n}`,
      };
    },
    poolSuffix: () => `TestPool${next('pool')}`,
    client: () => `client${String(next('client')).padStart(20, '0')}`,
    counts: () => ({ ...counts }),
  };
}

/** @param {number} length */
export function randomBytes(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** @param {number} bytes */
export const randomToken = (bytes) => toBase64Url(randomBytes(bytes));

/**
 * The first is the given UUID; the others have the count in its last group.
 *
 * @param {string} first
 * @param {number} count from 1
 */
function counted(first, count) {
  return count === 1 ? first : first.slice(0, 24) + count.toString(16).padStart(12, '0');
}

/** @param {number} limit up to 2^32 */
function randomBelow(limit) {
  // Draw again in the incomplete last range, so that every number is equally likely.
  const fair = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < fair) return drawn % limit;
  }
}

/**
 * @param {number} length
 * @param {string} alphabet
 */
function randomText(length, alphabet) {
  return Array.from({ length }, () => alphabet[randomBelow(alphabet.length)]).join('');
}
