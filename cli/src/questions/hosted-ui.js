import { newHostedUI } from '../answers/hosted-ui.js';
import { validatorOf } from '../answers/readers.js';
import { appleId, clientId, domainPrefix, newRedirectUrl, standardScopes } from '../answers/values.js';
import { oneAfterAnother } from './ask.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../answers/answers.js').HostedUI} HostedUI
 * @typedef {import('../answers/answers.js').SocialProvider} SocialProvider
 * @typedef {import('../answers/answers.js').SocialProviderType} SocialProviderType
 * @typedef {import('./ask.js').Ask} Ask
 */

/**
 * Cognito's own pages, with the flow and the scopes of "Default configuration with Social Provider".
 *
 * @param {Ask} ask
 * @param {Answers} answers
 * @returns {Promise<Answers>}
 */
export async function askHostedUI(ask, answers) {
  const before = answers.userPool.hostedUI ?? newHostedUI(answers);
  const prefix = await askDomainPrefix(ask, before);
  const urls = await askUrls(ask, before);
  const socialProviders = await askSocialProviders(ask, before);
  return withHostedUI(answers, { ...before, domainPrefix: prefix, ...urls, socialProviders });
}

/**
 * The same with every setting.
 *
 * @param {Ask} ask
 * @param {Answers} answers
 * @returns {Promise<Answers>}
 */
export async function askWholeHostedUI(ask, answers) {
  const before = answers.userPool.hostedUI ?? newHostedUI(answers);
  const prefix = await askDomainPrefix(ask, before);
  const urls = await askUrls(ask, before);
  const grant = await ask.select({
    message: 'Select the OAuth flow of this project:',
    choices: [
      { name: 'Authorization code grant', value: /** @type {const} */ ('CODE') },
      { name: 'Implicit grant', value: /** @type {const} */ ('IMPLICIT') },
    ],
    default: before.grant,
  });
  const further = before.scopes.filter((scope) => !(/** @type {readonly string[]} */ (standardScopes).includes(scope)));
  const chosen = await ask.checkbox({
    message: 'Select the OAuth scopes of this project:',
    choices: [...standardScopes, ...further].map((scope) => ({ name: scope, value: scope })),
    checked: before.scopes,
    isRequired: true,
  });
  const scopes = withOpenid(ask, chosen);
  const socialProviders = await askSocialProviders(ask, before);
  return withHostedUI(answers, { ...before, domainPrefix: prefix, ...urls, grant, scopes, socialProviders });
}

/**
 * @param {Answers} answers
 * @param {HostedUI} hostedUI
 * @returns {Answers}
 */
export const withHostedUI = (answers, hostedUI) => ({ ...answers, userPool: { ...answers.userPool, hostedUI } });

/**
 * The scopes `phone`, `email` and `profile` mean nothing without `openid`.
 *
 * @param {Ask} ask
 * @param {string[]} scopes
 */
function withOpenid(ask, scopes) {
  if (scopes.includes('openid') || !scopes.some((scope) => ['phone', 'email', 'profile'].includes(scope)))
    return scopes;
  ask.say('The scope openid has been added; phone, email and profile need it.');
  return ['openid', ...scopes];
}

/**
 * @param {Ask} ask
 * @param {HostedUI} before
 */
const askDomainPrefix = (ask, before) =>
  ask.input({
    message: 'What domain name prefix do you want to use?',
    default: before.domainPrefix,
    validate: validatorOf(domainPrefix),
  });

/**
 * @param {Ask} ask
 * @param {HostedUI} before
 */
export const askUrls = async (ask, before) => ({
  signInUrls: await askUrlList(ask, 'signin', before.signInUrls),
  signOutUrls: await askUrlList(ask, 'signout', before.signOutUrls),
});

/**
 * @param {Ask} ask
 * @param {'signin' | 'signout'} kind
 * @param {string[]} before
 */
async function askUrlList(ask, kind, before) {
  const urls = await oneAfterAnother(ask, {
    next: (index) =>
      ask.input({
        message: `Enter your redirect ${kind} URI:`,
        default: before[index] ?? (index === 0 ? 'http://localhost:3000/' : undefined),
        validate: validatorOf(newRedirectUrl),
      }),
    another: `Do you want to add another redirect ${kind} URI?`,
    before: before.length,
  });
  return [...new Set(urls)];
}

/** @type {{ name: string, type: SocialProviderType, identifier: string }[]} */
const kinds = [
  { name: 'Facebook', type: 'Facebook', identifier: 'Facebook App ID' },
  { name: 'Google', type: 'Google', identifier: 'Google Web Client ID' },
  { name: 'Login With Amazon', type: 'LoginWithAmazon', identifier: 'Amazon Client ID' },
  { name: 'Sign in with Apple', type: 'SignInWithApple', identifier: 'Apple Services ID' },
];

/**
 * @param {Ask} ask
 * @param {HostedUI} before
 * @returns {Promise<SocialProvider[]>}
 */
export async function askSocialProviders(ask, { socialProviders: before }) {
  const chosen = await ask.checkbox({
    message: 'Select the social providers you want to configure for your user pool:',
    choices: kinds.map(({ name, type }) => ({ name, value: type })),
    checked: before.map(({ type }) => type),
  });
  /** @type {SocialProvider[]} */
  const providers = [];
  for (const type of chosen) {
    const identifier = kinds.find((kind) => kind.type === type)?.identifier ?? type;
    const known = before.find((each) => each.type === type);
    /** @param {string} message @param {string | undefined} initial @param {import('../answers/readers.js').Reader<string>} reader */
    const input = (message, initial, reader) =>
      ask.input({ message: `Enter your ${message}:`, default: initial, validate: validatorOf(reader) });
    const id = await input(identifier, known?.clientId, clientId);
    if (type !== 'SignInWithApple') {
      providers.push({ type, clientId: id });
      continue;
    }
    const teamId = await input('Apple Team ID', known?.teamId, appleId);
    const keyId = await input('Apple Key ID', known?.keyId, appleId);
    providers.push({ type, clientId: id, teamId, keyId });
  }
  if (providers.length > 0) ask.say('Secrets are asked for at the push. They are never written to a file.');
  return providers;
}
