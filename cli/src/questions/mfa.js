import { validatorOf } from '../answers/readers.js';
import { emailFrom, sesIdentity, smsMessage } from '../answers/values.js';
import { withHelp } from './ask.js';

/** @typedef {import('./ask.js').Ask} Ask */

/**
 * @param {Ask} ask
 * @param {import('../answers/answers.js').UserPoolAnswers['mfa']} mfa
 * @returns {Promise<import('../answers/answers.js').UserPoolAnswers['mfa']>}
 */
export async function askMfa(ask, mfa) {
  const mode = await withHelp(ask, {
    message: 'Multi-factor authentication (MFA):',
    choices: [
      { name: 'OFF', value: /** @type {const} */ ('OFF') },
      { name: 'ON (required of all users)', value: /** @type {const} */ ('ON') },
      { name: 'OPTIONAL (each user decides)', value: /** @type {const} */ ('OPTIONAL') },
    ],
    default: mfa.mode,
    explanation: [
      'With MFA, users enter a code besides the password: from a text message, from an',
      'authenticator app, or from an e-mail. For e-mails, you need Amazon SES.',
    ],
  });
  if (mode === 'OFF') return { ...mfa, mode };
  const types = await ask.checkbox({
    message: 'Which codes can users have?',
    choices: [
      { name: 'SMS Text Message', value: /** @type {const} */ ('SMS') },
      { name: 'Time-Based One-Time Password (TOTP)', value: /** @type {const} */ ('TOTP') },
      { name: 'Email Message (with Amazon SES)', value: /** @type {const} */ ('EMAIL') },
    ],
    checked: mfa.types,
    isRequired: true,
  });
  const smsMessage = types.includes('SMS') ? await askSmsMessage(ask, mfa.smsMessage) : mfa.smsMessage;
  return { mode, types, smsMessage };
}

/**
 * @param {Ask} ask
 * @param {string} before
 */
const askSmsMessage = (ask, before) =>
  ask.input({
    message: 'Text of the message, with {####} for the code:',
    default: before,
    validate: validatorOf(smsMessage),
  });

/**
 * Who sends the e-mails. Cognito's own sender does not send codes for MFA.
 *
 * @param {Ask} ask
 * @param {import('../answers/answers.js').UserPoolAnswers} pool
 * @returns {Promise<import('../answers/answers.js').UserPoolAnswers['emailSender']>}
 */
export async function askEmailSender(ask, { mfa, emailSender }) {
  if (mfa.mode === 'OFF' || !mfa.types.includes('EMAIL')) return emailSender;
  const identityArn = await ask.input({
    message: 'ARN of your verified identity in Amazon SES:',
    default: emailSender?.identityArn,
    validate: validatorOf(sesIdentity),
  });
  const from = await ask.input({
    message: 'Sender of the e-mails (empty: the identity):',
    default: emailSender?.from,
    validate: (text) => text === '' || validatorOf(emailFrom)(text),
  });
  return { identityArn, ...(from !== '' && { from }) };
}
