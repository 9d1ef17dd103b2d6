/** The scopes that clients may ask for, and what they stand for. */

/** Allows the operations that take an access token. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';
/** Those that limit what the ID token and `userInfo` show. They need `openid`. */
const CLAIM_SCOPES = ['profile', 'email', 'phone'];
export const STANDARD_SCOPES = ['openid', ...CLAIM_SCOPES, ADMIN_SCOPE];

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').AppClient} AppClient
 */

/**
 * The attributes that the scopes show. With `openid` alone, AWS shows all of them.
 *
 * @param {string[]} scopes
 * @returns {string[] | undefined} undefined for all
 */
export function claimNames(scopes) {
  const asked = CLAIM_SCOPES.filter((scope) => scopes.includes(scope));
  if (asked.length === 0 || asked.includes('profile')) return undefined;
  return [
    ...(asked.includes('email') ? ['email', 'email_verified'] : []),
    ...(asked.includes('phone') ? ['phone_number', 'phone_number_verified'] : []),
  ];
}

/**
 * The scopes of the resource servers of a pool, for example `notes/read`.
 *
 * @param {Context} context
 * @param {string} poolId
 * @returns {string[]}
 */
export const customScopes = ({ store }, poolId) =>
  [...store.resourceServers.values()]
    .filter((server) => server.poolId === poolId)
    .flatMap(({ identifier, scopes }) => scopes.map(({ name }) => `${identifier}/${name}`));

/**
 * The scopes for a request: those asked for, or all of the client's.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {string | null | undefined} requested separated by spaces
 * @returns {{ scopes: string[] } | { error: 'invalid_scope' }}
 */
export function grantedScopes(context, pool, client, requested) {
  const known = new Set([...STANDARD_SCOPES, ...customScopes(context, pool.id)]);
  // A resource server may have been deleted after the client was given its scopes.
  const allowed = client.oauth.scopes.filter((scope) => known.has(scope));
  const asked = [...new Set((requested ?? '').split(' ').filter((scope) => scope !== ''))];
  const scopes = asked.length === 0 ? allowed : asked;
  if (!scopes.every((scope) => allowed.includes(scope))) return { error: 'invalid_scope' };
  const needsOpenId = scopes.some((scope) => CLAIM_SCOPES.includes(scope));
  return needsOpenId && !scopes.includes('openid') ? { error: 'invalid_scope' } : { scopes };
}
