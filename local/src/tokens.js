/** Issues tokens, and finds the user of an access token. */
import { ADMIN_SCOPE, claimNames } from './oauth-scopes.js';
import { toBase64Url, utf8 } from './encoding.js';
import { ServiceError, notAuthorized } from './errors.js';
import { sha256 } from './hashing.js';
import { identitiesClaim } from './identities.js';
import { randomToken } from './identifiers.js';
import { issuerOf, judgeJwt, peekClaims, signJwt } from './jwt.js';
import { tokenChanges } from './token-changes.js';

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
  const session = startSession(context, client, user, {
    authTime: context.clock.nowSeconds(),
    refreshTokens: [{ value: refreshToken }],
    ...(deviceKey !== undefined && { deviceKey }),
  });
  const source = 'TokenGeneration_Authentication';
  const result = await authenticationResult(context, client, user, session, { source, clientMetadata });
  return { result: { ...result, RefreshToken: refreshToken }, session };
}

/**
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {Pick<SignInSession, 'authTime' | 'refreshTokens' | 'deviceKey' | 'oauth'>} details
 * @returns {SignInSession}
 */
export function startSession({ store, clock }, client, user, details) {
  const session = {
    eventId: crypto.randomUUID(),
    poolId: user.poolId,
    clientId: client.id,
    sub: user.sub,
    originJti: crypto.randomUUID(),
    expiresAt: clock.nowMs() + client.validity.refresh * 1000,
    revoked: false,
    ...details,
  };
  store.sessions.set(session.eventId, session);
  return session;
}

export const newRefreshToken = () => randomToken(768);

/**
 * New access and ID tokens for a session, as in the reply to a refresh. A sign-in in the hosted UI gets an ID token
 * only for the scope `openid`.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {SignInSession} session
 * @param {{ source: string, clientMetadata?: Record<string, string> | undefined, nonce?: string | undefined }} occasion
 */
export async function authenticationResult(context, client, user, session, { source, clientMetadata = {}, nonce }) {
  const { oauth } = session;
  const keys = await context.keys.of(user.poolId);
  const changes = await tokenChanges(context, client, user, { source, clientMetadata, scopes: oauth?.scopes ?? [] });
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
    ...(oauth !== undefined && { version: 2 }),
    client_id: client.id,
    token_use: 'access',
    scope: changes.scopes(oauth?.scopes ?? [ADMIN_SCOPE]).join(' '),
    exp: issuedAt + client.validity.access,
    jti: crypto.randomUUID(),
    username: user.username,
  };
  const accessToken = await signJwt(keys.access, changes.access(access));
  const result = { AccessToken: accessToken, ExpiresIn: client.validity.access, TokenType: 'Bearer' };
  if (oauth !== undefined && !oauth.scopes.includes('openid')) return result;
  const id = {
    ...attributeClaims(client, user, oauth?.scopes),
    ...(oauth !== undefined && { at_hash: await halfHash(accessToken) }),
    ...common,
    ...(nonce !== undefined && { nonce }),
    ...identitiesClaim(user),
    ...(changes.roles.length > 0 && { 'cognito:roles': changes.roles }),
    ...(changes.preferredRole !== undefined && { 'cognito:preferred_role': changes.preferredRole }),
    'cognito:username': user.username,
    aud: client.id,
    token_use: 'id',
    exp: issuedAt + client.validity.id,
    jti: crypto.randomUUID(),
  };
  return { ...result, IdToken: await signJwt(keys.id, changes.id(id)) };
}

/**
 * The user, client and session of an access token for the operations. Throws AWS's errors.
 *
 * @param {Context} context
 * @param {string} accessToken
 * @returns {ReturnType<typeof tokenHolder>}
 */
export const bearer = (context, accessToken) =>
  tokenHolder(context, accessToken, ADMIN_SCOPE, 'Access Token does not have required scopes');

/**
 * @param {Context} context
 * @param {string} accessToken
 * @param {string} scope that the token must have
 * @param {string} refusal the message if it has not
 * @returns {Promise<{ pool: UserPool, client: AppClient, user: User, session: SignInSession, scopes: string[] }>}
 */
export async function tokenHolder(context, accessToken, scope, refusal) {
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
  const scopes = String(claims.scope).split(' ');
  // Check this first: the tokens of a client for itself have no user.
  if (!scopes.includes(scope)) throw notAuthorized(refusal);
  const user = store.userBySub(pool, String(claims.sub));
  if (user === undefined) throw new ServiceError('UserNotFoundException', 'User does not exist.');
  if (!user.enabled) throw notAuthorized('User is disabled.');

  const session = store.sessions.get(String(claims.event_id));
  const client = store.clients.get(String(claims.client_id));
  if (session === undefined || session.revoked || client === undefined) {
    throw notAuthorized('Access Token has been revoked');
  }
  return { pool, client, user, session, scopes };
}

/** @param {'malformed' | 'signature' | 'expired'} flaw */
function refusedAccessToken(flaw) {
  if (flaw === 'expired') return notAuthorized('Access Token has expired');
  if (flaw === 'signature') return notAuthorized('Could not verify signature for Access Token');
  return notAuthorized('Invalid Access Token');
}

/**
 * The left half of a token's hash, https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken
 *
 * @param {string} token
 */
const halfHash = async (token) => toBase64Url((await sha256(utf8(token))).slice(0, 16));

/**
 * @param {AppClient} client
 * @param {User} user
 * @param {string[]} [scopes] of a sign-in in the hosted UI
 */
function attributeClaims(client, user, scopes) {
  const shown = scopes === undefined ? undefined : claimNames(scopes);
  return Object.fromEntries(
    Object.entries(user.attributes)
      .filter(([name]) => (client.readable?.has(name) ?? true) && (shown?.includes(name) ?? true))
      .map(([name, value]) => [name, BOOLEAN_CLAIMS.has(name) ? value === 'true' : value]),
  );
}
