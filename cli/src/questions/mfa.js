import { validatorOf } from '../answers/readers.js';
import { smsMessage } from '../answers/values.js';
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
      'With MFA, users enter a code besides the password: from a text message, or from an authenticator app.',
    ],
  });
  if (mode === 'OFF') return { ...mfa, mode };
  const types = await ask.checkbox({
    message: 'Which codes can users have?',
    choices: [
      { name: 'SMS Text Message', value: /** @type {const} */ ('SMS') },
      { name: 'Time-Based One-Time Password (TOTP)', value: /** @type {const} */ ('TOTP') },
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
