/** One-time codes: creates, sends and checks them. */
import { equalBytes, utf8 } from './encoding.js';
import { ServiceError, notAuthorized } from './errors.js';
import { hmacSha256 } from './hashing.js';
import { noFailures } from './store.js';

const HOUR_MS = 60 * 60 * 1000;
const LIFE_MS = {
  SIGN_UP: 24 * HOUR_MS,
  RESET_PASSWORD: HOUR_MS,
  VERIFY_EMAIL: 24 * HOUR_MS,
  VERIFY_PHONE_NUMBER: 24 * HOUR_MS,
};
const FREE_FAILURES = 5;
const LOCK_MS = HOUR_MS / 4;

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').User} User
 * @typedef {keyof typeof LIFE_MS} Purpose
 * @typedef {'email' | 'phone_number'} Channel
 */

/**
 * Where a sign-up code goes. If the pool verifies both, the phone number comes before the e-mail address.
 *
 * @param {UserPool} pool
 * @param {User} user
 * @returns {Channel | undefined}
 */
export function verificationChannel(pool, user) {
  return /** @type {Channel[]} */ (['phone_number', 'email']).find(
    (name) => pool.autoVerifiedAttributes.includes(name) && (user.attributes[name] ?? '') !== '',
  );
}

/**
 * Where the code for a forgotten password goes: to a verified phone number or e-mail address.
 *
 * @param {User} user
 * @returns {Channel | undefined}
 */
export const recoveryChannel = ({ attributes }) =>
  /** @type {Channel[]} */ (['phone_number', 'email']).find((name) => attributes[`${name}_verified`] === 'true');

/**
 * Sends a new code. It replaces the previous one for the same purpose.
 *
 * @param {Context} context
 * @param {User} user
 * @param {Purpose} purpose
 * @param {Channel} channel
 * @param {string} [destination] if it is not the user's address
 * @returns `CodeDeliveryDetails`
 */
export function sendCode(context, user, purpose, channel, destination = user.attributes[channel] ?? '') {
  const { code, at } = deliver(context, user, purpose, channel, destination);
  user.codes[purpose] = { value: code, expiresAt: at + LIFE_MS[purpose], attribute: channel };
  return deliveryDetails(channel, destination);
}

/**
 * Sends a code that belongs to one sign-in and expires with its session.
 *
 * @param {Context} context
 * @param {User} user
 * @param {Channel} channel
 * @param {string} [destination] if it is not the user's address
 * @returns the code, and the challenge parameters that say where it went
 */
export function sendSignInCode(context, user, channel, destination = user.attributes[channel] ?? '') {
  const { code } = deliver(context, user, 'SIGN_IN', channel, destination);
  const { DeliveryMedium, Destination } = deliveryDetails(channel, destination);
  return {
    code,
    parameters: { CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium, CODE_DELIVERY_DESTINATION: Destination },
  };
}

/**
 * @param {Context} context
 * @param {User} user
 * @param {string} purpose
 * @param {Channel} channel
 * @param {string} destination
 */
function deliver({ clock, identifiers, outbox }, { username }, purpose, channel, destination) {
  const code = identifiers.code();
  const at = clock.nowMs();
  outbox.send({ username, destination, medium: mediumOf(channel), purpose, code, at });
  return { code, at };
}

/**
 * Throws for a wrong code, and counts it. A correct code stays valid until `forgetCode`.
 *
 * @param {Context} context
 * @param {User} user
 * @param {Purpose} purpose
 * @param {string} given
 * @returns {Channel} the attribute that received it
 */
export function checkCode({ clock }, user, purpose, given) {
  checkNotLocked(user, clock.nowMs(), tooManyCodes);
  const issued = user.codes[purpose];
  if (issued === undefined || issued.expiresAt <= clock.nowMs()) throw codeExpired();
  countedCode(user, clock.nowMs(), sameCode(issued.value, given));
  return issued.attribute;
}

/**
 * Throws for a wrong code of a sign-in, and counts it together with the user's other wrong codes.
 *
 * @param {Context} context
 * @param {User} user
 * @param {boolean} right
 */
export function checkSignInCode({ clock }, user, right) {
  checkNotLocked(user, clock.nowMs(), () => notAuthorized('Code attempts exceeded'));
  countedCode(user, clock.nowMs(), right);
}

/**
 * @param {string} expected
 * @param {string} given
 */
export const sameCode = (expected, given) => equalBytes(utf8(given), utf8(expected));

/**
 * @param {User} user
 * @param {number} nowMs
 * @param {() => ServiceError} refusal
 */
function checkNotLocked({ codeFailures }, nowMs, refusal) {
  if (nowMs < codeFailures.lockedUntil) throw refusal();
}

/**
 * @param {User} user
 * @param {number} nowMs
 * @param {boolean} right
 */
function countedCode(user, nowMs, right) {
  if (right) {
    user.codeFailures = noFailures();
    return;
  }
  const { count, lastAt } = user.codeFailures;
  const failures = nowMs - lastAt > LOCK_MS ? 1 : count + 1;
  const lockedUntil = failures < FREE_FAILURES ? 0 : nowMs + LOCK_MS;
  user.codeFailures = { count: failures, lastAt: nowMs, lockedUntil };
  throw codeMismatch();
}

/**
 * @param {User} user
 * @param {Purpose} purpose whose code was used
 */
export function forgetCode(user, purpose) {
  delete user.codes[purpose];
}

export const codeMismatch = () =>
  new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.');

const codeExpired = () =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');

const tooManyCodes = () =>
  new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

/**
 * Invents a delivery for a user who does not exist: the same one at every call.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {string} username
 */
export async function inventedDelivery({ secret }, pool, username) {
  const digest = await hmacSha256(secret, utf8(`delivery ${pool.id} ${username.toLowerCase()}`));
  const [first, second] = Array.from(digest, (byte) => String.fromCharCode(97 + (byte % 26)));
  const channel = pool.autoVerifiedAttributes.includes('email') ? 'email' : 'phone_number';
  return deliveryDetails(
    channel,
    channel === 'email' ? `${first}@${second}` : `+1555555${String(digest[2]).padStart(4, '0')}`,
  );
}

/**
 * @param {Channel} channel
 * @param {string} destination
 */
function deliveryDetails(channel, destination) {
  return {
    AttributeName: channel,
    DeliveryMedium: mediumOf(channel),
    Destination: masked(channel, destination),
  };
}

/**
 * Masks an address so that only its owner recognises it: `m***@e***`, `+*******0123`.
 *
 * @param {Channel} channel
 * @param {string} destination
 */
export function masked(channel, destination) {
  if (channel === 'email') {
    const [name = '', domain = ''] = destination.split('@');
    return `${name.charAt(0)}***@${domain.charAt(0)}***`;
  }
  const digits = destination.replace('+', '');
  return `+${'*'.repeat(Math.max(digits.length - 4, 0))}${digits.slice(-4)}`;
}

/** @param {Channel} channel */
const mediumOf = (channel) => (channel === 'email' ? 'EMAIL' : 'SMS');
