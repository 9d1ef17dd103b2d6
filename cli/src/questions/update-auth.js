import { defaultAnswers } from '../answers/answers.js';
import { newHostedUI } from '../answers/hosted-ui.js';
import { askFirstFactors } from './first-factors.js';
import { askGroups } from './groups.js';
import { askHostedUI, askSocialProviders, askUrls, withHostedUI } from './hosted-ui.js';
import { askChanges } from './manual.js';
import { askCustomAttributes } from './attributes.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('./ask.js').Ask} Ask
 */

/**
 * The menu of `update auth`.
 *
 * @param {Ask} ask
 * @param {Answers} answers as they are
 * @returns {Promise<Answers>}
 */
export async function askUpdate(ask, answers) {
  const { hostedUI } = answers.userPool;
  const choice = await ask.select({
    message: 'What do you want to do?',
    choices: [
      { name: 'Apply default configuration', value: 'default' },
      { name: 'Apply default configuration with Social Provider (Federation)', value: 'social' },
      { name: 'Walkthrough all the auth configurations', value: 'all' },
      ...(hostedUI
        ? [
            { name: 'Add/Edit signin and signout redirect URIs', value: 'urls' },
            { name: 'Update social providers', value: 'providers' },
          ]
        : []),
      { name: 'Create or update groups of users', value: 'groups' },
      { name: 'Update sign-in without password and passkeys', value: 'factors' },
      { name: 'Add custom attributes', value: 'attributes' },
    ],
  });
  const pool = answers.userPool;
  switch (choice) {
    case 'default':
      return withDefaults(answers, null);
    case 'social':
      return askHostedUI(ask, withDefaults(answers, hostedUI ?? newHostedUI(answers)));
    case 'all':
      return askChanges(ask, answers);
    case 'urls':
      return hostedUI ? withHostedUI(answers, { ...hostedUI, ...(await askUrls(ask, hostedUI)) }) : answers;
    case 'providers':
      return hostedUI
        ? withHostedUI(answers, { ...hostedUI, socialProviders: await askSocialProviders(ask, hostedUI) })
        : answers;
    case 'groups':
      return { ...answers, userPool: { ...pool, groups: await askGroups(ask, pool.groups) } };
    case 'factors':
      return { ...answers, userPool: { ...pool, ...(await askFirstFactors(ask, pool)) } };
    default:
      return {
        ...answers,
        userPool: { ...pool, customAttributes: await askCustomAttributes(ask, pool.customAttributes) },
      };
  }
}

/**
 * The defaults, except for names and for what cannot change.
 *
 * @param {Answers} answers
 * @param {import('../answers/answers.js').HostedUI | null} hostedUI
 * @returns {Answers}
 */
function withDefaults({ resourceName, suffix, userPool: before, identityPool }, hostedUI) {
  const defaults = defaultAnswers('', suffix);
  const { name, signInMethod, aliases, requiredAttributes, customAttributes, autoVerifiedAttributes, groups } = before;
  const kept = { name, signInMethod, aliases, requiredAttributes, customAttributes, autoVerifiedAttributes, groups };
  return {
    ...defaults,
    resourceName,
    userPool: { ...defaults.userPool, ...kept, hostedUI },
    identityPool: identityPool && { ...identityPool, allowsGuests: false },
  };
}
