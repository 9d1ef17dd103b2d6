/** https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html */
import { redirect } from '../responses.js';
import { pageAddress, readAuthorization } from './authorization-request.js';
import { isLogout } from './client-settings.js';
import { withCookies } from './cookies.js';
import { poolOfRequest } from '../domains.js';
import { errorPage } from './pages/error.js';
import { endSession } from './sessions.js';

/**
 * Ends the session of the browser, and sends it to the application's page for signed-out users, or back to the sign-in
 * page. As at AWS, tokens stay valid and `state` is not returned.
 *
 * @type {import('./form.js').HostedHandler}
 */
export function logout(context, call) {
  const { query } = call;
  const { pool, client } = poolOfRequest(context, call.url, query) ?? {};
  if (pool === undefined || client === undefined || query.getAll('client_id').length > 1) {
    return errorPage('invalid_client', { clientId: query.get('client_id') });
  }
  const address = query.get('logout_uri');
  if (address === null) return backToSignIn(context, call);
  if (!isLogout(client, address) || query.getAll('logout_uri').length > 1) {
    return errorPage('logout_mismatch', { address, allowed: client.oauth.logoutUrls });
  }
  return withCookies(redirect(address), [endSession(context, pool, call.headers)]);
}

/** @type {(...given: Parameters<import('./form.js').HostedHandler>) => Response} */
function backToSignIn(context, call) {
  if (!call.query.has('redirect_uri')) return errorPage('redirect_missing');
  const read = readAuthorization(context, call, call.query);
  if ('refusal' in read) return read.refusal;
  const { request } = read;
  return withCookies(redirect(pageAddress('/login', request)), [endSession(context, request.pool, call.headers)]);
}
