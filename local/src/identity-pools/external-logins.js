/**
 * The logins of external providers. No provider is asked: tokens of OpenID Connect are signed with the key of this server's
 * stand-in for all providers (`stand-in-tokens.js`), and tokens of the others, which have no readable form, name their user.
 */
import { fromBase64, toHex, utf8 } from '../encoding.js';
import { notAuthorized } from '../errors.js';
import { sha256 } from '../hashing.js';
import { judgeJwt, peekClaims } from '../jwt.js';
import { invalidToken } from './invalid-token.js';

export const UNSUPPORTED = 'Token is not from a supported provider of this identity pool.';

/** The social providers whose tokens are ID tokens, with their issuers. */
const ISSUERS = new Map([
  ['accounts.google.com', ['https://accounts.google.com', 'accounts.google.com']],
  ['appleid.apple.com', ['https://appleid.apple.com']],
]);

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../identity-records.js').IdentityPool} IdentityPool
 * @typedef {{ userId: string, claims: import('jose').JWTPayload }} ExternalUser
 */

/**
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {string} provider
 * @param {string} token
 * @returns {Promise<ExternalUser>}
 */
export async function externalUser(context, pool, provider, token) {
  if (Object.hasOwn(pool.socialProviders, provider)) {
    const issuers = ISSUERS.get(provider);
    if (issuers === undefined) return opaqueUser(token);
    const audiences = (pool.socialProviders[provider] ?? '').split(/[\s,;]+/);
    return openIdUser(context, token, { issuers, audiences });
  }
  if (pool.samlProviders.includes(provider)) return samlUser(token);
  if (pool.openIdProviders.some((arn) => arn.endsWith(`:oidc-provider/${provider}`))) {
    return openIdUser(context, token, { issuers: [`https://${provider}`] });
  }
  throw notAuthorized(UNSUPPORTED);
}

/** Whether a provider's tokens are ID tokens. @param {string} provider */
export const issuesIdTokens = (provider) => ISSUERS.has(provider) || !/^(arn:|graph\.|www\.|api\.)/.test(provider);

/**
 * @param {Context} context
 * @param {string} token
 * @param {{ issuers: string[], audiences?: string[] }} trusted
 * @returns {Promise<ExternalUser>}
 */
async function openIdUser({ keys, clock }, token, { issuers, audiences }) {
  const claimed = peekClaims(token);
  if (claimed === undefined) throw invalidToken('Not a valid OpenId Connect identity token.');
  if (!issuers.includes(String(claimed.iss))) throw invalidToken("Issuer doesn't match providerName");
  if (claimed.aud === undefined) throw invalidToken('Missing a required claim: aud');
  if (audiences !== undefined && !audiences.includes(String(claimed.aud))) {
    throw invalidToken('Incorrect token audience.');
  }
  const { publicKey } = await keys.providers();
  const verdict = await judgeJwt(token, publicKey, clock.nowMs());
  if (!('flaw' in verdict)) return { userId: String(verdict.claims.sub), claims: verdict.claims };
  if (verdict.flaw !== 'expired') throw invalidToken("Couldn't verify signed token.");
  throw invalidToken(`Token expired: ${verdict.claims?.exp} >= ${clock.nowSeconds()}`);
}

/**
 * What precedes a colon names the user, so that a user can have several tokens. It is not stored as it is, because it may be
 * a real token.
 *
 * @param {string} token
 * @returns {Promise<ExternalUser>}
 */
async function opaqueUser(token) {
  if (/^(invalid|expired)/i.test(token)) throw invalidToken('The provider does not accept it.');
  const [name = ''] = token.split(':');
  return { userId: toHex(await sha256(utf8(name))).slice(0, 32), claims: {} };
}

/**
 * @param {string} token an assertion in base64, whose signature is not checked
 * @returns {ExternalUser}
 */
function samlUser(token) {
  const bytes = fromBase64(token);
  const assertion = bytes === undefined ? '' : new TextDecoder().decode(bytes);
  const [, userId] = /<(?:\w+:)?NameID\b[^<>]*>([^<>]{1,256})</.exec(assertion) ?? [];
  if (userId === undefined) throw invalidToken('Not a valid SAML assertion.');
  return { userId, claims: {} };
}
