import { boolean, listOf, mapOf, nullOr, object, oneOf, optional, refusal } from './readers.js';
import * as values from './values.js';

/**
 * @typedef {import('./answers.js').Answers} Answers
 * @typedef {import('./answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('./answers.js').HostedUI} HostedUI
 */

/** @type {import('./readers.js').Reader<string>} */
const attributeName = (value, path) => {
  if (typeof value === 'string' && value.startsWith('custom:')) {
    return `custom:${values.customAttributeName(value.slice('custom:'.length), path)}`;
  }
  return oneOf([...values.standardAttributes, ...values.readOnlyAttributes])(value, path);
};

export const attributeList = listOf(attributeName, { max: 100 });
export const requiredList = listOf(oneOf(values.standardAttributes), { max: 17 });

const provider = object({
  type: oneOf(values.providerTypes),
  clientId: values.clientId,
  teamId: optional(values.appleId),
  keyId: optional(values.appleId),
});

export const urlList = listOf(values.redirectUrl, { min: 1, max: 100 });
export const newUrlList = listOf(values.newRedirectUrl, { min: 1, max: 100 });
export const scopeList = listOf(values.scope, { min: 1, max: 50 });
export const groupList = listOf(values.groupName, { max: 100 });

const hostedUI = object({
  domainPrefix: values.domainPrefix,
  signInUrls: urlList,
  signOutUrls: urlList,
  grant: oneOf(values.grants),
  scopes: scopeList,
  socialProviders: listOf(provider, { max: 4, keyOf: ({ type }) => type }),
});

const customAttribute = object({
  name: values.customAttributeName,
  type: oneOf(values.attributeTypes),
  isMutable: boolean,
});

export const customAttributeList = listOf(customAttribute, { max: 50, keyOf: ({ name }) => name });

const userPool = object({
  name: values.poolName,
  signInMethod: oneOf(values.signInMethods),
  aliases: listOf(oneOf(values.aliasNames), { max: 3 }),
  requiredAttributes: requiredList,
  customAttributes: customAttributeList,
  autoVerifiedAttributes: listOf(oneOf(/** @type {const} */ (['email', 'phone_number'])), { max: 2 }),
  verificationSubject: values.verificationSubject,
  verificationMessage: values.verificationMessage,
  mfa: object({
    mode: oneOf(values.mfaModes),
    types: listOf(oneOf(values.mfaTypes), { max: 2 }),
    smsMessage: values.smsMessage,
  }),
  passwordPolicy: object({
    minimumLength: values.passwordLength,
    requires: listOf(oneOf(values.characterClasses), { max: 4 }),
  }),
  tokenLife: object({
    refreshTokenDays: values.refreshTokenDays,
    accessTokenMinutes: values.tokenMinutes,
    idTokenMinutes: values.tokenMinutes,
  }),
  readAttributes: attributeList,
  writeAttributes: attributeList,
  groups: groupList,
  firstFactors: listOf(oneOf(values.firstFactors), { min: 1, max: 4 }),
  passkeys: nullOr(object({ relyingPartyId: values.relyingParty, isUserVerificationRequired: boolean })),
  hostedUI: nullOr(hostedUI),
});

const identityPool = object({
  name: values.poolName,
  allowsGuests: boolean,
  logins: mapOf(values.loginName, values.loginId, 20),
});

const shape = object({
  version: oneOf(/** @type {const} */ ([1])),
  resourceName: values.resourceName,
  suffix: values.suffix,
  userPool,
  identityPool: nullOr(identityPool),
});

/**
 * Reads answers, wherever they are from: each value by itself, then what has to fit together.
 *
 * @param {unknown} value
 * @param {string} [path] where they stand
 * @returns {Answers}
 */
export function checkAnswers(value, path = '') {
  const answers = /** @type {Answers} */ (shape(value, path));
  const problem = contradictionIn(answers.userPool);
  if (problem !== undefined) throw refusal(path, problem);
  return answers;
}

/**
 * What AWS refuses although each value fits by itself.
 *
 * @param {UserPoolAnswers} pool
 */
function contradictionIn(pool) {
  const { signInMethod, aliases, mfa, firstFactors, passkeys, requiredAttributes, readAttributes, writeAttributes } = pool;
  if (aliases.length > 0 && signInMethod !== 'USERNAME') {
    return 'aliases need users who sign in with a username; leave the aliases out';
  }
  if (mfa.mode !== 'OFF' && mfa.types.length === 0) return 'MFA needs at least one type: SMS or TOTP';
  if (!firstFactors.includes('PASSWORD')) return 'PASSWORD must be among the first factors; Cognito requires it';
  if (mfa.mode === 'ON' && firstFactors.length > 1) {
    return 'a sign-in without password does not work where MFA is ON; use OPTIONAL';
  }
  if (firstFactors.includes('WEB_AUTHN') !== (passkeys !== null)) {
    return passkeys ? 'passkeys need WEB_AUTHN among the first factors' : 'passkeys need the domain of the page';
  }
  const declared = new Set(pool.customAttributes.map(({ name }) => `custom:${name}`));
  const unknown = [...readAttributes, ...writeAttributes].find((name) => name.startsWith('custom:') && !declared.has(name));
  if (unknown !== undefined) return `the app is to read or write ${unknown}, which is not among the custom attributes`;
  const fixed = writeAttributes.find((name) => /** @type {readonly string[]} */ (values.readOnlyAttributes).includes(name));
  if (fixed !== undefined) return `no app can write ${fixed}`;
  const missing = writeAttributes.length > 0 && requiredAttributes.find((name) => !writeAttributes.includes(name));
  if (missing) return `the app must be able to write ${missing}, which is required`;
  return pool.hostedUI ? contradictionInHostedUI(pool.hostedUI) : undefined;
}

/** @param {HostedUI} hostedUI */
function contradictionInHostedUI({ scopes, socialProviders }) {
  const needsOpenid = scopes.find((name) => ['phone', 'email', 'profile'].includes(name));
  if (needsOpenid && !scopes.includes('openid')) return `the scope ${needsOpenid} needs the scope openid`;
  for (const { type, teamId, keyId } of socialProviders) {
    const isApple = type === 'SignInWithApple';
    if (isApple && (teamId === undefined || keyId === undefined)) return 'Sign in with Apple needs a team ID and a key ID';
    if (!isApple && (teamId !== undefined || keyId !== undefined)) return `${type} has neither a team ID nor a key ID`;
  }
  return undefined;
}
