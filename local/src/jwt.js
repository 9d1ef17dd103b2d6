import { SignJWT, decodeJwt, errors, jwtVerify } from 'jose';
import { regionOf } from './regions.js';

/** @typedef {import('./signing-keys.js').Algorithm} Algorithm */

/**
 * @param {Pick<import('./signing-keys.js').SigningKey, 'kid' | 'privateKey'>} key
 * @param {import('jose').JWTPayload} claims
 * @param {{ alg: Algorithm, typ?: string }} [header]
 */
export function signJwt(key, claims, header = { alg: 'RS256' }) {
  return new SignJWT(claims).setProtectedHeader({ kid: key.kid, ...header }).sign(key.privateKey);
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
 * @param {Algorithm} [algorithm]
 * @returns {Promise<Verdict>}
 */
export async function judgeJwt(token, publicKey, nowMs, algorithm = 'RS256') {
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: [algorithm],
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
