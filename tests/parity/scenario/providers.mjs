/** Amplify's library options: providers of tokens and of credentials, and headers. */
import { credentials, password, poolId, username } from './people.mjs';

/** @typedef {import('../scenario.mjs').Step} Step */

const noIdentityPool = { identityPoolId: undefined, identityPoolEndpoint: undefined };

/** @type {Step[]} */
export const providers = [
  [
    'signIn before there are providers',
    async ({ call, config, userPools }) => {
      const user = { UserPoolId: poolId, Username: username };
      const UserAttributes = [{ Name: 'email', Value: 'my@email.com' }];
      await userPools('AdminCreateUser', { ...user, UserAttributes, MessageAction: 'SUPPRESS' });
      await userPools('AdminSetUserPassword', { ...user, Password: password, Permanent: true });
      await call('Amplify.configure', config(noIdentityPool));
      return call('signIn', credentials);
    },
  ],
  [
    'Amplify.configure with a tokenProvider',
    ({ configureWith, config }) => configureWith(['tokenProvider', 'headers'], config(noIdentityPool)),
  ],
  ['fetchAuthSession with provided tokens', ({ call }) => call('fetchAuthSession')],
  ['fetchAuthSession with provided tokens, forced', ({ call }) => call('fetchAuthSession', { forceRefresh: true })],
  ['getCurrentUser with provided tokens', ({ call }) => call('getCurrentUser')],
  ['fetchUserAttributes with provided tokens', ({ call }) => call('fetchUserAttributes')],
  ['signIn with provided tokens', ({ call }) => call('signIn', credentials)],
  ['what the tokenProvider was asked', ({ asked }) => asked()],
  [
    'Amplify.configure with a tokenProvider without tokens',
    ({ configureWith, config }) => configureWith(['emptyProvider', 'headers'], config(noIdentityPool)),
  ],
  ['fetchAuthSession without provided tokens', ({ call }) => call('fetchAuthSession')],
  ['getCurrentUser without provided tokens', ({ call }) => call('getCurrentUser')],
  [
    'Amplify.configure with both providers',
    ({ configureWith, config }) => configureWith(['tokenProvider', 'credentialsProvider', 'headers'], config()),
  ],
  ['fetchAuthSession with both providers', ({ call }) => call('fetchAuthSession')],
  ['clearCredentials with both providers', ({ call }) => call('Amplify.clearCredentials')],
  ['signOut with both providers', ({ call }) => call('signOut')],
  ['what both providers were asked', ({ asked }) => asked()],
  ['fetchAuthSession after signOut with both providers', ({ call }) => call('fetchAuthSession')],
];
