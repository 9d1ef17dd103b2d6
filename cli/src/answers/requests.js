import { attributeList, newUrlList, scopeList } from './check.js';
import { boolean, listOf, object, oneOf, optional, refusal, shown, text } from './readers.js';
import * as values from './values.js';

// The requests in JSON of `--headless`, as scripts for Amplify's CLI have them. Names of attributes are in capitals there.

export const logins = {
  FACEBOOK: 'graph.facebook.com',
  GOOGLE: 'accounts.google.com',
  AMAZON: 'www.amazon.com',
  APPLE: 'appleid.apple.com',
};

export const providerTypes = /** @type {const} */ ({
  FACEBOOK: 'Facebook',
  GOOGLE: 'Google',
  LOGIN_WITH_AMAZON: 'LoginWithAmazon',
  SIGN_IN_WITH_APPLE: 'SignInWithApple',
});

/**
 * @template {string} K
 * @param {Record<K, unknown>} table
 */
const keyOf = (table) => oneOf(/** @type {K[]} */ (Object.keys(table)));

/** @type {import('./readers.js').Reader<string[]>} */
const capitals = (value, path) =>
  attributeList(
    Array.isArray(value) ? value.map((each) => (typeof each === 'string' ? each.toLowerCase() : each)) : value,
    path,
  );

/** @type {import('./readers.js').Reader<string>} */
const requiredAttribute = (value, path) => {
  const found = values.standardAttributes.find((name) => typeof value === 'string' && value.toLowerCase() === name);
  if (found === undefined) {
    throw refusal(path, `${shown(value)} does not fit; use ${values.standardAttributes.join(', ').toUpperCase()}`);
  }
  return found;
};

/**
 * A secret is neither kept nor shown: it is asked for at the push.
 *
 * @type {import('./readers.js').Reader<true | undefined>}
 */
const secret = (value, path) => {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw refusal(path, 'is not text');
  return true;
};

/** @type {import('./readers.js').Reader<undefined>} */
const withoutAdminQueries = (value, path) => {
  if (value !== undefined && value !== null) {
    throw refusal(path, 'an API for administrators is not part of this tool; leave the member out');
  }
  return undefined;
};

const socialProvider = object({
  provider: keyOf(providerTypes),
  clientId: values.clientId,
  clientSecret: secret,
  teamId: optional(values.appleId),
  keyId: optional(values.appleId),
  privateKey: secret,
});

/** @type {import('./readers.js').Reader<string[]>} */
const scopes = (value, path) =>
  scopeList(Array.isArray(value) ? value.map((each) => standardScope(each) ?? each) : value, path);

/** @param {unknown} name */
const standardScope = (name) =>
  typeof name === 'string' ? values.standardScopes.find((each) => each === name.toLowerCase()) : undefined;

const oAuth = object({
  domainPrefix: optional(values.domainPrefix),
  redirectSigninURIs: optional(newUrlList),
  redirectSignoutURIs: optional(newUrlList),
  oAuthGrantType: optional(oneOf(values.grants)),
  oAuthScopes: optional(scopes),
  socialProviderConfigurations: optional(listOf(socialProvider, { max: 4, keyOf: ({ provider }) => provider })),
});

const group = object({ groupName: values.groupName });

/** What can be given for a new pool and for one that is there. */
const changeable = {
  userPoolGroups: optional(listOf(group, { max: 100, keyOf: ({ groupName }) => groupName })),
  adminQueries: withoutAdminQueries,
  mfa: optional(
    object({
      mode: oneOf(values.mfaModes),
      mfaTypes: optional(listOf(oneOf(values.mfaTypes), { max: 2 })),
      smsMessage: optional(values.smsMessage),
    }),
  ),
  passwordPolicy: optional(
    object({
      minimumLength: optional(values.passwordLength),
      additionalConstraints: optional(
        listOf(
          oneOf(/** @type {const} */ (['REQUIRE_LOWERCASE', 'REQUIRE_UPPERCASE', 'REQUIRE_DIGIT', 'REQUIRE_SYMBOL'])),
          { max: 4 },
        ),
      ),
    }),
  ),
  refreshTokenPeriod: optional(values.refreshTokenDays),
  readAttributes: optional(capitals),
  writeAttributes: optional(capitals),
  oAuth: optional(oAuth),
  autoVerifiedAttributes: optional(
    listOf(
      object({
        type: oneOf(/** @type {const} */ (['EMAIL', 'PHONE_NUMBER'])),
        verificationMessage: optional(values.verificationMessage),
        verificationSubject: optional(values.verificationSubject),
      }),
      { max: 2, keyOf: ({ type }) => type },
    ),
  ),
};

const newPool = object({
  signinMethod: oneOf(values.signInMethods),
  requiredSignupAttributes: listOf(requiredAttribute, { max: 17 }),
  aliasAttributes: optional(listOf(oneOf(values.aliasNames), { max: 3 })),
  userPoolName: optional(values.poolName),
  ...changeable,
});

const federation = optional(
  listOf(object({ provider: keyOf(logins), clientId: values.loginId }), { max: 4, keyOf: ({ provider }) => provider }),
);

const serviceName = oneOf(/** @type {const} */ (['Cognito']));

export const addRequest = object({
  version: oneOf(/** @type {const} */ ([1, 2])),
  resourceName: optional(values.resourceName),
  serviceConfiguration: object({
    serviceName,
    includeIdentityPool: boolean,
    identityPoolConfiguration: optional(
      object({
        identityPoolName: optional(values.poolName),
        unauthenticatedLogin: optional(boolean),
        identitySocialFederation: federation,
      }),
    ),
    userPoolConfiguration: newPool,
  }),
});

export const updateRequest = object({
  version: oneOf(/** @type {const} */ ([1, 2])),
  resourceName: optional(values.resourceName),
  serviceModification: object({
    serviceName,
    userPoolModification: optional(object(changeable)),
    includeIdentityPool: optional(boolean),
    identityPoolModification: optional(
      object({ unauthenticatedLogin: optional(boolean), identitySocialFederation: federation }),
    ),
  }),
});

const poolId = text({
  isTrimmed: true,
  max: 55,
  pattern: /^[\w-]+_[0-9a-zA-Z]+$/,
  what: 'the ID of a user pool, such as eu-central-1_AbCdEf123',
});
const appClientId = text({ isTrimmed: true, max: 128, pattern: /^[\w+]+$/, what: 'the ID of an app client' });
const identityPoolId = text({
  isTrimmed: true,
  max: 55,
  pattern: /^[\w-]+:[0-9a-f-]+$/,
  what: 'the ID of an identity pool, such as eu-central-1:…',
});

export const importRequest = object({
  version: oneOf(/** @type {const} */ ([1])),
  userPoolId: poolId,
  webClientId: appClientId,
  nativeClientId: optional(appClientId),
  identityPoolId: optional(identityPoolId),
});

/**
 * The region in the ID of a user pool. An emulator may name one that AWS does not have.
 *
 * @param {string} id
 */
export const regionOfPool = (id) => /^([a-z0-9-]+)_/.exec(id)?.[1];

/** For flags and questions of `import auth`. */
export const importValues = { userPoolId: poolId, clientId: appClientId, identityPoolId };
