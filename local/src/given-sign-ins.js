/** Signs users in without the steps of a sign-in, for tests of what comes after it. */
import { ServiceError } from './errors.js';
import { signInUser } from './tokens.js';
import { totpCode } from './totp.js';
import { checkMaySignIn } from './user-accounts.js';

/**
 * @typedef {object} SignInChoice
 * @property {string} [userPoolId] by default, the first pool of the configurations, or else the pool of the seed
 * @property {string} [clientId] by default, the app client of that configuration, or else the first of the pool
 */

/**
 * @typedef {object} GivenSession
 * @property {string} accessToken
 * @property {string} idToken
 * @property {string} refreshToken
 * @property {number} expiresIn seconds; of the access token
 * @property {string} username canonical, as in the tokens
 * @property {string} sub
 * @property {string} userPoolId
 * @property {string} clientId
 * @property {Record<string, string>} storageItems the session as Amplify, cognito-wasm and amazon-cognito-identity-js store it,
 *   for example in `localStorage`
 */

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').User} User
 */

/**
 * A new session of the user, as after a complete sign-in. Passwords, second factors and the flows of the app client do not
 * matter.
 *
 * @param {Context} context
 * @param {string} login
 * @param {{ userPoolId: string, clientId: string | undefined }} choice
 * @returns {Promise<GivenSession>}
 * @throws {ServiceError} if there is no such user, pool or client, or the user may not sign in
 */
export async function signInAs(context, login, { userPoolId, clientId }) {
  const { store, clock } = context;
  const user = userNamed(context, login, userPoolId);
  checkMaySignIn(user);
  const clients = [...store.clients.values()].filter(({ poolId }) => poolId === user.poolId);
  const client = clientId === undefined ? clients[0] : clients.find(({ id }) => id === clientId);
  if (client === undefined) {
    const problem = clientId === undefined ? 'has no app client' : `has no app client ${clientId}`;
    throw new ServiceError('ResourceNotFoundException', `The user pool ${userPoolId} ${problem}.`);
  }
  const { result } = await signInUser(context, client, user, {});
  const { AccessToken: accessToken, RefreshToken: refreshToken, ExpiresIn: expiresIn } = result;
  // Only sign-ins in the hosted UI can lack it.
  const { IdToken: idToken = '' } = /** @type {{ IdToken?: string }} */ (result);
  const { username, sub } = user;
  const prefix = `CognitoIdentityServiceProvider.${client.id}`;
  const details = { loginId: login, authFlowType: 'USER_SRP_AUTH' };
  const storageItems = {
    [`${prefix}.LastAuthUser`]: username,
    [`${prefix}.${username}.accessToken`]: accessToken,
    [`${prefix}.${username}.idToken`]: idToken,
    [`${prefix}.${username}.refreshToken`]: refreshToken,
    [`${prefix}.${username}.clockDrift`]: String(Math.round((clock.nowMs() - Date.now()) / 1000) * 1000),
    [`${prefix}.${username}.signInDetails`]: JSON.stringify(details),
  };
  return {
    accessToken,
    idToken,
    refreshToken,
    expiresIn,
    username,
    sub,
    userPoolId,
    clientId: client.id,
    storageItems,
  };
}

/**
 * The code that the user's authenticator app shows now.
 *
 * @param {Context} context
 * @param {string} login
 * @param {string} userPoolId
 * @returns {Promise<string>}
 * @throws {ServiceError} if there is no such user, or the user has no app
 */
export async function codeOfApp(context, login, userPoolId) {
  const { totp, totpCandidate } = userNamed(context, login, userPoolId);
  const secret = totp?.secret ?? totpCandidate;
  if (secret === undefined) {
    throw new ServiceError(
      'SoftwareTokenMFANotFoundException',
      `The user ${JSON.stringify(login)} has no authenticator app.`,
    );
  }
  return totpCode(secret, context.clock.nowMs());
}

/**
 * @param {Context} context
 * @param {unknown} login
 * @param {string} userPoolId
 * @returns {User}
 */
function userNamed({ store }, login, userPoolId) {
  if (typeof login !== 'string') throw new TypeError('The username must be a text.');
  const pool = store.userPools.get(userPoolId);
  if (pool === undefined) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `There is no user pool ${userPoolId}.${known([...store.userPools.keys()])}`,
    );
  }
  const user = store.userByLogin(pool, login) ?? store.userBySub(pool, login);
  if (user === undefined) {
    const names = store.usersOf(pool).map(({ username }) => username);
    throw new ServiceError(
      'UserNotFoundException',
      `There is no user ${JSON.stringify(login)} in ${userPoolId}.${known(names)}`,
    );
  }
  return user;
}

/** @param {string[]} names */
const known = (names) =>
  names.length === 0 ? '' : ` There are ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}.`;
