/** https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html */
import { peekClaims } from '../jwt.js';
import { authenticatedClient } from './client-authentication.js';
import { repeatedParameter } from './form.js';
import { OAuthError } from './oauth-errors.js';

/**
 * Revokes a refresh token, and with it all tokens of the session.
 *
 * @type {import('./form.js').HostedHandler}
 */
export function revoke(context, call) {
  const { form } = call;
  const token = form.get('token') ?? '';
  if (token === '' || repeatedParameter(form) !== undefined) throw new OAuthError('invalid_request');
  const { client } = authenticatedClient(context, call);
  if (!client.revocation) throw new OAuthError('invalid_request');
  if (peekClaims(token) !== undefined) throw new OAuthError('unsupported_token_type');
  const session = context.store.sessionByRefreshToken(token);
  // AWS refuses it, but does not document with which error.
  if (session !== undefined && session.clientId !== client.id) throw new OAuthError('unauthorized_client');
  // Revoking an unknown token succeeds, https://www.rfc-editor.org/rfc/rfc7009#section-2.2
  if (session !== undefined) session.revoked = true;
  return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } });
}
