/** Guests, and a user pool or an identity pool alone. */
import { credentials } from './people.mjs';

/** @typedef {import('../scenario.mjs').Step} Step */

/** @type {Step[]} */
export const guests = [
  [
    'configure with guest access',
    async ({ call, config, allowGuests }) => {
      await allowGuests();
      return call('Amplify.configure', config({ allowGuestAccess: true }));
    },
  ],
  ['fetchAuthSession of a guest', ({ call }) => call('fetchAuthSession')],
  ['fetchAuthSession of a guest again', ({ call }) => call('fetchAuthSession')],
  [
    'fetchAuthSession of a guest who signed in',
    async ({ call }) => {
      await call('signIn', credentials);
      return call('fetchAuthSession');
    },
  ],
  ['signOut of a former guest', ({ call }) => call('signOut')],
  [
    'configure with a user pool alone',
    ({ call, config }) =>
      call('Amplify.configure', config({ identityPoolId: undefined, identityPoolEndpoint: undefined })),
  ],
  [
    'fetchAuthSession of a user pool alone',
    async ({ call }) => {
      await call('signIn', credentials);
      return call('fetchAuthSession');
    },
  ],
  ['configure with both pools again', ({ call, config }) => call('Amplify.configure', config())],
  ['fetchAuthSession of the same session with both pools', ({ call }) => call('fetchAuthSession')],
];
