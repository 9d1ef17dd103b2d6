/** The tokens of the hosted UI. */
import { issuerOf, signJwt } from '../jwt.js';
import { authenticationResult, newRefreshToken, startSession } from '../tokens.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').AppClient} AppClient
 * @typedef {import('../records.js').User} User
 */

/**
 * A reply with tokens, https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 *
 * @typedef {object} TokenReply
 * @property {string} access_token
 * @property {string} [id_token]
 * @property {string} [refresh_token]
 * @property {'Bearer'} token_type
 * @property {number} expires_in seconds
 */

/**
 * Starts a session.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {object} grant
 * @param {string[]} grant.scopes
 * @param {string | undefined} [grant.nonce]
 * @param {number} grant.authTime seconds
 * @param {string | undefined} [grant.identityProvider] that the user signed in with
 * @param {boolean} [grant.refresh] whether to issue a refresh token; the implicit grant does not. Default `true`
 * @returns {Promise<TokenReply>}
 */
export async function oauthTokens(context, client, user, grant) {
  const { scopes, nonce, authTime, identityProvider, refresh = true } = grant;
  const refreshToken = refresh ? newRefreshToken() : undefined;
  const session = startSession(context, client, user, {
    authTime,
    refreshTokens: refreshToken === undefined ? [] : [{ value: refreshToken }],
    oauth: { scopes, ...(identityProvider !== undefined && { identityProvider }) },
  });
  const source = 'TokenGeneration_HostedAuth';
  const result = await authenticationResult(context, client, user, session, { source, nonce });
  return tokenReply({ ...result, ...(refreshToken !== undefined && { RefreshToken: refreshToken }) });
}

/**
 * The same tokens as in the reply of an operation.
 *
 * @param {{ AccessToken: string, IdToken?: string, RefreshToken?: string, ExpiresIn: number }} result
 * @returns {TokenReply}
 */
export const tokenReply = ({ AccessToken, IdToken, RefreshToken, ExpiresIn }) => ({
  ...(IdToken !== undefined && { id_token: IdToken }),
  access_token: AccessToken,
  ...(RefreshToken !== undefined && { refresh_token: RefreshToken }),
  expires_in: ExpiresIn,
  token_type: 'Bearer',
});

/**
 * The token of a client for itself. It belongs to no user and to no session.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {string[]} scopes
 * @returns {Promise<TokenReply>}
 */
export async function clientTokens({ keys, clock }, client, scopes) {
  const { access } = await keys.of(client.poolId);
  const issuedAt = clock.nowSeconds();
  const accessToken = await signJwt(access, {
    sub: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: issuedAt,
    iss: issuerOf(client.poolId),
    exp: issuedAt + client.validity.access,
    iat: issuedAt,
    version: 2,
    jti: crypto.randomUUID(),
    client_id: client.id,
  });
  return tokenReply({ AccessToken: accessToken, ExpiresIn: client.validity.access });
}
