/** Verifies the tokens of user pools, as the authorizers of APIs do: without asking whether the session still exists. */
import { issuerOf, judgeJwt, peekClaims } from '../jwt.js';

/** @typedef {{ use: 'access' | 'id', claims: import('jose').JWTPayload }} UserToken */

/**
 * @param {import('../context.js').Context} context
 * @param {string | null} header `Authorization`, with or without `Bearer`
 * @param {string[]} [scopes] one of which an access token must have
 * @returns {Promise<UserToken | 'invalid' | 'expired'>}
 */
export async function userTokenIn({ store, keys, clock }, header, scopes = []) {
  const token = (header ?? '').replace(/^Bearer /i, '');
  const claimed = peekClaims(token);
  const pool = [...store.userPools.values()].find(({ id }) => issuerOf(id) === claimed?.iss);
  const use = claimed?.['token_use'];
  if (pool === undefined || (use !== 'access' && use !== 'id')) return 'invalid';
  const { publicKey } = (await keys.of(pool.id))[use];
  const verdict = await judgeJwt(token, publicKey, clock.nowMs());
  if ('flaw' in verdict) return verdict.flaw === 'expired' ? 'expired' : 'invalid';
  const { claims } = verdict;
  const client = store.clients.get(String(use === 'access' ? claims['client_id'] : claims.aud));
  if (client?.poolId !== pool.id) return 'invalid';
  const granted = use === 'access' ? String(claims['scope'] ?? '').split(' ') : [];
  if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) return 'invalid';
  return { use, claims };
}
