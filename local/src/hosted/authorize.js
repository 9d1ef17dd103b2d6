/** https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html */
import { redirect } from '../responses.js';
import { pageAddress, readAuthorization, refuseApp } from './authorization-request.js';
import { providersOf } from './client-settings.js';
import { answerFor } from './complete.js';
import { OAuthError } from '../oauth-errors.js';
import { errorPage } from './pages/error.js';
import { visitProvider } from './providers/visits.js';
import { usableSession } from './sessions.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('./authorization-request.js').AuthorizationRequest} AuthorizationRequest
 */

/** @type {import('./form.js').HostedHandler} */
export async function authorize(context, call) {
  const parameters = call.method === 'POST' ? call.form : call.query;
  const read = readAuthorization(context, call, parameters);
  if ('refusal' in read) return read.refusal;
  const { request } = read;
  const { prompts } = request;
  const current = usableSession(context, request, call.headers);
  const mayAsk = prompts.has('login') || prompts.has('select_account');
  if (current !== undefined && !mayAsk) return answerFor(context, request, current);
  if (prompts.has('none')) return refuseApp(request, new OAuthError('login_required'));
  const provider = request.provider ?? onlyProvider(context, request);
  if (provider === 'NONE') return errorPage('no_providers');
  const mayChoose = prompts.has('select_account') && current !== undefined;
  if (mayChoose || provider === undefined || provider === 'COGNITO') return redirect(pageAddress('/login', request));
  return visitProvider(context, call, request, provider);
}

/**
 * As at AWS, a client with a single external provider leaves out the sign-in page.
 *
 * @param {Context} context
 * @param {AuthorizationRequest} request
 * @returns {import('../records.js').IdentityProvider | 'NONE' | undefined} `NONE` if the client has no provider at all
 */
function onlyProvider(context, { client }) {
  const { cognito, external } = providersOf(context, client);
  if (cognito || external.length > 1) return undefined;
  return external[0] ?? 'NONE';
}
