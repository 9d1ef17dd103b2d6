import { validatorOf } from '../answers/readers.js';
import { relyingParty } from '../answers/values.js';

/**
 * @typedef {import('../answers/answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('../answers/answers.js').FirstFactor} FirstFactor
 */

/**
 * What users can sign in with besides a password.
 *
 * @param {import('./ask.js').Ask} ask
 * @param {UserPoolAnswers} pool
 * @returns {Promise<Pick<UserPoolAnswers, 'firstFactors' | 'passkeys'>>}
 */
export async function askFirstFactors(ask, { mfa, firstFactors, passkeys }) {
  if (mfa.mode === 'ON') {
    ask.say('A sign-in without password does not work where MFA is ON.');
    return { firstFactors: ['PASSWORD'], passkeys: null };
  }
  const chosen = await ask.checkbox({
    message: 'What can users sign in with besides a password?',
    choices: [
      { name: 'A code by e-mail', value: /** @type {FirstFactor} */ ('EMAIL_OTP') },
      { name: 'A code by text message', value: /** @type {FirstFactor} */ ('SMS_OTP') },
      { name: 'A passkey', value: /** @type {FirstFactor} */ ('WEB_AUTHN') },
    ],
    checked: firstFactors,
  });
  return {
    firstFactors: ['PASSWORD', ...chosen],
    passkeys: chosen.includes('WEB_AUTHN') ? await askPasskeys(ask, passkeys) : null,
  };
}

/**
 * @param {import('./ask.js').Ask} ask
 * @param {UserPoolAnswers['passkeys']} before
 */
async function askPasskeys(ask, before) {
  const relyingPartyId = await ask.input({
    message: 'Domain of the page that makes passkeys:',
    default: before?.relyingPartyId ?? 'localhost',
    validate: validatorOf(relyingParty),
  });
  const isUserVerificationRequired = await ask.confirm({
    message: 'Must users prove who they are each time, by fingerprint, face or PIN?',
    default: before?.isUserVerificationRequired ?? false,
  });
  return { relyingPartyId, isUserVerificationRequired };
}
