/** The tokens of identities, which STS and identity pools accept. */
import { judgeJwt, peekClaims, signJwt } from '../jwt.js';
import { isGuest } from './credentials.js';
import { invalidToken } from './invalid-token.js';
import { COGNITO_IDENTITY } from './logins.js';

const ALGORITHM = 'RS512';
const TEN_MINUTES = 10 * 60;
export const IDENTITY_ISSUER = `https://${COGNITO_IDENTITY}`;

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../identity-records.js').Identity} Identity
 * @typedef {import('../identity-records.js').IdentityPool} IdentityPool
 */

/**
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {Identity} identity
 * @param {{ seconds?: number | undefined, tags?: Record<string, string> | undefined }} [options]
 */
export async function openIdToken({ keys, clock }, pool, identity, { seconds = TEN_MINUTES, tags } = {}) {
  const iat = clock.nowSeconds();
  const claims = {
    sub: identity.id,
    aud: identity.poolId,
    amr: methodsOf(pool, identity),
    iss: IDENTITY_ISSUER,
    ...(tags !== undefined && { 'https://aws.amazon.com/tags': { principal_tags: tags } }),
    exp: iat + seconds,
    iat,
  };
  return signJwt(await keys.identities(), claims, { alg: ALGORITHM, typ: 'JWS' });
}

/**
 * The `amr` claim: what trust policies of roles ask for.
 *
 * @param {IdentityPool} pool
 * @param {Identity} identity
 */
function methodsOf({ id, developerProvider }, identity) {
  if (isGuest(identity)) return ['unauthenticated'];
  const public_ = Object.entries(identity.logins).flatMap(([provider, userId]) => [
    provider,
    provider.startsWith('cognito-idp.') ? `${provider}:CognitoSignIn:${userId}` : `${provider}:${userId}`,
  ]);
  const own = identity.developerUsers.map((user) => `${developerProvider}:${id}:${user}`);
  return ['authenticated', ...public_, ...(own.length > 0 ? [String(developerProvider), ...own] : [])];
}

/**
 * @typedef {'malformed' | 'issuer' | 'signature' | 'expired' | 'unknown'} TokenFlaw
 */

/**
 * The identity of a token, or what is wrong with it.
 *
 * @param {Context} context
 * @param {string} token
 * @returns {Promise<{ identity: Identity } | { flaw: TokenFlaw, claims?: import('jose').JWTPayload | undefined }>}
 */
export async function judgeIdentityToken({ store, clock, keys }, token) {
  const claimed = peekClaims(token);
  if (claimed === undefined) return { flaw: 'malformed' };
  if (claimed.iss !== IDENTITY_ISSUER) return { flaw: 'issuer', claims: claimed };
  const { publicKey } = await keys.identities();
  const verdict = await judgeJwt(token, publicKey, clock.nowMs(), ALGORITHM);
  if ('flaw' in verdict) return { flaw: verdict.flaw === 'expired' ? 'expired' : 'signature', claims: verdict.claims };
  const identity = store.identities.get(String(verdict.claims.sub));
  if (identity === undefined || identity.poolId !== verdict.claims.aud || identity.isDisabled)
    return { flaw: 'unknown' };
  return { identity };
}

/**
 * @param {Context} context
 * @param {string} token
 * @returns {Promise<Identity>} that the token belongs to
 */
export async function identityOfToken(context, token) {
  const verdict = await judgeIdentityToken(context, token);
  if ('identity' in verdict) return verdict.identity;
  switch (verdict.flaw) {
    case 'malformed':
      throw invalidToken('Not a valid OpenId Connect identity token.');
    case 'issuer':
      throw invalidToken("Issuer doesn't match providerName");
    case 'signature':
      throw invalidToken("Couldn't verify signed token.");
    case 'expired':
      throw invalidToken(`Token expired: ${verdict.claims?.exp} >= ${context.clock.nowSeconds()}`);
    case 'unknown':
      throw invalidToken('Token is not from this identity pool.');
  }
}
