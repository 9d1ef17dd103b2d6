/** The hosted UI of the seed backend: its domain, providers, scopes, and the addresses it may return to. */
import { providerKey } from './identity-providers.js';
import { STANDARD_SCOPES } from './oauth-scopes.js';
import { checkRedirect } from './operations/client-oauth.js';
import { resourceServer, resourceServerKey } from './operations/resource-servers.js';
import { userPoolDomain } from './operations/user-pool-domains.js';

/** The usual ports of development servers. */
const USUAL_PAGES = ['http://localhost:3000/', 'http://localhost:5173/', 'http://localhost:8080/'];
const PROVIDERS = /** @type {const} */ ({ social: 'Google', saml: 'Company' });
const RESOURCE_SERVER = { Identifier: 'notes', Name: 'Notes', scopes: ['read', 'write'] };

/**
 * @typedef {object} RedirectOptions
 * @property {readonly string[]} [callbackUrls] addresses that sign-ins with the hosted UI of the seed backend may
 *   return to. Default: the root of `localhost` on ports 3000, 5173 and 8080
 * @property {readonly string[]} [logoutUrls] the same for sign-outs. Default: those of `callbackUrls`
 */

/**
 * @typedef {object} Redirects
 * @property {string[]} callbackUrls
 * @property {string[]} logoutUrls
 * @property {boolean} areChosen whether the options name addresses
 */

/**
 * @param {RedirectOptions} options
 * @returns {Redirects}
 * @throws {TypeError} for an address that AWS would not accept
 */
export function seedRedirects({ callbackUrls, logoutUrls }) {
  const callbacks = [...(callbackUrls ?? USUAL_PAGES)];
  const redirects = { callbackUrls: callbacks, logoutUrls: [...(logoutUrls ?? callbacks)] };
  for (const url of [...redirects.callbackUrls, ...redirects.logoutUrls]) {
    try {
      checkRedirect(url);
    } catch (error) {
      throw new TypeError(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }
  return { ...redirects, areChosen: callbackUrls !== undefined };
}

/**
 * The settings of the seed's app clients.
 *
 * @param {Redirects} redirects
 */
export const hostedClientSettings = ({ callbackUrls, logoutUrls }) => ({
  AllowedOAuthFlows: ['code', 'implicit'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: [
    ...STANDARD_SCOPES,
    ...RESOURCE_SERVER.scopes.map((name) => `${RESOURCE_SERVER.Identifier}/${name}`),
  ],
  CallbackURLs: callbackUrls,
  LogoutURLs: logoutUrls,
  SupportedIdentityProviders: ['COGNITO', ...Object.values(PROVIDERS)],
});

/**
 * @param {import('./store.js').Store} store
 * @param {string} poolId
 * @param {number} nowMs
 */
export function plantHostedUi({ domains, identityProviders, resourceServers }, poolId, nowMs) {
  domains.set('seed', userPoolDomain('seed', poolId, {}));
  const { Identifier, Name, scopes } = RESOURCE_SERVER;
  const Scopes = scopes.map((ScopeName) => ({ ScopeName, ScopeDescription: `${Name}: ${ScopeName}` }));
  resourceServers.set(
    resourceServerKey(poolId, Identifier),
    resourceServer({ UserPoolId: poolId, Identifier, Name, Scopes }),
  );
  const common = { poolId, createdAt: nowMs, modifiedAt: nowMs };
  const mapping = { email: 'email', email_verified: 'email_verified', name: 'name' };
  const { social, saml } = PROVIDERS;
  identityProviders.set(providerKey(poolId, social), {
    ...common,
    name: social,
    type: social,
    details: { client_id: 'local', client_secret: 'local', authorize_scopes: 'openid email profile' },
    mapping: { username: 'sub', ...mapping },
    identifiers: [],
  });
  identityProviders.set(providerKey(poolId, saml), {
    ...common,
    name: saml,
    type: 'SAML',
    details: { MetadataURL: 'https://company.example/metadata.xml' },
    mapping,
    identifiers: ['company.example'],
  });
}

/**
 * What an application needs to use the hosted UI, as in Amplify's `loginWith.oauth`.
 *
 * @param {string} endpoint the full URL of this server
 * @param {Redirects} redirects
 */
export const oauthConfiguration = (endpoint, { callbackUrls, logoutUrls }) => ({
  domain: new URL(endpoint).origin,
  scopes: [...STANDARD_SCOPES],
  redirectSignIn: [...callbackUrls],
  redirectSignOut: [...logoutUrls],
  responseType: /** @type {const} */ ('code'),
});
