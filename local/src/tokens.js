/** Issues tokens, and finds the user of an access token. */
import { issuerOf, judgeJwt, peekClaims, signJwt } from './jwt.js';
import { ServiceError, notAuthorized } from './errors.js';
import { randomToken } from './identifiers.js';
import { tokenChanges } from './token-changes.js';

const SCOPE = 'aws.cognito.signin.user.admin';
const BOOLEAN_CLAIMS = new Set(['email_verified', 'phone_number_verified']);

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').AppClient} AppClient
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').SignInSession} SignInSession
 */

/**
 * Starts a session. Returns it, and the `AuthenticationResult` with its refresh token.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {{ clientMetadata?: Record<string, string> | undefined, deviceKey?: string | undefined }} occasion
 */
export async function signInUser(context, client, user, { clientMetadata, deviceKey }) {
  const refreshToken = newRefreshToken();
  /** @type {SignInSession} */
  const session = {
    eventId: crypto.randomUUID(),
    poolId: user.poolId,
    clientId: client.id,
    sub: user.sub,
    originJti: crypto.randomUUID(),
    refreshTokens: [{ value: refreshToken }],
    authTime: context.clock.nowSeconds(),
    expiresAt: context.clock.nowMs() + client.validity.refresh * 1000,
    revoked: false,
    ...(deviceKey !== undefined && { deviceKey }),
  };
  context.store.sessions.set(session.eventId, session);
  const source = 'TokenGeneration_Authentication';
  const result = await authenticationResult(context, client, user, session, { source, clientMetadata });
  return { result: { ...result, RefreshToken: refreshToken }, session };
}

export const newRefreshToken = () => randomToken(768);

/**
 * New access and ID tokens for a session, as in the reply to a refresh.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {SignInSession} session
 * @param {{ source: string, clientMetadata: Record<string, string> | undefined }} occasion for the trigger
 */
export async function authenticationResult(context, client, user, session, { source, clientMetadata = {} }) {
  const keys = await context.keys.of(user.poolId);
  const changes = await tokenChanges(context, client, user, source, clientMetadata);
  const issuedAt = context.clock.nowSeconds();
  const { groups } = changes;
  const common = {
    sub: user.sub,
    ...(groups.length > 0 && { 'cognito:groups': groups }),
    iss: issuerOf(user.poolId),
    ...(client.revocation ? { origin_jti: session.originJti } : {}),
    event_id: session.eventId,
    auth_time: session.authTime,
    iat: issuedAt,
  };
  const access = {
    ...common,
    client_id: client.id,
    token_use: 'access',
    scope: changes.scopes([SCOPE]).join(' '),
    exp: issuedAt + client.validity.access,
    jti: crypto.randomUUID(),
    username: user.username,
  };
  const id = {
    ...attributeClaims(client, user),
    ...common,
    'cognito:username': user.username,
    aud: client.id,
    token_use: 'id',
    exp: issuedAt + client.validity.id,
    jti: crypto.randomUUID(),
  };
  const [accessToken, idToken] = await Promise.all([
    signJwt(keys.access, changes.access(access)),
    signJwt(keys.id, changes.id(id)),
  ]);
  return {
    AccessToken: accessToken,
    IdToken: idToken,
    ExpiresIn: client.validity.access,
    TokenType: 'Bearer',
  };
}

/**
 * The user, client and session of an access token. Throws AWS's errors.
 *
 * @param {Context} context
 * @param {string} accessToken
 * @returns {Promise<{ pool: UserPool, client: AppClient, user: User, session: SignInSession }>}
 */
export async function bearer(context, accessToken) {
  const { store, clock } = context;
  const claimed = peekClaims(accessToken);
  const pool = [...store.userPools.values()].find(({ id }) => issuerOf(id) === claimed?.iss);
  if (pool === undefined || claimed?.token_use !== 'access') {
    throw notAuthorized('Invalid Access Token');
  }

  const { access } = await context.keys.of(pool.id);
  const verdict = await judgeJwt(accessToken, access.publicKey, clock.nowMs());
  if ('flaw' in verdict) throw refusedAccessToken(verdict.flaw);

  const { claims } = verdict;
  const user = store.userBySub(pool, String(claims.sub));
  if (user === undefined) throw new ServiceError('UserNotFoundException', 'User does not exist.');
  if (!user.enabled) throw notAuthorized('User is disabled.');

  const session = store.sessions.get(String(claims.event_id));
  const client = store.clients.get(String(claims.client_id));
  if (session === undefined || session.revoked || client === undefined) {
    throw notAuthorized('Access Token has been revoked');
  }
  return { pool, client, user, session };
}

/** @param {'malformed' | 'signature' | 'expired'} flaw */
function refusedAccessToken(flaw) {
  if (flaw === 'expired') return notAuthorized('Access Token has expired');
  if (flaw === 'signature') return notAuthorized('Could not verify signature for Access Token');
  return notAuthorized('Invalid Access Token');
}

/**
 * @param {AppClient} client
 * @param {User} user
 */
function attributeClaims(client, user) {
  return Object.fromEntries(
    Object.entries(user.attributes)
      .filter(([name]) => client.readable?.has(name) ?? true)
      .map(([name, value]) => [name, BOOLEAN_CLAIMS.has(name) ? value === 'true' : value]),
  );
}
