import { defaultScopes, plainName } from './answers.js';

/**
 * @typedef {import('./answers.js').Answers} Answers
 * @typedef {import('./answers.js').HostedUI} HostedUI
 */

/**
 * The hosted UI of new answers. Its addresses are still missing.
 *
 * @param {Pick<Answers, 'resourceName' | 'suffix'>} answers
 * @returns {HostedUI}
 */
export const newHostedUI = (answers) => ({
  domainPrefix: defaultDomainPrefix(answers),
  signInUrls: [],
  signOutUrls: [],
  grant: 'CODE',
  scopes: [...defaultScopes],
  socialProviders: [],
});

/**
 * The project's name and the suffix, without the words that AWS does not allow.
 *
 * @param {Pick<Answers, 'resourceName' | 'suffix'>} answers
 */
function defaultDomainPrefix({ resourceName, suffix }) {
  const project = plainName(resourceName)
    .replace(new RegExp(`${suffix}$`), '')
    .replaceAll(/aws|amazon|cognito/g, '');
  return `${project.slice(0, 40) || 'app'}-${suffix}`;
}
