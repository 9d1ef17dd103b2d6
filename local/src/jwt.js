import { SignJWT, decodeJwt, errors, jwtVerify } from 'jose';

/**
 * @param {import('./signing-keys.js').SigningKey} key
 * @param {import('jose').JWTPayload} claims
 */
export function signJwt(key, claims) {
  return new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256' }).sign(key.privateKey);
}

/**
 * @typedef {{ claims: import('jose').JWTPayload } | { flaw: 'malformed' | 'signature' | 'expired', claims?: import('jose').JWTPayload }} Verdict
 */

/**
 * Judges a token by its form, its signature and its life.
 *
 * @param {string} token
 * @param {import('jose').CryptoKey} publicKey
 * @param {number} nowMs
 * @returns {Promise<Verdict>}
 */
export async function judgeJwt(token, publicKey, nowMs) {
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: ['RS256'],
      currentDate: new Date(nowMs),
    });
    return { claims: payload };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { flaw: 'expired', claims: error.payload };
    if (error instanceof errors.JWSSignatureVerificationFailed) return { flaw: 'signature' };
    return { flaw: 'malformed' };
  }
}

/**
 * The claims as they stand, believed by nobody yet.
 *
 * @param {string} token
 * @returns {import('jose').JWTPayload | undefined} nothing when it is not a JWT
 */
export function peekClaims(token) {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/**
 * The issuer of a user pool's tokens; the same wherever this server listens.
 *
 * @param {string} poolId
 */
export const issuerOf = (poolId) => `https://${providerNameOf(poolId)}`;

/**
 * The name under which an identity pool knows a user pool.
 *
 * @param {string} poolId
 */
export const providerNameOf = (poolId) => `cognito-idp.${poolId.slice(0, poolId.indexOf('_'))}.amazonaws.com/${poolId}`;
