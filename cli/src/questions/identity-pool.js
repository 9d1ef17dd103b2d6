import { validatorOf } from '../answers/readers.js';
import { loginId, poolName } from '../answers/values.js';
import { withHelp } from './ask.js';

/**
 * @typedef {import('../answers/answers.js').IdentityPoolAnswers} IdentityPoolAnswers
 * @typedef {import('./ask.js').Ask} Ask
 */

/**
 * @param {Ask} ask
 * @param {boolean} before
 */
export const askGuests = (ask, before) =>
  withHelp(ask, {
    message: 'Allow credentials of AWS for guests, who have not signed in?',
    choices: [
      { name: 'No', value: false },
      { name: 'Yes', value: true },
    ],
    default: before,
    explanation: ['Guests get credentials of a role of their own. It allows nothing until you add policies to it.'],
  });

const providers = [
  { name: 'Facebook', login: 'graph.facebook.com' },
  { name: 'Google', login: 'accounts.google.com' },
  { name: 'Amazon', login: 'www.amazon.com' },
  { name: 'Apple', login: 'appleid.apple.com' },
];

/**
 * @param {Ask} ask
 * @param {IdentityPoolAnswers | null} before
 * @returns {Promise<IdentityPoolAnswers | null>}
 */
export async function askIdentityPool(ask, before) {
  if (!before) return null;
  const name = await ask.input({
    message: 'Name of the identity pool:',
    default: before.name,
    validate: validatorOf(poolName),
  });
  const allowsGuests = await askGuests(ask, before.allowsGuests);
  const chosen = await ask.checkbox({
    message: "Which providers' users get credentials without the user pool?",
    choices: providers.map((provider) => ({ name: provider.name, value: provider })),
  });
  /** @type {Record<string, string>} */
  const logins = {};
  for (const provider of chosen) {
    logins[provider.login] = await ask.input({
      message: `Your app's ID at ${provider.name}:`,
      default: before.logins[provider.login],
      validate: validatorOf(loginId),
    });
  }
  return { name, allowsGuests, logins };
}
