/** The first factors of a `USER_AUTH` sign-in. */
import { sendSignInCode } from './codes.js';
import { invalidParameter } from './errors.js';
import { secondFactors } from './mfa.js';
import { askForPasskey, usablePasskeys } from './passkeys.js';
import { countedAttempt, matchesPassword } from './passwords.js';
import { ask } from './pending.js';
import { afterPassword } from './sign-in.js';
import { askForProof, readPublicValue } from './srp-exchange.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./pending.js').Attempt} Attempt
 */

/**
 * Answers that the client may send together with the choice of a factor.
 *
 * @typedef {{ PASSWORD?: string, SRP_A?: string }} Given
 */

/**
 * The first factors of this user. Codes and passkeys are not offered if a second factor is needed.
 *
 * @param {Attempt} attempt
 * @returns {string[]}
 */
export function firstFactors({ pool, user }) {
  const hasPassword = user.credential !== undefined;
  const { attributes } = user;
  const passwordless =
    user.status === 'CONFIRMED' &&
    (pool.mfa === 'OFF' || (pool.mfa === 'OPTIONAL' && secondFactors(pool, user).length === 0));
  /** @type {Record<string, boolean>} */
  const possible = {
    EMAIL_OTP: passwordless && pool.firstFactors.includes('EMAIL_OTP') && attributes.email_verified === 'true',
    SMS_OTP: passwordless && pool.firstFactors.includes('SMS_OTP') && attributes.phone_number_verified === 'true',
    PASSWORD: hasPassword && pool.firstFactors.includes('PASSWORD'),
    PASSWORD_SRP: hasPassword && pool.firstFactors.includes('PASSWORD'),
    WEB_AUTHN: passwordless && pool.firstFactors.includes('WEB_AUTHN') && usablePasskeys(pool, user).length > 0,
  };
  return Object.keys(possible).filter((name) => possible[name]);
}

/**
 * Starts with the factor that the client prefers, or lets it choose if the user does not have that factor.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {string | undefined} preferred
 * @param {Given} given
 */
export async function beginWithChoice(context, attempt, preferred, given) {
  const available = firstFactors(attempt);
  if (preferred !== undefined && available.includes(preferred)) {
    return beginWith(context, attempt, preferred, given);
  }
  const asked = ask(context, attempt, 'SELECT_CHALLENGE', {}, { choices: available });
  return { ...asked, AvailableChallenges: available };
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {string} name one of the user's first factors
 * @param {Given} given
 */
export async function beginWith(context, attempt, name, given) {
  if (name === 'EMAIL_OTP' || name === 'SMS_OTP') return askForCode(context, attempt, name);
  if (name === 'WEB_AUTHN') return askForPasskey(context, attempt, firstFactors(attempt));
  if (name === 'PASSWORD' && given.PASSWORD !== undefined) return provePassword(context, attempt, given.PASSWORD);
  if (name === 'PASSWORD_SRP' && given.SRP_A !== undefined) return proveBySrp(context, attempt, given.SRP_A);
  return ask(context, attempt, name, {});
}

/**
 * @param {Attempt} attempt
 * @param {string} name
 */
export function checkAvailable(attempt, name) {
  if (!firstFactors(attempt).includes(name)) throw invalidParameter('The selected challenge is not available.');
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {string} password
 */
export async function provePassword(context, attempt, password) {
  const { pool, user } = attempt;
  const { credential, username } = user;
  await countedAttempt(user, context.clock.nowMs(), async () => {
    if (credential === undefined) return false;
    return matchesPassword(pool, username, password, credential);
  });
  return afterPassword(context, attempt);
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {string} publicValue
 */
export function proveBySrp(context, { client, user, deviceKey }, publicValue) {
  return askForProof(context, client, user, readPublicValue(publicValue), { withSession: true, deviceKey });
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {'EMAIL_OTP' | 'SMS_OTP'} name
 */
function askForCode(context, attempt, name) {
  const channel = name === 'EMAIL_OTP' ? 'email' : 'phone_number';
  const { code, parameters } = sendSignInCode(context, attempt.user, channel);
  return ask(context, attempt, name, parameters, { code });
}
