/** `/oauth2/idpresponse` and `/saml2/idpresponse`: the browser comes back from an identity provider. */
import { readAuthorization, refuseApp } from '../authorization-request.js';
import { asOAuthError, completeSignIn } from '../complete.js';
import { federatedUser } from '../../federated-users.js';
import { OAuthError } from '../../oauth-errors.js';
import { errorPage } from '../pages/error.js';
import { take } from '../pending-forms.js';
import { guestOf } from './guests.js';
import { answerOf } from './stand-in.js';
import { protocolOf } from './visits.js';

/**
 * @typedef {import('./guests.js').Guest} Guest
 * @typedef {import('./stand-in.js').ProviderAnswer} ProviderAnswer
 * @typedef {import('../form.js').HostedHandler} HostedHandler
 */

/** @type {HostedHandler} */
export function openIdResponse(context, call) {
  const parameters = call.method === 'POST' ? call.form : call.query;
  const state = parameters.get('state');
  const guest = guestOf(context, call, state);
  if (guest === undefined || protocolOf(guest.provider).state !== 'state') return errorPage('invalid_state');
  const error = parameters.get('error');
  if (error !== null) return conclude(guest, { error, error_description: parameters.get('error_description') ?? '' });
  // In place of the exchange at the provider's token endpoint.
  const profile = take(context, 'profile', parameters.get('code'), guest.browser);
  const isOwn = profile?.state === state;
  return conclude(guest, isOwn ? { profile } : { error: 'invalid_grant', error_description: 'The code is not valid' });
}

/** @type {HostedHandler} */
export function samlResponse(context, call) {
  const guest = guestOf(context, call, call.form.get('RelayState'));
  if (guest === undefined || protocolOf(guest.provider).state !== 'RelayState') return errorPage('invalid_state');
  const answer = answerOf(guest);
  return answer instanceof Response ? answer : conclude(guest, answer);
}

/**
 * Goes on with the request of the application. The state works once.
 *
 * @param {Guest} guest
 * @param {ProviderAnswer} answer
 */
async function conclude({ context, call, visit, state, browser, provider }, answer) {
  take(context, 'visit', state, browser);
  const read = readAuthorization(context, call, new URLSearchParams(visit.query));
  if ('refusal' in read) return read.refusal;
  const { request } = read;
  if ('error' in answer) return refuseApp(request, providerError(provider.name, answer));
  try {
    const user = await federatedUser(context, request.pool, request.client, provider, answer.profile);
    return await completeSignIn(context, request, call.headers, { user, provider: provider.name });
  } catch (thrown) {
    return refuseApp(request, asOAuthError(thrown));
  }
}

/**
 * As AWS documents it, the name of the provider and a status come before its own words.
 *
 * @param {string} name
 * @param {{ error: string, error_description: string }} answer
 */
const providerError = (name, { error, error_description }) =>
  new OAuthError(error.slice(0, 100), `${name} Error - 400 ${error} ${error_description}`.trim().slice(0, 500));
