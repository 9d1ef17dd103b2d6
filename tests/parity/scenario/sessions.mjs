/** Signing in, the session, and signing out. */
import { client, credentials, hour, password, poolId, username } from './people.mjs';

/** @typedef {import('../scenario.mjs').Step} Step */

/** @type {Step[]} */
export const signIn = [
  ['signIn of an unknown user', ({ call }) => call('signIn', { ...credentials, username: 'nobody' })],
  ['signIn with a wrong password', ({ call }) => call('signIn', { ...credentials, password: 'Password124' })],
  [
    'signIn in a flow that is not enabled',
    ({ call }) => call('signIn', { ...credentials, options: { authFlowType: 'USER_PASSWORD_AUTH' } }),
  ],
  ['signIn', ({ call }) => call('signIn', { ...credentials, options: { clientMetadata: { e: '5' } } })],
  ['signIn signed in', ({ call }) => call('signIn', credentials)],
  ['getCurrentUser', ({ call }) => call('getCurrentUser')],
];

/** @type {Step[]} */
export const session = [
  ['fetchAuthSession', ({ call }) => call('fetchAuthSession')],
  ['fetchAuthSession again', ({ call }) => call('fetchAuthSession')],
  [
    'fetchAuthSession after a reload',
    async ({ call, reload }) => {
      await reload();
      return call('fetchAuthSession');
    },
  ],
  ['getCurrentUser after a reload', ({ call }) => call('getCurrentUser')],
  [
    'fetchAuthSession with expired tokens',
    async ({ call, passTime }) => {
      await passTime(hour);
      return call('fetchAuthSession');
    },
  ],
  [
    'fetchAuthSession forced',
    ({ call }) => call('fetchAuthSession', { forceRefresh: true, clientMetadata: { f: '6' } }),
  ],
  ['decodeJWT', async ({ call, accessToken }) => call('decodeJWT', await accessToken())],
  ['decodeJWT of what is not a token', ({ call }) => call('decodeJWT', 'a.b')],
  ['decodeJWT of a token without claims', ({ call }) => call('decodeJWT', 'a.b.c')],
];

/** @type {Step[]} */
export const signOut = [
  ['signOut', ({ call }) => call('signOut')],
  ['fetchAuthSession after signOut', ({ call }) => call('fetchAuthSession')],
  [
    'signIn with the password itself',
    async ({ call, userPools }) => {
      const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
      await userPools('UpdateUserPoolClient', client({ ExplicitAuthFlows }));
      return call('signIn', { ...credentials, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
    },
  ],
  ['signOut everywhere', ({ call }) => call('signOut', { global: true })],
  [
    'signOut without token revocation',
    async ({ call, userPools }) => {
      await userPools('UpdateUserPoolClient', client({ EnableTokenRevocation: false }));
      await call('signIn', credentials);
      return call('signOut');
    },
  ],
  [
    'signOut that cannot revoke',
    async ({ call, userPools, fault }) => {
      await userPools('UpdateUserPoolClient', client({}));
      await call('signIn', credentials);
      fault({ operation: 'RevokeToken', kind: 'error', type: 'UnsupportedOperationException' });
      return call('signOut');
    },
  ],
  [
    'signOut everywhere that is refused',
    async ({ call, fault }) => {
      await call('signIn', credentials);
      fault({ operation: 'GlobalSignOut', kind: 'error', type: 'NotAuthorizedException' });
      return call('signOut', { global: true });
    },
  ],
];

/** @type {Step[]} */
export const challenges = [
  [
    'signIn with a temporary password',
    async ({ call, userPools }) => {
      const invitation = { TemporaryPassword: 'Temporary123', MessageAction: 'SUPPRESS' };
      await userPools('AdminCreateUser', { UserPoolId: poolId, Username: 'invited', ...invitation });
      return call('signIn', { username: 'invited', password: 'Temporary123' });
    },
  ],
  [
    'confirmSignIn with a password that is too short',
    ({ call }) => call('confirmSignIn', { challengeResponse: 'short' }),
  ],
  [
    'confirmSignIn',
    ({ call }) => {
      const options = { userAttributes: { email: 'invited@email.com' }, clientMetadata: { g: '7' } };
      return call('confirmSignIn', { challengeResponse: password, options });
    },
  ],
  ['confirmSignIn after it is done', ({ call }) => call('confirmSignIn', { challengeResponse: password })],
  [
    'signIn when the password must be reset',
    async ({ call, userPools }) => {
      await call('signOut');
      await userPools('AdminResetUserPassword', { UserPoolId: poolId, Username: username });
      return call('signIn', credentials);
    },
  ],
  [
    'signIn after the password was set',
    async ({ call, userPools }) => {
      const Password = password;
      await userPools('AdminSetUserPassword', { UserPoolId: poolId, Username: username, Password, Permanent: true });
      return call('signIn', credentials);
    },
  ],
];
