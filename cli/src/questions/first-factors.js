import { validatorOf } from '../answers/readers.js';
import { relyingParty } from '../answers/values.js';
import { inOrderOf } from './ask.js';

/**
 * @typedef {import('../answers/answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('../answers/answers.js').FirstFactor} FirstFactor
 */

const codes = [
  { name: 'A code by e-mail', value: /** @type {FirstFactor} */ ('EMAIL_OTP') },
  { name: 'A code by text message', value: /** @type {FirstFactor} */ ('SMS_OTP') },
];

/**
 * What users can sign in with besides a password.
 *
 * @param {import('./ask.js').Ask} ask
 * @param {UserPoolAnswers} pool
 * @returns {Promise<Pick<UserPoolAnswers, 'firstFactors' | 'passkeys'>>}
 */
export async function askFirstFactors(ask, { mfa, firstFactors, passkeys }) {
  const isMfaRequired = mfa.mode === 'ON';
  if (isMfaRequired) ask.say('Where MFA is ON, no code replaces the password; a passkey does.');
  const choices = [
    ...(isMfaRequired ? [] : codes),
    { name: 'A passkey', value: /** @type {FirstFactor} */ ('WEB_AUTHN') },
  ];
  const chosen = await ask.checkbox({
    message: 'What can users sign in with besides a password?',
    choices,
    checked: firstFactors.filter((factor) => choices.some(({ value }) => value === factor)),
  });
  return {
    firstFactors: inOrderOf(firstFactors, ['PASSWORD', ...chosen]),
    passkeys: chosen.includes('WEB_AUTHN') ? await askPasskeys(ask, passkeys, isMfaRequired) : null,
  };
}

/**
 * @param {import('./ask.js').Ask} ask
 * @param {UserPoolAnswers['passkeys']} before
 * @param {boolean} isMfaRequired a passkey counts as MFA only with user verification
 */
async function askPasskeys(ask, before, isMfaRequired) {
  const relyingPartyId = await ask.input({
    message: 'Domain of the page that makes passkeys:',
    default: before?.relyingPartyId ?? 'localhost',
    validate: validatorOf(relyingParty),
  });
  if (isMfaRequired) return { relyingPartyId, isUserVerificationRequired: true };
  const isUserVerificationRequired = await ask.confirm({
    message: 'Must users prove who they are each time, by fingerprint, face or PIN?',
    default: before?.isUserVerificationRequired ?? false,
  });
  return { relyingPartyId, isUserVerificationRequired };
}
