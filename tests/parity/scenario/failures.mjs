/** Failures of the service and of the network. */
import { credentials, hour, registration, username } from './people.mjs';

/** @typedef {import('../scenario.mjs').Step} Step */

/** @type {Step[]} */
export const failures = [
  [
    'a refresh that is throttled',
    ({ call, fault }) => {
      fault({ operation: 'GetTokensFromRefreshToken', kind: 'error', type: 'TooManyRequestsException' });
      return call('fetchAuthSession', { forceRefresh: true });
    },
  ],
  ['five refreshes at once', ({ callAtOnce }) => callAtOnce(5, 'fetchAuthSession', { forceRefresh: true })],
  [
    'getCurrentUser when a refresh gets no answer',
    async ({ call, fault, passTime }) => {
      await passTime(hour);
      fault({ operation: 'GetTokensFromRefreshToken', kind: 'drop', times: 3 });
      return call('getCurrentUser');
    },
  ],
  [
    'signIn when a refresh gets no answer',
    ({ call, fault }) => {
      fault({ operation: 'GetTokensFromRefreshToken', kind: 'drop', times: 3 });
      return call('signIn', credentials);
    },
  ],
  [
    'a refresh that is refused',
    ({ call, fault }) => {
      fault({
        operation: 'GetTokensFromRefreshToken',
        kind: 'error',
        type: 'NotAuthorizedException',
        message: 'Revoked',
      });
      return call('fetchAuthSession', { forceRefresh: true });
    },
  ],
  ['fetchAuthSession after the session ended', ({ call }) => call('fetchAuthSession')],
  [
    'signOut after a new signIn',
    async ({ call }) => {
      await call('signIn', credentials);
      return call('signOut');
    },
  ],
  [
    'fetchAuthSession when the identity pool refuses',
    async ({ call, fault }) => {
      await call('signIn', credentials);
      fault({
        operation: 'GetId',
        kind: 'error',
        type: 'InvalidIdentityPoolConfigurationException',
        message: 'No role',
      });
      return call('fetchAuthSession');
    },
  ],
  [
    'signOut during a refresh',
    async ({ call, start, fault, arrivalOf, clearFaults }) => {
      fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
      const refresh = await start('fetchAuthSession', { forceRefresh: true });
      await arrivalOf('GetTokensFromRefreshToken');
      await call('signOut');
      clearFaults();
      return refresh();
    },
  ],
  ['signOut after a signOut during a refresh', ({ call }) => call('signOut')],
  [
    'a page of a proxy in the place of a reply',
    ({ call, fault }) => {
      fault({ operation: 'InitiateAuth', kind: 'html', status: 403 });
      return call('signIn', credentials);
    },
  ],
  [
    'resendSignUpCode that is over the quota',
    ({ call, fault }) => {
      const over = { type: 'LimitExceededException', message: 'Too many', times: 3 };
      fault({ operation: 'ResendConfirmationCode', kind: 'error', ...over });
      return call('resendSignUpCode', { username });
    },
  ],
  [
    'signUp whose reply is lost',
    ({ call, fault }) => {
      fault({ operation: 'SignUp', kind: 'lose-reply' });
      return call('signUp', { ...registration, username: 'lost' });
    },
  ],
];
