/** The settings of an app client for the hosted UI. */
import { boolean, list, text } from '../schema.js';

const REDIRECT = {
  min: 1,
  max: 1024,
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
  patternText: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
};
const FLOWS = /** @type {const} */ (['code', 'implicit', 'client_credentials']);

export const OAUTH_SETTINGS = {
  AllowedOAuthFlows: list(text({ values: FLOWS }), { max: 3 }),
  AllowedOAuthFlowsUserPoolClient: boolean(),
  AllowedOAuthScopes: list(text({ min: 1, max: 256, pattern: /^[\x21\x23-\x5b\x5d-\x7e]+$/ }), { max: 50 }),
  CallbackURLs: list(text(REDIRECT)),
  DefaultRedirectURI: text(REDIRECT),
  LogoutURLs: list(text(REDIRECT)),
  SupportedIdentityProviders: list(text({ min: 1, max: 32 })),
};

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
