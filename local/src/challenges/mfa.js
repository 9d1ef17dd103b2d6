import { isEmail } from '../attributes.js';
import { checkSignInCode, sameCode, sendSignInCode } from '../codes.js';
import { ServiceError, invalidParameter } from '../errors.js';
import { askForFactor } from '../mfa.js';
import { ask, invalidSession, spend } from '../pending.js';
import { afterSecondFactor } from '../sign-in.js';
import { totpStep } from '../totp.js';
import { claimAlias, touch } from '../user-accounts.js';
import { answering, resume } from './answer.js';

/**
 * @typedef {import('./answer.js').Judge} Judge
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../pending.js').Attempt} Attempt
 * @typedef {import('../records.js').MfaMethod} MfaMethod
 */

/**
 * Checks a code that was sent as the first or second factor.
 *
 * @param {'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP'} name
 * @returns {Judge}
 */
export function sentCodeJudge(name) {
  const response = /** @type {const} */ (`${name}_CODE`);
  return async (context, pool, client, answer) => {
    const { attempt, given } = await answering(context, pool, client, answer, [response]);
    const { user } = attempt;
    const { code, email } = resume(context, attempt, [name], answer.session);
    checkSignInCode(context, user, code !== undefined && sameCode(code, given[response]));
    spend(context, answer.session);
    if (email !== undefined) setUpEmail(context, attempt, email);
    return afterSecondFactor(context, attempt);
  };
}

/** @type {Judge} */
export async function judgeAppCode(context, pool, client, answer) {
  const name = 'SOFTWARE_TOKEN_MFA';
  const { attempt, given } = await answering(context, pool, client, answer, ['SOFTWARE_TOKEN_MFA_CODE']);
  const { user } = attempt;
  resume(context, attempt, [name], answer.session);
  const { totp } = user;
  if (totp === undefined) {
    throw new ServiceError('SoftwareTokenMFANotFoundException', 'Software Token MFA does not exist for the user.');
  }
  const step = await totpStep(totp.secret, given.SOFTWARE_TOKEN_MFA_CODE, context.clock.nowMs());
  if (step !== undefined && step <= totp.lastStep) {
    throw new ServiceError('ExpiredCodeException', 'Your software token has already been used once.');
  }
  checkSignInCode(context, user, step !== undefined);
  spend(context, answer.session);
  if (step !== undefined) totp.lastStep = step;
  return afterSecondFactor(context, attempt);
}

/** @type {Judge} */
export async function judgeMfaChoice(context, pool, client, answer) {
  const { attempt, given } = await answering(context, pool, client, answer, ['ANSWER']);
  const { choices = [] } = resume(context, attempt, ['SELECT_MFA_TYPE'], answer.session);
  if (!choices.includes(given.ANSWER)) {
    throw new ServiceError('MFAMethodNotFoundException', `${given.ANSWER.slice(0, 64)} is not among the choices.`);
  }
  spend(context, answer.session);
  return askForFactor(context, attempt, /** @type {MfaMethod} */ (given.ANSWER));
}

/**
 * Sets up the second factor that the pool requires: an e-mail address, or an app whose code has been verified.
 *
 * @type {Judge}
 */
export async function judgeMfaSetUp(context, pool, client, answer) {
  const { attempt } = await answering(context, pool, client, answer, []);
  const { user } = attempt;
  const { totp } = resume(context, attempt, ['MFA_SETUP'], answer.session);
  const email = answer.responses.EMAIL;
  if (email !== undefined) return askForNewEmail(context, attempt, email, answer.session);
  if (!totp?.verified) throw invalidSession();
  spend(context, answer.session);
  user.totp = { secret: totp.secret, lastStep: 0 };
  user.mfa.enabled = [...new Set([...user.mfa.enabled, /** @type {const} */ ('SOFTWARE_TOKEN_MFA')])];
  touch(context, user);
  return afterSecondFactor(context, attempt);
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {string} email
 * @param {string | undefined} session
 */
function askForNewEmail(context, attempt, email, session) {
  if (!attempt.pool.mfaMethods.includes('EMAIL_OTP') || !isEmail(email)) {
    throw invalidParameter('Invalid email address format.');
  }
  spend(context, session);
  const { code, parameters } = sendSignInCode(context, attempt.user, 'email', email);
  return ask(context, attempt, 'EMAIL_OTP', parameters, { code, email });
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {string} email that received the code
 */
function setUpEmail(context, { pool, user }, email) {
  const attributes = { ...user.attributes, email, email_verified: 'true' };
  claimAlias(context, pool, { ...user, attributes }, 'email');
  user.attributes = attributes;
  user.mfa.enabled = [...new Set([...user.mfa.enabled, /** @type {const} */ ('EMAIL_OTP')])];
  touch(context, user);
}
