/** https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
import { ServiceError } from '../errors.js';
import { refreshTokens } from '../operations/refresh.js';
import { json } from '../responses.js';
import { checkMaySignIn } from '../user-accounts.js';
import { authenticatedClient } from './client-authentication.js';
import { allowsFlow, isCallback } from './client-settings.js';
import { readCode, takeCode } from './codes.js';
import { repeatedParameter } from './form.js';
import { OAuthError } from './oauth-errors.js';
import { clientTokens, oauthTokens, tokenReply } from './oauth-tokens.js';
import { isVerifier, provesChallenge } from './pkce.js';
import { grantedScopes } from './scopes.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {{ pool: import('../records.js').UserPool, client: import('../records.js').AppClient }} Caller
 * @typedef {(context: Context, caller: Caller, form: URLSearchParams) => Promise<import('./oauth-tokens.js').TokenReply>} Grant
 */

/** @type {Record<string, Grant>} */
const GRANTS = {
  authorization_code: codeGrant,
  refresh_token: refreshGrant,
  client_credentials: clientGrant,
};

/** @type {import('./form.js').HostedHandler} */
export async function token(context, call) {
  const { form } = call;
  if (repeatedParameter(form) !== undefined) throw new OAuthError('invalid_request');
  const type = required(form, 'grant_type');
  if (!Object.hasOwn(GRANTS, type)) throw new OAuthError('unsupported_grant_type');
  const grant = /** @type {Grant} */ (GRANTS[type]);
  return json(await grant(context, authenticatedClient(context, call), form));
}

/** @type {Grant} */
async function codeGrant(context, { pool, client }, form) {
  const code = required(form, 'code');
  const redirectUri = required(form, 'redirect_uri');
  const verifier = form.get('code_verifier');
  if (verifier !== null && !isVerifier(verifier)) throw new OAuthError('invalid_request');
  if (!allowsFlow(client, 'code')) throw new OAuthError('unauthorized_client');
  // People report this error for an address that lacks the slash at its end, for example.
  if (!isCallback(client, redirectUri)) throw new OAuthError('unauthorized_client');
  // A client cannot use up the code of another one.
  if (readCode(context, pool, code)?.clientId !== client.id) throw new OAuthError('invalid_grant');
  // From here on the code is used up, even if the rest fails. AWS does not document that. So nobody can guess the
  // verifier. It also does not document whether a second use revokes the tokens of the first; here it does not.
  const granted = takeCode(context, pool, code);
  if (granted?.redirectUri !== redirectUri) throw new OAuthError('invalid_grant');
  if (!(await isProven(granted.codeChallenge, verifier))) throw new OAuthError('invalid_grant');
  const user = context.store.userBySub(pool, granted.sub);
  if (user === undefined) throw new OAuthError('invalid_grant');
  await grantErrors(() => checkMaySignIn(user));
  return oauthTokens(context, client, user, granted);
}

/**
 * Whether the verifier is the right one. One without a challenge is wrong, too
 * (https://www.rfc-editor.org/rfc/rfc9700#section-4.8.2).
 *
 * @param {string | undefined} challenge
 * @param {string | null} verifier
 */
async function isProven(challenge, verifier) {
  if (challenge === undefined || verifier === null) return challenge === undefined && verifier === null;
  return provesChallenge(verifier, challenge);
}

/**
 * Also refreshes sign-ins by the operations.
 *
 * @type {Grant}
 */
async function refreshGrant(context, { pool, client }, form) {
  const refreshToken = required(form, 'refresh_token');
  const mayRefresh = client.flows.has('ALLOW_REFRESH_TOKEN_AUTH') || client.rotationGraceMs !== undefined;
  if (!mayRefresh) throw new OAuthError('unauthorized_client');
  const asked = { refreshToken, deviceKey: undefined, clientMetadata: undefined, proveClient: () => undefined };
  return tokenReply(await grantErrors(() => refreshTokens(context, pool, client, asked)));
}

/** @type {Grant} */
async function clientGrant(context, { pool, client }, form) {
  if (client.secret === undefined) throw new OAuthError('invalid_client');
  if (!allowsFlow(client, 'client_credentials')) throw new OAuthError('unauthorized_client');
  const granted = grantedScopes(context, pool, client, form.get('scope'));
  if ('error' in granted) throw new OAuthError(granted.error);
  return clientTokens(context, client, granted.scopes);
}

/**
 * @param {URLSearchParams} form
 * @param {string} name
 */
function required(form, name) {
  const value = form.get(name);
  if (value === null || value === '') throw new OAuthError('invalid_request');
  return value;
}

/**
 * Reports the errors about a user or a refresh token as `invalid_grant`.
 *
 * @template T
 * @param {() => T | Promise<T>} attempt
 * @returns {Promise<T>}
 */
async function grantErrors(attempt) {
  try {
    return await attempt();
  } catch (error) {
    const isTrigger = error instanceof ServiceError && error.name.includes('Lambda');
    if (!(error instanceof ServiceError) || isTrigger) throw error;
    throw new OAuthError('invalid_grant');
  }
}
