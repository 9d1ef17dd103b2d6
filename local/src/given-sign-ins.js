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
 *   for example in `localStorage`. If no client was named, they are for every app client of the pool that has no secret, each with a
 *   session of its own, because nobody knows here which one the page is configured with
 */

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').AppClient} AppClient
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').User} User
 */

/**
 * A new session of the user, as after a complete sign-in. Passwords, second factors and the flows of the app client do not
 * matter.
 *
 * @param {Context} context
 * @param {string} login
 * @param {{ userPoolId: string, clientId: string | undefined, usualClientId: string | undefined }} choice `usualClientId` is that of
 *   the tokens if none was named
 * @returns {Promise<GivenSession>}
 * @throws {ServiceError} if there is no such user, pool or client, or the user may not sign in
 */
export async function signInAs(context, login, { userPoolId, clientId, usualClientId }) {
  const user = userNamed(context, login, userPoolId);
  checkMaySignIn(user);
  const clients = [...context.store.clients.values()].filter(({ poolId }) => poolId === user.poolId);
  const wanted = clientId ?? usualClientId;
  const client = wanted === undefined ? clients[0] : clients.find(({ id }) => id === wanted);
  if (client === undefined) {
    const problem = wanted === undefined ? 'has no app client' : `has no app client ${wanted}`;
    throw new ServiceError('ResourceNotFoundException', `The user pool ${userPoolId} ${problem}.`);
  }
  const { tokens, storageItems } = await sessionAt(context, client, user, login);
  if (clientId === undefined) {
    // Pages know one of the pool's clients: mobile configurations have another one than those of the web.
    for (const other of clients.filter(({ id, secret }) => id !== client.id && secret === undefined)) {
      Object.assign(storageItems, await itemsIfAllowed(context, other, user, login));
    }
  }
  return { ...tokens, username: user.username, sub: user.sub, userPoolId, clientId: client.id, storageItems };
}

/**
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {string} login
 */
async function sessionAt(context, client, user, login) {
  const { result } = await signInUser(context, client, user, {});
  const { AccessToken: accessToken, RefreshToken: refreshToken, ExpiresIn: expiresIn } = result;
  // Only sign-ins in the hosted UI can lack it.
  const { IdToken: idToken = '' } = /** @type {{ IdToken?: string }} */ (result);
  const { username } = user;
  const prefix = `CognitoIdentityServiceProvider.${client.id}`;
  const details = { loginId: login, authFlowType: 'USER_SRP_AUTH' };
  /** @type {Record<string, string>} */
  const storageItems = {
    [`${prefix}.LastAuthUser`]: username,
    [`${prefix}.${username}.accessToken`]: accessToken,
    [`${prefix}.${username}.idToken`]: idToken,
    [`${prefix}.${username}.refreshToken`]: refreshToken,
    [`${prefix}.${username}.clockDrift`]: String(Math.round((context.clock.nowMs() - Date.now()) / 1000) * 1000),
    [`${prefix}.${username}.signInDetails`]: JSON.stringify(details),
  };
  return { tokens: { accessToken, idToken, refreshToken, expiresIn }, storageItems };
}

/**
 * Nothing if a trigger keeps the user from signing in there: nobody has asked for this client.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {string} login
 */
async function itemsIfAllowed(context, client, user, login) {
  try {
    return (await sessionAt(context, client, user, login)).storageItems;
  } catch (error) {
    if (error instanceof ServiceError) return {};
    throw error;
  }
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
