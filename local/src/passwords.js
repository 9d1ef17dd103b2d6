/** Checks passwords and stores their verifiers. A password is never kept after its call. */
import { equalBytes, toHex } from './encoding.js';
import { ServiceError, notAuthorized, wrongPassword } from './errors.js';
import { randomBytes } from './identifiers.js';
import { pad, passwordVerifier, readSalt } from './srp.js';
import { noFailures } from './store.js';

const SALT_BYTES = 16;
const DAY_MS = 24 * 60 * 60 * 1000;
const FREE_FAILURES = 5;
const LONGEST_LOCK_MS = 15 * 60 * 1000;
// The characters that AWS counts as special; a space counts inside a password.
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/**
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').Credential} Credential
 */

/** @param {UserPool} pool */
export const poolNameOf = (pool) => pool.id.slice(pool.id.indexOf('_') + 1);

/**
 * @param {UserPool} pool
 * @param {string} password
 */
export function checkPolicy({ passwordPolicy: policy }, password) {
  /** @type {[boolean, string][]} */
  const rules = [
    [password.length >= policy.MinimumLength, 'Password not long enough'],
    [!policy.RequireUppercase || /[A-Z]/.test(password), 'Password must have uppercase characters'],
    [!policy.RequireLowercase || /[a-z]/.test(password), 'Password must have lowercase characters'],
    [!policy.RequireNumbers || /[0-9]/.test(password), 'Password must have numeric characters'],
    [!policy.RequireSymbols || SYMBOL.test(password), 'Password must have symbol characters'],
  ];
  const broken = rules.find(([kept]) => !kept);
  if (broken !== undefined) {
    throw new ServiceError('InvalidPasswordException', `Password did not conform with policy: ${broken[1]}`);
  }
}

/**
 * @param {UserPool} pool
 * @param {string} userId the user's canonical username
 * @param {string} password
 * @returns {Promise<Credential>}
 */
export async function credentialFor(pool, userId, password) {
  const salt = saltOf(pool, randomBytes(SALT_BYTES + 1));
  const verifier = await passwordVerifier(poolNameOf(pool), userId, password, readSalt(salt));
  return { salt, verifier: verifier.toString(16) };
}

/**
 * @param {UserPool} pool
 * @param {string} userId
 * @param {string} password
 * @param {number} nowMs
 * @returns {Promise<Credential>} must be replaced at its first use
 */
export async function temporaryCredentialFor(pool, userId, password, nowMs) {
  const days = pool.passwordPolicy.TemporaryPasswordValidityDays;
  return { ...(await credentialFor(pool, userId, password)), expiresAt: nowMs + days * DAY_MS };
}

/**
 * A salt in the format of the protocol. As in Cognito, half of all salts are negative, also those of unknown users.
 *
 * @param {Pick<UserPool, 'salts'>} pool
 * @param {Uint8Array} bytes at least 17; the first decides the sign
 */
export function saltOf({ salts }, [sign = 0, ...bytes]) {
  const magnitude = Uint8Array.from(bytes.slice(0, SALT_BYTES));
  // Clients disagree on how to read a salt that begins with a zero byte, so none does.
  if (magnitude[0] === 0) magnitude[0] = 1;
  const negative = salts === undefined ? sign % 2 === 1 : salts === 'negative';
  return `${negative ? '-' : ''}${toHex(magnitude)}`;
}

/**
 * Whether the password matches the stored verifier.
 *
 * @param {UserPool} pool
 * @param {string} userId
 * @param {string} password
 * @param {Credential} credential
 */
export async function matchesPassword(pool, userId, password, credential) {
  const verifier = await passwordVerifier(poolNameOf(pool), userId, password, readSalt(credential.salt));
  return equalBytes(pad(verifier), pad(BigInt(`0x${credential.verifier}`)));
}

/**
 * Runs an attempt to prove a password, and counts its failure. Five failures in a row lock the user out for one
 * second; each further one doubles the time, up to 15 minutes.
 *
 * @param {User} user
 * @param {number} nowMs
 * @param {() => Promise<boolean>} attempt
 */
export async function countedAttempt(user, nowMs, attempt) {
  const failures = user.passwordFailures;
  if (nowMs < failures.lockedUntil) throw notAuthorized('Password attempts exceeded');
  if (await attempt()) {
    user.passwordFailures = noFailures();
    return;
  }
  const count = nowMs - failures.lastAt > LONGEST_LOCK_MS ? 1 : failures.count + 1;
  const lockMs = Math.min(1000 * 2 ** (count - FREE_FAILURES), LONGEST_LOCK_MS);
  user.passwordFailures = {
    count,
    lastAt: nowMs,
    lockedUntil: count < FREE_FAILURES ? 0 : nowMs + lockMs,
  };
  throw wrongPassword();
}
