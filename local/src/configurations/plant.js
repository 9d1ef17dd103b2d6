/** Creates the backend of a configuration. */
import { isStandardAttribute } from '../attributes.js';
import { ServiceError } from '../errors.js';
import { groupKey } from '../groups.js';
import { providerKey } from '../identity-providers.js';
import { providerNameOf } from '../jwt.js';
import { checkRedirect } from '../operations/client-oauth.js';
import { identityPool } from '../operations/identity-pools.js';
import { appClient } from '../operations/user-pool-clients.js';
import { userPoolDomain } from '../operations/user-pool-domains.js';
import { userPool } from '../operations/user-pools.js';
import { STANDARD_SCOPES } from '../oauth-scopes.js';
import { setMfa } from '../pool-mfa.js';

/**
 * @typedef {import('./backend.js').Backend} Backend
 * @typedef {import('./backend.js').Pages} Pages
 * @typedef {import('../store.js').Store} Store
 */

const MFA_METHODS = /** @type {Record<string, import('../records.js').MfaMethod>} */ ({
  SMS: 'SMS_MFA',
  TOTP: 'SOFTWARE_TOKEN_MFA',
  EMAIL: 'EMAIL_OTP',
});
const DEFAULT_FLOWS = ['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
const OTHER_FLOWS = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH'];
const PROVIDER_TYPES = /** @type {Record<string, import('../records.js').ProviderType>} */ ({
  GOOGLE: 'Google',
  FACEBOOK: 'Facebook',
  AMAZON: 'LoginWithAmazon',
  LOGIN_WITH_AMAZON: 'LoginWithAmazon',
  APPLE: 'SignInWithApple',
  SIGN_IN_WITH_APPLE: 'SignInWithApple',
});
const COGNITO_DOMAIN = /^([a-z0-9-]+)\.auth\.[a-z0-9-]+\.amazoncognito\.com$/;
const ROLE = 'arn:aws:iam::000000000000:role/local';
const CERTIFICATE = 'arn:aws:acm:us-east-1:000000000000:certificate/local';

/**
 * What is there already stays as it is, so that several files can name clients of one pool.
 *
 * @param {Store} store
 * @param {Backend} backend
 * @param {number} nowMs
 * @throws {TypeError} for a setting that AWS would not accept
 */
export function plantBackend(store, backend, nowMs) {
  try {
    plant(store, backend, nowMs);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new TypeError(`The backend of ${backend.userPoolId ?? backend.identityPoolId ?? ''}: ${error.message}`, {
      cause: error,
    });
  }
}

/**
 * @param {Store} store
 * @param {Backend} backend
 * @param {number} nowMs
 */
function plant(store, backend, nowMs) {
  const { userPoolId, clientId, identityPoolId } = backend;
  if (userPoolId !== undefined && clientId !== undefined) {
    if (!store.userPools.has(userPoolId)) plantPool(store, userPoolId, backend, nowMs);
    if (!store.clients.has(clientId)) plantClient(store, { userPoolId, clientId }, backend, nowMs);
  }
  if (identityPoolId !== undefined) plantIdentityPool(store, identityPoolId, backend);
}

/**
 * @param {Store} store
 * @param {string} id
 * @param {Backend} backend
 * @param {number} nowMs
 */
function plantPool(store, id, backend, nowMs) {
  const { passwordRules: rules, usernameAttributes, verifiedAttributes, firstFactors, relyingPartyId } = backend;
  const contacts = verifiedAttributes.filter((name) => name === 'email' || name === 'phone_number');
  const verified = contacts.length === 0 ? ['email'] : contacts;
  const settings = {
    Policies: {
      PasswordPolicy: {
        MinimumLength: Math.min(Math.max(rules.minimumLength ?? 8, 6), 99),
        RequireLowercase: rules.needsLowercase,
        RequireUppercase: rules.needsUppercase,
        RequireNumbers: rules.needsNumbers,
        RequireSymbols: rules.needsSymbols,
      },
      ...(firstFactors.length > 0 && { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', ...firstFactors] } }),
    },
    AutoVerifiedAttributes: verified,
    UsernameAttributes: usernameAttributes.filter((name) => name === 'email' || name === 'phone_number'),
    UsernameConfiguration: { CaseSensitive: false },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: verified },
    Schema: [...new Set(backend.requiredAttributes)]
      .filter(isStandardAttribute)
      .map((Name) => ({ Name, Required: true, Mutable: true })),
  };
  const pool = userPool(id, id.slice(id.indexOf('_') + 1), settings, nowMs);
  const methods = [...new Set(backend.mfaTypes.flatMap((name) => MFA_METHODS[name.toUpperCase()] ?? []))];
  if (backend.mfa !== 'OFF') setMfa(pool, backend.mfa, methods.length === 0 ? ['SOFTWARE_TOKEN_MFA'] : methods);
  if (relyingPartyId !== undefined) pool.webAuthn = { ...pool.webAuthn, relyingPartyId };
  store.userPools.set(id, pool);
  for (const { name, precedence } of backend.groups) {
    const group = { poolId: id, name, ...(precedence !== undefined && { precedence }) };
    store.groups.set(groupKey(id, name), { ...group, createdAt: nowMs, modifiedAt: nowMs });
  }
  if (backend.pages !== undefined) plantPages(store, id, backend.pages, nowMs);
}

/**
 * @param {Store} store
 * @param {{ userPoolId: string, clientId: string }} ids
 * @param {Backend} backend
 * @param {number} nowMs
 */
function plantClient(store, { userPoolId, clientId }, { clientSecret: secret, flow, firstFactors, pages }, nowMs) {
  const flows = OTHER_FLOWS.filter(
    (name) => name === `ALLOW_${flow ?? ''}` || (name === 'ALLOW_USER_AUTH' && firstFactors.length > 0),
  );
  const settings = {
    ClientName: clientId,
    ExplicitAuthFlows: [...DEFAULT_FLOWS, ...flows],
    ...(pages !== undefined && clientPages(pages)),
  };
  store.clients.set(clientId, appClient({ id: clientId, poolId: userPoolId, secret }, settings, nowMs));
}

/** @param {Pages} pages */
function clientPages({ scopes, signInUrls, signOutUrls, isImplicit, providers }) {
  for (const url of [...signInUrls, ...signOutUrls]) checkRedirect(url);
  return {
    AllowedOAuthFlows: [isImplicit ? 'implicit' : 'code'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: scopes.length === 0 ? [...STANDARD_SCOPES] : scopes,
    CallbackURLs: signInUrls,
    LogoutURLs: signOutUrls,
    SupportedIdentityProviders: ['COGNITO', ...typesOf(providers)],
  };
}

/**
 * @param {Store} store
 * @param {string} poolId
 * @param {Pages} pages
 * @param {number} nowMs
 */
function plantPages({ domains, identityProviders }, poolId, { domain, providers }, nowMs) {
  const host = domain.replace(/^https?:\/\//, '').replace(/[/:].*$/, '');
  const [, prefix] = COGNITO_DOMAIN.exec(host) ?? [];
  // An address of a local Cognito says nothing about the domain.
  const ownPrefix = `pool-${poolId.slice(poolId.indexOf('_') + 1).toLowerCase()}`;
  const name = prefix ?? (/^(localhost|127\.|\[)|^[^.]*$/.test(host) ? ownPrefix : host);
  const isCustom = name === host;
  const settings = isCustom ? { CustomDomainConfig: { CertificateArn: CERTIFICATE } } : {};
  if (domains.has(name)) throw new TypeError(`Two user pools cannot have the same domain ${name}.`);
  domains.set(name, userPoolDomain(name, poolId, settings));
  for (const type of typesOf(providers)) {
    identityProviders.set(providerKey(poolId, type), {
      poolId,
      name: type,
      type,
      details: { client_id: 'local', client_secret: 'local', authorize_scopes: 'openid email profile' },
      mapping: { username: 'sub', email: 'email', email_verified: 'email_verified', name: 'name' },
      identifiers: [],
      createdAt: nowMs,
      modifiedAt: nowMs,
    });
  }
}

/**
 * @param {Store} store
 * @param {string} id
 * @param {Backend} backend
 */
function plantIdentityPool(store, id, { allowsGuests, userPoolId, clientId }) {
  const known = store.identityPools.get(id);
  const provider =
    userPoolId === undefined || clientId === undefined
      ? []
      : [{ ProviderName: providerNameOf(userPoolId), ClientId: clientId }];
  if (known !== undefined) {
    const others = provider.filter(({ ClientId }) => !known.providers.some((other) => other.ClientId === ClientId));
    known.providers = [...known.providers, ...others.map((other) => ({ ...other, ServerSideTokenCheck: false }))];
    return;
  }
  const settings = {
    IdentityPoolName: id.slice(id.indexOf(':') + 1),
    AllowUnauthenticatedIdentities: allowsGuests,
    CognitoIdentityProviders: provider,
  };
  const Roles = { authenticated: `${ROLE}-authRole`, unauthenticated: `${ROLE}-unauthRole` };
  store.identityPools.set(id, { ...identityPool(id, settings), roles: { Roles } });
}

/** @param {string[]} providers */
const typesOf = (providers) => [
  ...new Set(providers.flatMap((name) => PROVIDER_TYPES[name.toUpperCase().replaceAll(' ', '_')] ?? [])),
];
