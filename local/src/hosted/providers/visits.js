/** Sends browsers to the stand-ins of identity providers. */
import { withCookies } from '../cookies.js';
import { browserOf, keep } from '../pending-forms.js';
import { redirect } from '../../responses.js';

/** @typedef {import('../../records.js').IdentityProvider} IdentityProvider */

/**
 * The name of the parameter that carries the state, and where the provider's answer goes.
 *
 * @param {IdentityProvider} provider
 */
export const protocolOf = ({ type }) =>
  type === 'SAML'
    ? /** @type {const} */ ({ page: 'saml', state: 'RelayState', answers: '/saml2/idpresponse' })
    : /** @type {const} */ ({ page: 'authorize', state: 'state', answers: '/oauth2/idpresponse' });

/**
 * Every provider is played by a page of this server. Its address has the parameters that the real one would get.
 *
 * @param {import('../../context.js').Context} context
 * @param {import('../form.js').HostedCall} call
 * @param {import('../authorization-request.js').AuthorizationRequest} request
 * @param {IdentityProvider} provider
 * @returns {Response}
 */
export function visitProvider(context, call, request, provider) {
  const browser = browserOf(call.headers);
  const { pool, client, query, loginHint } = request;
  const owner = { poolId: pool.id, clientId: client.id, browser: browser.id };
  const key = keep(context, { kind: 'visit', ...owner, provider: provider.name, query });
  const { page, state, answers } = protocolOf(provider);
  const { client_id = '', authorize_scopes = 'openid' } = provider.details;
  const openId = {
    client_id,
    redirect_uri: `${call.origin}${answers}`,
    response_type: 'code',
    scope: authorize_scopes,
  };
  const parameters = new URLSearchParams({
    ...(provider.type === 'SAML' ? {} : openId),
    ...(loginHint !== '' && { login_hint: loginHint }),
    [state]: key,
  });
  const response = redirect(`/local-idp/${encodeURIComponent(provider.name)}/${page}?${parameters}`);
  return withCookies(response, browser.setCookie === undefined ? [] : [browser.setCookie]);
}
