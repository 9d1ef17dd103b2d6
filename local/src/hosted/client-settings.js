/** What an app client may do in the hosted UI. */

/**
 * @typedef {import('../records.js').AppClient} AppClient
 * @typedef {import('../records.js').OAuthFlow} OAuthFlow
 */

/**
 * @param {AppClient} client
 * @param {OAuthFlow} flow
 */
export const allowsFlow = ({ oauth }, flow) => oauth.enabled && oauth.flows.includes(flow);

/**
 * @param {AppClient} client
 * @param {string} uri
 */
export const isCallback = ({ oauth }, uri) => oauth.callbackUrls.includes(uri);

/**
 * @param {AppClient} client
 * @param {string} uri
 */
export const isLogout = ({ oauth }, uri) => oauth.logoutUrls.includes(uri);

/**
 * Where the sign-in returns to if the request names no address.
 *
 * @param {AppClient} client
 * @returns {string | undefined}
 */
export const defaultRedirectOf = ({ oauth }) => oauth.defaultRedirectUri;

/**
 * The ways to sign in that the client offers: the pool's own users, and external providers. As at AWS, a client that
 * supports none of them offers none.
 *
 * @param {import('../context.js').Context} context
 * @param {AppClient} client
 */
export function providersOf({ store }, { oauth, poolId }) {
  const existing = [...store.identityProviders.values()].filter((provider) => provider.poolId === poolId);
  return {
    cognito: oauth.providers.includes('COGNITO'),
    external: existing.filter(({ name }) => oauth.providers.includes(name)),
  };
}
