import { issuerOf } from '../jwt.js';
import { json } from '../responses.js';
import { hasDomain } from '../domains.js';

/**
 * The documents about a pool.
 *
 * @param {import('../context.js').Context} context
 * @param {URL} url
 * @returns {Promise<Response | undefined>} undefined if there is none at this address
 */
export async function wellKnown(context, { pathname, origin }) {
  const [, poolId = '', name] = /^\/([\w-]+)\/\.well-known\/([\w.-]+)$/.exec(pathname) ?? [];
  const pool = context.store.userPools.get(poolId);
  if (pool === undefined) return undefined;
  if (name === 'jwks.json') return json(await context.keys.jwks(poolId));
  if (name === 'openid-configuration') return json(openIdConfiguration(context, pool, origin));
  return undefined;
}

/**
 * Describes a pool to OpenID Connect clients. As at AWS, a pool without a domain has no endpoints.
 *
 * The addresses are those by which the caller reached this server, so that the caller can reach them too.
 *
 * https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata
 *
 * @param {import('../context.js').Context} context
 * @param {import('../records.js').UserPool} pool
 * @param {string} origin of this server
 */
function openIdConfiguration(context, pool, origin) {
  const endpoints = {
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/oauth2/token`,
    userinfo_endpoint: `${origin}/oauth2/userInfo`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
    end_session_endpoint: `${origin}/logout`,
  };
  return {
    issuer: issuerOf(pool.id),
    jwks_uri: `${origin}/${pool.id}/.well-known/jwks.json`,
    ...(hasDomain(context, pool) && endpoints),
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
}
