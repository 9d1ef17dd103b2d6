/** A session as `amazon-cognito-identity-js` and Amplify up to version 5 stored it. */
import { credentials, hour, password, poolId, username } from './people.mjs';

/** @typedef {import('../scenario.mjs').Step} Step */

/**
 * Signs in and changes the storage to what the old library would have stored: no details of the sign-in, the attributes of the
 * user, and a clock drift that says how many seconds the page is ahead.
 *
 * @param {import('../scenario.mjs').Stage} stage
 * @param {(items: Storage) => void} age
 */
async function oldSessionOf({ call, changeStorage, reload }, age) {
  await call('signOut');
  await call('signIn', credentials);
  await changeStorage(age);
  await reload();
}

/** @param {Storage} items */
const inTime = (items) => {
  for (const key of Object.keys(items)) {
    const prefix = key.slice(0, -'.signInDetails'.length);
    if (!key.endsWith('.signInDetails')) continue;
    items.removeItem(key);
    items.setItem(`${prefix}.clockDrift`, '0');
    items.setItem(
      `${prefix}.userData`,
      '{"UserAttributes":[{"Name":"email","Value":"my@email.com"}],"Username":"username"}',
    );
  }
};

/** @param {Storage} items of a page whose clock is ten minutes behind */
const behind = (items) => {
  for (const key of Object.keys(items)) {
    const prefix = key.slice(0, -'.signInDetails'.length);
    if (!key.endsWith('.signInDetails')) continue;
    items.removeItem(key);
    items.setItem(`${prefix}.clockDrift`, '-600');
    items.setItem(`${prefix}.userData`, '{"UserAttributes":[],"Username":"username"}');
  }
};

/** @type {Step[]} */
export const oldSession = [
  [
    'configure for an old session',
    async ({ call, config, userPools }) => {
      const named = { UserPoolId: poolId, Username: username };
      const UserAttributes = [{ Name: 'email', Value: 'my@email.com' }];
      await userPools('AdminCreateUser', { ...named, MessageAction: 'SUPPRESS', UserAttributes });
      await userPools('AdminSetUserPassword', { ...named, Password: password, Permanent: true });
      return call('Amplify.configure', config());
    },
  ],
  [
    'getCurrentUser in an old session',
    async (stage) => {
      await oldSessionOf(stage, inTime);
      return stage.call('getCurrentUser');
    },
  ],
  ['fetchAuthSession in an old session', ({ call }) => call('fetchAuthSession')],
  ['fetchUserAttributes in an old session', ({ call }) => call('fetchUserAttributes')],
  [
    'a refresh in an old session',
    async ({ call, passTime }) => {
      await passTime(hour);
      return call('fetchAuthSession');
    },
  ],
  ['getCurrentUser in an old session that was refreshed', ({ call }) => call('getCurrentUser')],
  ['signOut in an old session', ({ call }) => call('signOut')],
  [
    'fetchAuthSession in an old session on a slow clock after the tokens have expired',
    async (stage) => {
      stage.passServiceTime(hour / 6);
      await oldSessionOf(stage, behind);
      await stage.passTime(hour);
      return stage.call('fetchAuthSession');
    },
  ],
];
