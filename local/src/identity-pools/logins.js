/** Checks the logins in a request for an identity. */
import { invalidParameter, notAuthorized } from '../errors.js';
import { judgeJwt, peekClaims, providerNameOf } from '../jwt.js';
import { UNSUPPORTED, externalUser } from './external-logins.js';
import { invalidToken } from './invalid-token.js';

/** The provider name of the tokens that identity pools issue themselves. */
export const COGNITO_IDENTITY = 'cognito-identity.amazonaws.com';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../identity-records.js').IdentityPool} IdentityPool
 * @typedef {import('jose').JWTPayload} Claims
 */

/**
 * @typedef {object} Login
 * @property {string} provider its name
 * @property {string} userId the user's id there
 * @property {Claims} claims of its token
 */

/**
 * Verifies every login.
 *
 * @param {Context} context
 * @param {IdentityPool} identityPool
 * @param {Record<string, string>} [logins] tokens by provider name
 * @returns {Promise<Login[]>}
 */
export function verifiedLogins(context, identityPool, logins = {}) {
  return Promise.all(
    Object.entries(logins).map(async ([provider, token]) => {
      if (provider === COGNITO_IDENTITY) throw invalidToken("Can't pass in a Cognito token.");
      if (provider === identityPool.developerProvider) {
        throw invalidParameter('Please provide a valid public provider');
      }
      if (provider.startsWith('cognito-idp.')) {
        const claims = await userPoolClaims(context, identityPool, provider, token);
        return { provider, userId: String(claims.sub), claims };
      }
      return { provider, ...(await externalUser(context, identityPool, provider, token)) };
    }),
  );
}

/**
 * Each user's id, by provider name.
 *
 * @param {Login[]} logins
 */
export const usersOf = (logins) => Object.fromEntries(logins.map(({ provider, userId }) => [provider, userId]));

/**
 * @param {Context} context
 * @param {IdentityPool} identityPool
 * @param {string} provider
 * @param {string} token
 * @returns {Promise<Claims>}
 */
async function userPoolClaims(context, identityPool, provider, token) {
  const claimed = peekClaims(token);
  if (claimed === undefined) throw invalidToken('Not a valid OpenId Connect identity token.');
  if (claimed.iss !== `https://${provider}`) {
    throw invalidToken("Issuer doesn't match providerName");
  }
  if (claimed.aud === undefined) throw invalidToken('Missing a required claim: aud');
  const trusted = identityPool.providers.find(
    ({ ProviderName, ClientId }) => ProviderName === provider && ClientId === claimed.aud,
  );
  const userPool = [...context.store.userPools.values()].find(({ id }) => providerNameOf(id) === provider);
  if (trusted === undefined || userPool === undefined) throw notAuthorized(UNSUPPORTED);

  const { id } = await context.keys.of(userPool.id);
  const verdict = await judgeJwt(token, id.publicKey, context.clock.nowMs());
  if ('flaw' in verdict) {
    const { flaw, claims } = verdict;
    if (flaw === 'expired') {
      throw invalidToken(`Token expired: ${claims?.exp} >= ${context.clock.nowSeconds()}`);
    }
    throw invalidToken("Couldn't verify signed token.");
  }
  if (trusted.ServerSideTokenCheck) checkAtUserPool(context, userPool, verdict.claims);
  return verdict.claims;
}

/**
 * Asks the user pool whether the session still exists and the user may sign in.
 *
 * @param {Context} context
 * @param {import('../records.js').UserPool} userPool
 * @param {Claims} claims
 */
function checkAtUserPool({ store }, userPool, claims) {
  const session = store.sessions.get(String(claims['event_id']));
  const user = store.userBySub(userPool, String(claims.sub));
  if (session === undefined || session.revoked || user?.enabled !== true) {
    throw invalidToken('Token has been revoked.');
  }
}
