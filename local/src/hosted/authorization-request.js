/** Reads the request of an application that wants its user signed in. All pages carry it in their address. */
import { redirect } from '../responses.js';
import { allowsFlow, defaultRedirectOf, isCallback, providersOf } from './client-settings.js';
import { poolOfRequest } from '../domains.js';
import { repeatedParameter } from './form.js';
import { OAuthError } from '../oauth-errors.js';
import { errorPage } from './pages/error.js';
import { readChallenge } from './pkce.js';
import { grantedScopes } from '../oauth-scopes.js';

const PROMPTS = new Set(['none', 'login', 'consent', 'select_account']);
/** Parameters of the pages themselves, which are not part of the request. */
const PAGE_PARAMETERS = ['step'];

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').AppClient} AppClient
 * @typedef {import('../records.js').UserPool} UserPool
 * @typedef {import('../records.js').IdentityProvider} IdentityProvider
 * @typedef {import('./form.js').HostedCall} HostedCall
 */

/**
 * Where an answer goes.
 *
 * @typedef {object} ReturnAddress
 * @property {string} redirectUri one of the client's callbacks
 * @property {'code' | 'token'} responseType
 * @property {string | undefined} state
 */

/**
 * @typedef {ReturnAddress & {
 *   pool: UserPool,
 *   client: AppClient,
 *   scopes: string[],
 *   nonce: string | undefined,
 *   pkce: { codeChallenge?: string, codeChallengeMethod?: 'S256' },
 *   prompts: ReadonlySet<string>,
 *   provider: IdentityProvider | 'COGNITO' | undefined,
 *   loginHint: string,
 *   query: string,
 * }} AuthorizationRequest `provider` is the one that the application asks for
 */

/**
 * Wrong clients and addresses get an error page, since a redirect could lead anywhere. All other errors go to the
 * application.
 *
 * @param {Context} context
 * @param {HostedCall} call
 * @param {URLSearchParams} parameters
 * @returns {{ request: AuthorizationRequest } | { refusal: Response }}
 */
export function readAuthorization(context, call, parameters) {
  const { pool, client } = poolOfRequest(context, call.url, parameters) ?? {};
  if (pool === undefined || client === undefined || parameters.getAll('client_id').length > 1) {
    return { refusal: errorPage('invalid_client', { clientId: parameters.get('client_id') }) };
  }
  const redirectUri = parameters.get('redirect_uri') ?? defaultRedirectOf(client);
  if (redirectUri === undefined) return { refusal: errorPage('redirect_missing') };
  if (!isCallback(client, redirectUri) || parameters.getAll('redirect_uri').length > 1) {
    return { refusal: errorPage('redirect_mismatch', { address: redirectUri, allowed: client.oauth.callbackUrls }) };
  }
  const address = {
    redirectUri,
    responseType: /** @type {ReturnAddress['responseType']} */ (
      parameters.get('response_type') === 'token' ? 'token' : 'code'
    ),
    state: parameters.get('state') ?? undefined,
  };
  try {
    return { request: { ...address, ...readRest(context, pool, client, parameters) } };
  } catch (error) {
    if (error instanceof OAuthError) return { refusal: refuseApp(address, error) };
    throw error;
  }
}

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {URLSearchParams} parameters
 * @returns {Omit<AuthorizationRequest, keyof ReturnAddress>}
 * @throws {OAuthError}
 */
function readRest(context, pool, client, parameters) {
  const repeated = repeatedParameter(parameters);
  if (repeated !== undefined) throw new OAuthError('invalid_request', `${repeated} is given more than once`);
  const responseType = parameters.get('response_type');
  if (responseType === null) throw new OAuthError('invalid_request', 'response_type is missing');
  if (responseType !== 'code' && responseType !== 'token') throw new OAuthError('unsupported_response_type');
  if (!allowsFlow(client, responseType === 'code' ? 'code' : 'implicit')) throw new OAuthError('unauthorized_client');
  const pkce = readChallenge(parameters);
  if ('error' in pkce) throw new OAuthError(pkce.error, pkce.description);
  const granted = grantedScopes(context, pool, client, parameters.get('scope'));
  // Public reports show this combination, where AWS documents `error=invalid_scope`.
  if ('error' in granted) throw new OAuthError('invalid_request', granted.error);
  return {
    pool,
    client,
    scopes: granted.scopes,
    nonce: parameters.get('nonce') ?? undefined,
    pkce,
    prompts: readPrompts(parameters.get('prompt')),
    provider: readProvider(context, client, parameters),
    loginHint: parameters.get('login_hint') ?? '',
    query: requestQuery(parameters),
  };
}

/** @param {string | null} text */
function readPrompts(text) {
  const prompts = new Set((text ?? '').split(' ').filter((prompt) => prompt !== ''));
  const unknown = [...prompts].some((prompt) => !PROMPTS.has(prompt));
  if (unknown || (prompts.has('none') && prompts.size > 1)) throw new OAuthError('invalid_request', 'Invalid prompt');
  return prompts;
}

/**
 * AWS does not document what it does for a provider that the client does not have. Here the application learns it.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {URLSearchParams} parameters
 */
function readProvider(context, client, parameters) {
  const name = parameters.get('identity_provider');
  const identifier = parameters.get('idp_identifier');
  if (name === null && identifier === null) return undefined;
  const { cognito, external } = providersOf(context, client);
  if (name === 'COGNITO' && cognito) return name;
  const found = external.find((provider) =>
    name === null ? provider.identifiers.includes(identifier ?? '') : provider.name === name,
  );
  if (found === undefined) throw new OAuthError('invalid_request', 'The identity provider is not available');
  return found;
}

/** @param {URLSearchParams} parameters */
function requestQuery(parameters) {
  const own = new URLSearchParams(parameters);
  for (const name of PAGE_PARAMETERS) own.delete(name);
  return String(own);
}

/**
 * The address of another page for the same request.
 *
 * @param {string} path
 * @param {Pick<AuthorizationRequest, 'query'>} request
 * @param {Record<string, string>} [changes]
 */
export function pageAddress(path, { query }, changes = {}) {
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) parameters.set(name, value);
  return `${path}?${parameters}`;
}

/**
 * Sends the browser back to the application: the answer is in the query for a code, and in the fragment for tokens.
 *
 * @param {ReturnAddress} address
 * @param {Record<string, string | undefined>} answer
 */
export function answerApp({ redirectUri, responseType, state }, answer) {
  const given = Object.entries({ ...answer, state }).flatMap(([name, value]) =>
    value === undefined ? [] : [/** @type {[string, string]} */ ([name, value])],
  );
  const separator = responseType === 'token' ? '#' : redirectUri.includes('?') ? '&' : '?';
  return redirect(`${redirectUri}${separator}${new URLSearchParams(given)}`);
}

/**
 * @param {ReturnAddress} address
 * @param {OAuthError} error
 */
export const refuseApp = (address, { code, description }) =>
  answerApp(address, { error_description: description, error: code });
