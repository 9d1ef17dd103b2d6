/** @file The flags of Cognito's own pages. */
import { newUrlList, scopeList } from './check.js';
import { split, typedAs } from './flag-values.js';
import { newHostedUI } from './hosted-ui.js';
import * as values from './values.js';

/**
 * @typedef {import('./answers.js').Answers} Answers
 * @typedef {import('./answers.js').SocialProviderType} SocialProviderType
 * @typedef {import('./flags.js').Flag} Flag
 */

/** @param {Answers} answers */
function hostedUI(answers) {
  answers.userPool.hostedUI ??= newHostedUI(answers);
  return answers.userPool.hostedUI;
}

/**
 * @param {Answers} answers
 * @param {SocialProviderType} type
 */
function provider(answers, type) {
  const { socialProviders } = hostedUI(answers);
  const found = socialProviders.find((each) => each.type === type);
  if (found) return found;
  const made = { type, clientId: '' };
  socialProviders.push(made);
  return /** @type {import('./answers.js').SocialProvider} */ (made);
}

/** @type {(type: SocialProviderType) => Flag['apply']} */
const setClientId = (type) => (answers, value, path) => {
  provider(answers, type).clientId = values.clientId(value, path);
};

/** @type {Flag[]} */
export const hostedUIFlags = [
  {
    name: 'domain-prefix',
    value: 'prefix',
    description: "start of the domain of Cognito's own pages (hosted UI)",
    apply: (answers, value, path) => {
      hostedUI(answers).domainPrefix = values.domainPrefix(value, path);
    },
  },
  {
    name: 'sign-in-urls',
    value: 'list',
    description: 'where the hosted UI leads after a sign-in, such as http://localhost:3000/',
    apply: (answers, value, path) => {
      hostedUI(answers).signInUrls = newUrlList(split(value), path);
    },
  },
  {
    name: 'sign-out-urls',
    value: 'list',
    description: 'where it leads after a sign-out',
    apply: (answers, value, path) => {
      hostedUI(answers).signOutUrls = newUrlList(split(value), path);
    },
  },
  {
    name: 'grant',
    value: 'grant',
    description: 'code or implicit',
    apply: (answers, value, path) => {
      hostedUI(answers).grant = typedAs(values.grants)(value, path);
    },
  },
  {
    name: 'scopes',
    value: 'list',
    description: 'such as openid,email',
    apply: (answers, value, path) => {
      hostedUI(answers).scopes = scopeList(split(value), path);
    },
  },
  { name: 'facebook', value: 'app-id', description: 'sign-in with Facebook', apply: setClientId('Facebook') },
  { name: 'google', value: 'client-id', description: 'sign-in with Google', apply: setClientId('Google') },
  { name: 'amazon', value: 'client-id', description: 'sign-in with Amazon', apply: setClientId('LoginWithAmazon') },
  {
    name: 'apple',
    value: 'services-id',
    description: 'sign-in with Apple; also needs the next two',
    apply: setClientId('SignInWithApple'),
  },
  {
    name: 'apple-team-id',
    value: 'id',
    description: "Apple's identifier of your team",
    apply: (answers, value, path) => {
      provider(answers, 'SignInWithApple').teamId = values.appleId(value, path);
    },
  },
  {
    name: 'apple-key-id',
    value: 'id',
    description: 'identifier of the private key',
    apply: (answers, value, path) => {
      provider(answers, 'SignInWithApple').keyId = values.appleId(value, path);
    },
  },
  {
    name: 'no-hosted-ui',
    value: '',
    description: 'without the hosted UI',
    apply: ({ userPool }) => {
      userPool.hostedUI = null;
    },
  },
];
