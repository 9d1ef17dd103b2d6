/** Checks the logins in a request for an identity. */
import { notAuthorized } from './errors.js';
import { judgeJwt, peekClaims, providerNameOf } from './jwt.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').IdentityPool} IdentityPool
 */

/**
 * Verifies every login. Maps each provider name to the user's id there.
 *
 * @param {Context} context
 * @param {IdentityPool} identityPool
 * @param {Record<string, string>} [logins] ID tokens by provider name
 * @returns {Promise<Record<string, string>>}
 */
export async function verifiedLogins(context, identityPool, logins = {}) {
  const verified = await Promise.all(
    Object.entries(logins).map(async ([provider, token]) => [
      provider,
      await verifiedSub(context, identityPool, provider, token),
    ]),
  );
  return Object.fromEntries(verified);
}

/**
 * @param {Context} context
 * @param {IdentityPool} identityPool
 * @param {string} provider
 * @param {string} token
 * @returns {Promise<string>} the `sub`
 */
async function verifiedSub(context, identityPool, provider, token) {
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
  if (trusted === undefined || userPool === undefined) {
    throw notAuthorized('Token is not from a supported provider of this identity pool.');
  }

  const { id } = await context.keys.of(userPool.id);
  const verdict = await judgeJwt(token, id.publicKey, context.clock.nowMs());
  if ('flaw' in verdict) {
    const { flaw, claims } = verdict;
    if (flaw === 'expired') {
      throw invalidToken(`Token expired: ${claims?.exp} >= ${context.clock.nowSeconds()}`);
    }
    throw invalidToken("Couldn't verify signed token.");
  }
  const session = context.store.sessions.get(String(verdict.claims.event_id));
  if (trusted.ServerSideTokenCheck && (session === undefined || session.revoked)) {
    throw invalidToken('Token has been revoked.');
  }
  return String(verdict.claims.sub);
}

/** @param {string} reason */
const invalidToken = (reason) => notAuthorized(`Invalid login token. ${reason}`);
