/** The end of a sign-in: the browser goes back to the application, with a code or with tokens. */
import { ServiceError } from '../errors.js';
import { answerApp, refuseApp } from './authorization-request.js';
import { issueCode } from './codes.js';
import { withCookies } from './cookies.js';
import { OAuthError } from '../oauth-errors.js';
import { oauthTokens } from './oauth-tokens.js';
import { beginSession } from './sessions.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').User} User
 * @typedef {import('./authorization-request.js').AuthorizationRequest} AuthorizationRequest
 */

/**
 * Remembers a user who has just signed in, and tells the application.
 *
 * @param {Context} context
 * @param {AuthorizationRequest} request
 * @param {Headers} headers
 * @param {{ user: User, provider?: string | undefined }} signedIn
 */
export async function completeSignIn(context, request, headers, signedIn) {
  const { session, setCookie } = beginSession(context, request.pool, headers, signedIn);
  return withCookies(await answerFor(context, request, { user: signedIn.user, session }), [setCookie]);
}

/**
 * The answer for a user who is signed in.
 *
 * @param {Context} context
 * @param {AuthorizationRequest} request
 * @param {{ user: User, session: import('./sessions.js').HostedSession }} signedIn
 */
export async function answerFor(context, request, { user, session: { authTime, provider: identityProvider } }) {
  const { pool, client, responseType, redirectUri, scopes, nonce, pkce } = request;
  if (responseType === 'code') {
    const grant = { client, user, redirectUri, scopes, nonce, ...pkce, authTime, identityProvider };
    return answerApp(request, { code: issueCode(context, pool, grant) });
  }
  try {
    const grant = { scopes, nonce, authTime, identityProvider, refresh: false };
    const { id_token, access_token, expires_in, token_type } = await oauthTokens(context, client, user, grant);
    return answerApp(request, { id_token, access_token, expires_in: String(expires_in), token_type });
  } catch (error) {
    return refuseApp(request, asOAuthError(error));
  }
}

/**
 * The error for the application, for example that of a trigger.
 *
 * @param {unknown} error
 * @returns {OAuthError}
 */
export function asOAuthError(error) {
  if (error instanceof OAuthError) return error;
  if (error instanceof ServiceError) return new OAuthError('invalid_request', error.message);
  throw error;
}
