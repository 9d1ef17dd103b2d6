/** Authorization codes. Each works once, for five minutes. */
import { randomToken } from '../identifiers.js';

const LIFETIME_MS = 5 * 60 * 1000;

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').UserPool} UserPool
 * @typedef {import('../records.js').AuthorizationCode} AuthorizationCode
 */

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {object} grant
 * @param {import('../records.js').AppClient} grant.client
 * @param {import('../records.js').User} grant.user
 * @param {string} grant.redirectUri
 * @param {string[]} grant.scopes
 * @param {string | undefined} [grant.nonce]
 * @param {string | undefined} [grant.codeChallenge]
 * @param {'S256' | undefined} [grant.codeChallengeMethod]
 * @param {number} grant.authTime seconds
 * @param {string | undefined} [grant.identityProvider] that the user signed in with
 * @returns {string} the code
 */
export function issueCode({ store, clock }, pool, grant) {
  const { client, user, redirectUri, scopes, nonce, codeChallenge, authTime, identityProvider } = grant;
  const nowMs = clock.nowMs();
  for (const [code, { expiresAt }] of store.authorizationCodes) {
    if (expiresAt <= nowMs) store.authorizationCodes.delete(code);
  }
  const code = randomToken(32);
  store.authorizationCodes.set(code, {
    poolId: pool.id,
    clientId: client.id,
    sub: user.sub,
    redirectUri,
    scopes,
    ...(nonce !== undefined && { nonce }),
    ...(codeChallenge !== undefined && { codeChallenge }),
    authTime,
    ...(identityProvider !== undefined && { identityProvider }),
    expiresAt: nowMs + LIFETIME_MS,
  });
  return code;
}

/**
 * What a code was issued for. The code remains valid.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {string} code
 * @returns {AuthorizationCode | undefined} undefined if it is unknown, used or expired
 */
export function readCode({ store, clock }, pool, code) {
  const granted = store.authorizationCodes.get(code);
  return granted?.poolId === pool.id && granted.expiresAt > clock.nowMs() ? granted : undefined;
}

/**
 * Uses up a code.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {string} code
 * @returns {AuthorizationCode | undefined} undefined if it is unknown, used or expired
 */
export function takeCode(context, pool, code) {
  const granted = readCode(context, pool, code);
  if (granted !== undefined) context.store.authorizationCodes.delete(code);
  return granted;
}
