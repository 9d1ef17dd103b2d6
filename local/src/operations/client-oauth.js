/** The settings of an app client for the hosted UI. */
import { ServiceError, invalidParameter } from '../errors.js';
import { providerNamed } from '../identity-providers.js';
import { STANDARD_SCOPES, customScopes } from '../oauth-scopes.js';
import { boolean, list, text } from '../schema.js';

const REDIRECT = {
  min: 1,
  max: 1024,
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
  patternText: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
};
const SCOPE = {
  min: 1,
  max: 256,
  pattern: /^[\x21\x23-\x5b\x5d-\x7e]+$/,
  patternText: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+',
};
const FLOWS = /** @type {const} */ (['code', 'implicit', 'client_credentials']);

export const OAUTH_SETTINGS = {
  AllowedOAuthFlows: list(text({ values: FLOWS }), { max: 3 }),
  AllowedOAuthFlowsUserPoolClient: boolean(),
  AllowedOAuthScopes: list(text(SCOPE), { max: 50 }),
  CallbackURLs: list(text(REDIRECT)),
  DefaultRedirectURI: text(REDIRECT),
  LogoutURLs: list(text(REDIRECT)),
  SupportedIdentityProviders: list(text({ min: 1, max: 32 })),
};

/** Schemes of addresses that would run a script, or that belong to the browser. */
const UNSAFE_SCHEMES = new Set(['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:']);
/** AWS allows HTTP only for these. They are for tests. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').AppClient} AppClient
 * @typedef {import('../records.js').UserPool} UserPool
 */

/**
 * @param {import('../schema.js').StructureOf<typeof OAUTH_SETTINGS>} settings
 * @returns {import('../records.js').ClientOAuth}
 */
export function clientOAuth(settings) {
  const { DefaultRedirectURI: defaultRedirectUri } = settings;
  return {
    enabled: settings.AllowedOAuthFlowsUserPoolClient ?? false,
    flows: /** @type {import('../records.js').OAuthFlow[]} */ (settings.AllowedOAuthFlows ?? []),
    scopes: settings.AllowedOAuthScopes ?? [],
    callbackUrls: settings.CallbackURLs ?? [],
    ...(defaultRedirectUri !== undefined && { defaultRedirectUri }),
    logoutUrls: settings.LogoutURLs ?? [],
    providers: settings.SupportedIdentityProviders ?? [],
  };
}

/**
 * AWS's checks of these settings. The names of the errors are AWS's; so are the messages, except for those about
 * missing callbacks, unsuitable addresses and the default address.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 */
export function checkClientOAuth(context, pool, client) {
  const { enabled, flows, scopes, callbackUrls, defaultRedirectUri, logoutUrls, providers } = client.oauth;
  checkFlows(client);
  const known = new Set([...STANDARD_SCOPES, ...customScopes(context, pool.id)]);
  const unknownScope = scopes.find((scope) => !known.has(scope));
  if (unknownScope !== undefined) {
    throw new ServiceError('ScopeDoesNotExistException', `Invalid scope requested: ${unknownScope}`);
  }
  if (enabled && (flows.length === 0 || scopes.length === 0)) {
    throw invalidParameter(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    );
  }
  const redirects = flows.includes('code') || flows.includes('implicit');
  if (enabled && redirects && callbackUrls.length === 0) throw invalidParameter('CallbackURLs are required.');
  for (const url of [...callbackUrls, ...logoutUrls]) checkRedirect(url);
  if (defaultRedirectUri !== undefined && !callbackUrls.includes(defaultRedirectUri)) {
    throw invalidParameter('DefaultRedirectURI must be one of the CallbackURLs.');
  }
  const unknown = providers.find((name) => name !== 'COGNITO' && providerNamed(context, pool, name) === undefined);
  if (unknown !== undefined) {
    throw invalidParameter(`The provider ${unknown} does not exist for User Pool ${pool.id}.`);
  }
}

/** @param {AppClient} client */
function checkFlows({ secret, oauth: { flows, scopes } }) {
  if (!flows.includes('client_credentials')) return;
  if (flows.length > 1) {
    throw invalidFlow('client_credentials flow can not be selected along with code flow or implicit flow.');
  }
  if (secret === undefined) {
    throw invalidFlow('client_credentials flow can not be selected if client does not have a client secret.');
  }
  const personal = scopes.find((scope) => STANDARD_SCOPES.includes(scope));
  if (personal !== undefined) throw invalidFlow(`${personal} is not supported with client_credentials flow.`);
}

/**
 * @param {string} url
 * @throws {ServiceError} for an address that cannot be returned to
 */
export function checkRedirect(url) {
  if (!URL.canParse(url)) throw invalidParameter(`${url} is not an absolute address.`);
  const { protocol, hostname } = new URL(url);
  // AWS also takes addresses of apps, such as myapp://example.
  if (UNSAFE_SCHEMES.has(protocol)) throw invalidParameter(`${url} cannot use this protocol.`);
  if (url.includes('#')) throw invalidParameter(`${url} cannot have a fragment.`);
  if (protocol === 'http:' && !LOOPBACK.has(hostname)) throw invalidParameter(`${url} cannot use the HTTP protocol.`);
}

/** @param {string} message */
const invalidFlow = (message) => new ServiceError('InvalidOAuthFlowException', message);
