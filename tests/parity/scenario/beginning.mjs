/** Calls before a sign-in. */
import { credentials, registration, userAttributes, username } from './people.mjs';

/** @typedef {import('../scenario.mjs').Step} Step */

/** @type {Step[]} */
export const beforeConfigure = [
  ['signUp before configure', ({ call }) => call('signUp', registration)],
  ['signIn before configure', ({ call }) => call('signIn', credentials)],
  ['getCurrentUser before configure', ({ call }) => call('getCurrentUser')],
  ['fetchAuthSession before configure', ({ call }) => call('fetchAuthSession')],
  ['signOut before configure', ({ call }) => call('signOut')],
  ['getConfig before configure', ({ call }) => call('Amplify.getConfig')],
  ['configure', ({ call, config }) => call('Amplify.configure', config())],
  ['getConfig', ({ call }) => call('Amplify.getConfig')],
];

/** @type {Step[]} */
export const signedOut = [
  ['fetchAuthSession signed out', ({ call }) => call('fetchAuthSession')],
  ['getCurrentUser signed out', ({ call }) => call('getCurrentUser')],
  ['signOut signed out', ({ call }) => call('signOut')],
  ['confirmSignIn without signIn', ({ call }) => call('confirmSignIn', { challengeResponse: '1' })],
];

/** @type {[path: string, input: object][]} */
const emptyInputs = [
  ['signUp', { ...registration, username: '' }],
  ['confirmSignUp', { username: '', confirmationCode: '1' }],
  ['confirmSignUp', { username, confirmationCode: '' }],
  ['resendSignUpCode', { username: '' }],
  ['signIn', { ...credentials, username: '' }],
  ['signIn', { ...credentials, password: '' }],
  ['signIn', { ...credentials, password: '', options: { authFlowType: 'USER_PASSWORD_AUTH' } }],
  ['confirmSignIn', { challengeResponse: '' }],
];

/** @type {Step[]} */
export const validation = emptyInputs.map(([path, input]) => [
  `${path} of ${JSON.stringify(input)}`,
  ({ call }) => call(path, input),
]);

/** @type {Step[]} */
export const signUp = [
  ['signUp without an e-mail address', ({ call }) => call('signUp', credentials)],
  ['signUp with a short password', ({ call }) => call('signUp', { ...registration, password: 'Pass12' })],
  ['signUp without a password', ({ call }) => call('signUp', { ...registration, password: undefined })],
  [
    'signUp',
    ({ call }) => {
      const options = { userAttributes, validationData: { a: '1' }, clientMetadata: { b: '2' } };
      return call('signUp', { ...registration, options });
    },
  ],
  ['signUp of a name that is taken', ({ call }) => call('signUp', registration)],
  ['signIn unconfirmed', ({ call }) => call('signIn', credentials)],
  ['confirmSignUp with a wrong code', ({ call }) => call('confirmSignUp', { username, confirmationCode: '000000' })],
  ['resendSignUpCode', ({ call }) => call('resendSignUpCode', { username, options: { clientMetadata: { c: '3' } } })],
  [
    'confirmSignUp',
    async ({ call, code }) => {
      const options = { forceAliasCreation: true, clientMetadata: { d: '4' } };
      return call('confirmSignUp', { username, confirmationCode: await code(2), options });
    },
  ],
  [
    'confirmSignUp again',
    async ({ call, code }) => call('confirmSignUp', { username, confirmationCode: await code(2) }),
  ],
  ['resendSignUpCode of a confirmed user', ({ call }) => call('resendSignUpCode', { username })],
];
