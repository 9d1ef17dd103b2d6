/** Who is signed in at the hosted UI, by browser. A later request of the same browser needs no password. */
import { randomToken } from '../identifiers.js';
import { providersOf } from './client-settings.js';
import { cookie, readCookie } from './cookies.js';

/** As at AWS. */
const LIFETIME_SECONDS = 60 * 60;
const HANDLE = /^[\w-]{43}$/;

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').UserPool} UserPool
 * @typedef {import('../records.js').User} User
 */

/** @typedef {import('../hosted-records.js').HostedSession} HostedSession */

/**
 * Each pool has a cookie of its own, since browsers do not tell the ports of `localhost` apart.
 *
 * @param {UserPool} pool
 */
const cookieName = ({ id }) => `cognito-${id}`;

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {Headers} headers
 * @returns {{ user: User, session: HostedSession } | undefined} undefined if nobody is signed in, or the user is gone
 */
function currentSession({ store, clock }, pool, headers) {
  const session = store.hostedSessions.get(readCookie(headers, cookieName(pool)) ?? '');
  if (session?.poolId !== pool.id || session.expiresAt <= clock.nowMs()) return undefined;
  const user = store.userBySub(pool, session.sub);
  return user?.enabled ? { user, session } : undefined;
}

/**
 * The session, if the client and its request accept the way in which the user signed in.
 *
 * @param {Context} context
 * @param {import('./authorization-request.js').AuthorizationRequest} request
 * @param {Headers} headers
 */
export function usableSession(context, { pool, client, provider }, headers) {
  const current = currentSession(context, pool, headers);
  if (current === undefined) return undefined;
  const { cognito, external } = providersOf(context, client);
  const name = current.session.provider;
  const isOffered = name === undefined ? cognito : external.some((other) => other.name === name);
  const isWanted = provider === undefined || (provider === 'COGNITO' ? undefined : provider.name) === name;
  return isOffered && isWanted ? current : undefined;
}

/**
 * Remembers the user. A browser gets a new handle at each sign-in, so nobody can give it one beforehand.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {Headers} headers of the request, whose session ends
 * @param {{ user: User, provider?: string | undefined }} signedIn
 * @returns {{ session: HostedSession, setCookie: string }}
 */
export function beginSession(context, pool, headers, { user, provider }) {
  const { store, clock } = context;
  const nowMs = clock.nowMs();
  for (const [handle, { expiresAt }] of store.hostedSessions) {
    if (expiresAt <= nowMs) store.hostedSessions.delete(handle);
  }
  endSession(context, pool, headers);
  const handle = randomToken(32);
  const session = {
    poolId: pool.id,
    sub: user.sub,
    ...(provider !== undefined && { provider }),
    authTime: Math.floor(nowMs / 1000),
    expiresAt: nowMs + LIFETIME_SECONDS * 1000,
  };
  store.hostedSessions.set(handle, session);
  return { session, setCookie: cookie(cookieName(pool), handle, LIFETIME_SECONDS) };
}

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {Headers} headers
 * @returns {string} the header that removes the cookie
 */
export function endSession({ store }, pool, headers) {
  const handle = readCookie(headers, cookieName(pool)) ?? '';
  if (HANDLE.test(handle) && store.hostedSessions.get(handle)?.poolId === pool.id) store.hostedSessions.delete(handle);
  return cookie(cookieName(pool), '', 0);
}
