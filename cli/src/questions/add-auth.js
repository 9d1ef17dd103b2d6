import { withHelp } from './ask.js';
import { advancedSettings, wantsAdvancedSettings } from './advanced.js';
import { askHostedUI } from './hosted-ui.js';
import { askManually } from './manual.js';
import { askSignIn } from './sign-in.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('./ask.js').Ask} Ask
 */

/**
 * The conversation of `add auth`.
 *
 * @param {Ask} ask
 * @param {Answers} start the default answers
 * @returns {Promise<Answers>}
 */
export async function askNewAnswers(ask, start) {
  ask.say('The provider of this backend is Amazon Cognito.');
  ask.say();
  const kind = await withHelp(ask, {
    message: 'Do you want to use the default authentication and security configuration?',
    choices: [
      { name: 'Default configuration', value: 'default' },
      { name: 'Default configuration with Social Provider (Federation)', value: 'social' },
      { name: 'Manual configuration', value: 'manual' },
    ],
    explanation: [
      'Default configuration: a user pool, in which users register with an e-mail',
      '  address and a password of at least 8 characters, and an identity pool, which',
      '  gives signed-in users credentials of AWS.',
      'With Social Provider: also pages of Cognito, on which users sign in with',
      '  Facebook, Google, Amazon or Apple. You need an app with the provider.',
      'Manual configuration: asks for each setting, such as MFA, passkeys and groups.',
    ],
  });
  if (kind === 'manual') return askManually(ask, start);
  const withSignIn = { ...start, userPool: { ...start.userPool, ...(await askSignIn(ask)) } };
  const answers = kind === 'social' ? await askHostedUI(ask, withSignIn) : withSignIn;
  return (await wantsAdvancedSettings(ask)) ? advancedSettings(ask, answers) : answers;
}
