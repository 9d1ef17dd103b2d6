/** A pool that remembers devices and allows e-mail addresses as names: requests name the device where it matters. */
import { password, username } from './people.mjs';

/** @typedef {import('../scenario.mjs').Step} Step */

const email = 'my@email.com';
const withPassword = { authFlowType: 'USER_PASSWORD_AUTH' };

/**
 * Makes the pool and its user.
 *
 * @param {import('../scenario.mjs').Stage} stage
 * @returns {Promise<object>} its configuration
 */
async function followingPool({ userPools, config }) {
  const { UserPool } = /** @type {{ UserPool: { Id: string } }} */ (
    await userPools('CreateUserPool', {
      PoolName: 'devices',
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
      AliasAttributes: ['email'],
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    })
  );
  const flows = ['SRP', 'PASSWORD'].map((flow) => `ALLOW_USER_${flow}_AUTH`);
  const { UserPoolClient } = /** @type {{ UserPoolClient: { ClientId: string } }} */ (
    await userPools('CreateUserPoolClient', {
      UserPoolId: UserPool.Id,
      ClientName: 'app',
      ExplicitAuthFlows: [...flows, 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
  );
  const named = { UserPoolId: UserPool.Id, Username: username };
  const UserAttributes = Object.entries({ email, email_verified: 'true' }).map(([Name, Value]) => ({ Name, Value }));
  await userPools('AdminCreateUser', { ...named, MessageAction: 'SUPPRESS', UserAttributes });
  await userPools('AdminSetUserPassword', { ...named, Password: password, Permanent: true });
  return config({
    userPoolId: UserPool.Id,
    userPoolClientId: UserPoolClient.ClientId,
    identityPoolId: undefined,
    identityPoolEndpoint: undefined,
  });
}

/**
 * @param {object} input
 * @returns {Step[1]}
 */
const signInAgain =
  (input) =>
  async ({ call }) => {
    await call('signOut');
    return call('signIn', input);
  };

/**
 * Removes the stored device without the library's knowledge.
 *
 * @param {import('../scenario.mjs').Stage} stage
 */
async function forgetAtService({ userPools, stored }) {
  const [AccessToken, DeviceKey] = [await stored('accessToken'), await stored('deviceKey')];
  await userPools('ForgetDevice', { AccessToken, DeviceKey });
}

/** @type {Step[]} */
export const devices = [
  [
    'configure with a pool that follows devices',
    async (stage) => stage.call('Amplify.configure', await followingPool(stage)),
  ],
  ['signIn on a new device', ({ call }) => call('signIn', { username, password })],
  ['a refresh with a device', ({ call }) => call('fetchAuthSession', { forceRefresh: true })],
  ['signOut on a remembered device', ({ call }) => call('signOut')],
  ['signIn on a remembered device', ({ call }) => call('signIn', { username, password })],
  [
    'signIn on a remembered device with the password itself',
    signInAgain({ username, password, options: withPassword }),
  ],
  ['signIn by e-mail address on a remembered device', signInAgain({ username: email, password })],
  [
    'a refresh with a device after a signIn by e-mail address',
    ({ call }) => call('fetchAuthSession', { forceRefresh: true }),
  ],
  [
    'fetchDevices',
    async ({ call }) => {
      const { value } = /** @type {{ value: object[] }} */ (await call('fetchDevices'));
      return value.length;
    },
  ],
  ['rememberDevice', ({ call }) => call('rememberDevice')],
  ['forgetDevice', ({ call }) => call('forgetDevice')],
  ['a refresh after forgetDevice', ({ call }) => call('fetchAuthSession', { forceRefresh: true })],
  ['signIn after forgetDevice', signInAgain({ username, password })],
  [
    'signIn on a device that the service forgot',
    async (stage) => {
      await forgetAtService(stage);
      return signInAgain({ username, password })(stage);
    },
  ],
  ['signIn by e-mail address on another device', signInAgain({ username: email, password })],
  // From here on, the two libraries store the device under different names.
  [
    'signIn by e-mail address with the password itself on a remembered device',
    signInAgain({ username: email, password, options: withPassword }),
  ],
];

/** @type {Step[]} */
export const forgottenDevice = [
  [
    'signIn on a device that will be forgotten',
    async (stage) => {
      await stage.call('Amplify.configure', await followingPool(stage));
      return stage.call('signIn', { username, password });
    },
  ],
  [
    'a refresh with a device that the service forgot',
    async (stage) => {
      await forgetAtService(stage);
      return stage.call('fetchAuthSession', { forceRefresh: true });
    },
  ],
];
