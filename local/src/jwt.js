import { SignJWT, decodeJwt, errors, jwtVerify } from 'jose';
import { regionOf } from './regions.js';

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
 * Checks the format, the signature and the lifetime of a token.
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
 * The claims of a token that has not been verified.
 *
 * @param {string} token
 * @returns {import('jose').JWTPayload | undefined} undefined if it is not a JWT
 */
export function peekClaims(token) {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/**
 * The issuer of a user pool's tokens. It does not depend on the address of this server.
 *
 * @param {string} poolId
 */
export const issuerOf = (poolId) => `https://${providerNameOf(poolId)}`;

/**
 * The provider name of a user pool in an identity pool.
 *
 * @param {string} poolId
 */
export const providerNameOf = (poolId) => `cognito-idp.${regionOf(poolId)}.amazonaws.com/${poolId}`;
