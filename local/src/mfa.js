/** Second factors: finds those of a user, and asks for one. */
import { sendSignInCode } from './codes.js';
import { invalidParameter } from './errors.js';
import { ask } from './pending.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./pending.js').Attempt} Attempt
 * @typedef {import('./records.js').MfaMethod} MfaMethod
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').User} User
 */

/**
 * Asks for a second factor if the pool and the user have one.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 */
export function askForSecondFactor(context, attempt) {
  const { pool, user } = attempt;
  if (pool.mfa === 'OFF') return undefined;
  const factors = secondFactors(pool, user);
  const [only, ...others] = factors;
  if (only === undefined) return pool.mfa === 'ON' ? askForSetUp(context, attempt) : undefined;
  const { preferred } = user.mfa;
  if (preferred !== undefined && factors.includes(preferred)) return askForFactor(context, attempt, preferred);
  if (others.length === 0) return askForFactor(context, attempt, only);
  const parameters = { MFAS_CAN_CHOOSE: JSON.stringify(factors) };
  return ask(context, attempt, 'SELECT_MFA_TYPE', parameters, { choices: factors });
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {MfaMethod} factor
 */
export function askForFactor(context, attempt, factor) {
  if (factor === 'SOFTWARE_TOKEN_MFA') return ask(context, attempt, factor, {});
  const { code, parameters } = sendSignInCode(context, attempt.user, factor === 'SMS_MFA' ? 'phone_number' : 'email');
  return ask(context, attempt, factor, parameters, { code });
}

/**
 * The second factors of this user. If the pool requires one, a phone number or a confirmed
 * authenticator app is enough. In all other cases the user must have enabled the factor.
 *
 * @param {UserPool} pool
 * @param {User} user
 * @returns {MfaMethod[]}
 */
export function secondFactors(pool, user) {
  return pool.mfaMethods.filter(
    (method) =>
      isSetUp(user, method) && (user.mfa.enabled.includes(method) || (pool.mfa === 'ON' && method !== 'EMAIL_OTP')),
  );
}

/**
 * @typedef {{ Enabled?: boolean, PreferredMfa?: boolean }} Preference
 */

/**
 * Changes a user's preferences. Factors that are not mentioned do not change.
 *
 * @param {UserPool} pool
 * @param {User} user
 * @param {Partial<Record<MfaMethod, Preference | undefined>>} preferences
 */
export function prefer(pool, user, preferences) {
  let { enabled, preferred } = user.mfa;
  const wanted = /** @type {[MfaMethod, Preference | undefined][]} */ (Object.entries(preferences));
  if (wanted.filter(([, preference]) => preference?.PreferredMfa).length > 1) {
    throw invalidParameter('Only one MFA option can be preferred.');
  }
  for (const [method, preference] of wanted) {
    if (preference === undefined) continue;
    const on = preference.Enabled ?? false;
    if (on && !(pool.mfaMethods.includes(method) && isSetUp(user, method))) {
      throw invalidParameter(`User does not have delivery config set to turn on ${method}`);
    }
    if (preference.PreferredMfa && !on) throw invalidParameter(`${method} must be enabled to be preferred.`);
    enabled = enabled.filter((other) => other !== method);
    if (on) enabled = [...enabled, method];
    if (preference.PreferredMfa) preferred = method;
    else if (preferred === method && (!on || preference.PreferredMfa === false)) preferred = undefined;
  }
  user.mfa = { enabled, ...(preferred !== undefined && { preferred }) };
}

/**
 * A user's second factors, as replies contain them.
 *
 * @param {User} user
 */
export function describedMfa({ mfa: { enabled, preferred } }) {
  return {
    ...(enabled.length > 0 && { UserMFASettingList: enabled }),
    ...(preferred !== undefined && { PreferredMfaSetting: preferred }),
  };
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 */
function askForSetUp(context, attempt) {
  const { mfaMethods } = attempt.pool;
  return ask(context, attempt, 'MFA_SETUP', { MFAS_CAN_SETUP: JSON.stringify(mfaMethods) });
}

/**
 * @param {User} user
 * @param {MfaMethod} method
 */
function isSetUp({ attributes, totp }, method) {
  if (method === 'SOFTWARE_TOKEN_MFA') return totp !== undefined;
  return (attributes[method === 'SMS_MFA' ? 'phone_number' : 'email'] ?? '') !== '';
}
