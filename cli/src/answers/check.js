import { boolean, integer, listOf, mapOf, nullOr, object, oneOf, optional, refusal, text } from './readers.js';
import * as values from './values.js';

/**
 * @typedef {import('./answers.js').Answers} Answers
 * @typedef {import('./answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('./answers.js').HostedUI} HostedUI
 */

/** Names of attributes as an app client has them. @type {import('./readers.js').Reader<string>} */
const attributeName = (value, path) => {
  if (typeof value === 'string' && value.startsWith('custom:')) {
    return `custom:${values.customAttributeName(value.slice('custom:'.length), path)}`;
  }
  return oneOf([...values.standardAttributes, ...values.readOnlyAttributes])(value, path);
};

/** What this tool makes. */
const ownRules = {
  ...values,
  attributeName,
  requiredAttribute: oneOf(values.standardAttributes),
  attributeType: oneOf(values.attributeTypes),
  verifiedAttribute: oneOf(/** @type {const} */ (['email', 'phone_number'])),
  aliasName: oneOf(values.aliasNames),
  lists: {
    attributes: { max: 100 },
    requiredAttributes: { max: 17 },
    customAttributes: { max: 50 },
    verifiedAttributes: { max: 2 },
    aliases: { max: 3 },
    urls: { min: 1, max: 100 },
    scopes: { min: 1, max: 50 },
    groups: { max: 100 },
    firstFactors: { min: 1, max: 4 },
  },
  mostLogins: 20,
};

const anyText = text({ min: 0, max: 20_000, what: 'text' });
const anyNumber = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

/** No list of Cognito is longer: a pool can have this many groups. */
const anyList = { max: 10_000, mayRepeat: true };

/** What a pool that others made may have, on AWS or in an emulator. It is only read, so it is not held to {@link ownRules}. */
const anyRules = {
  poolName: anyText,
  customAttributeName: anyText,
  attributeName: anyText,
  requiredAttribute: anyText,
  attributeType: anyText,
  verifiedAttribute: anyText,
  aliasName: anyText,
  groupName: anyText,
  verificationSubject: anyText,
  verificationMessage: anyText,
  smsMessage: anyText,
  domainPrefix: anyText,
  redirectUrl: anyText,
  scope: anyText,
  clientId: anyText,
  appleId: anyText,
  loginName: anyText,
  loginId: anyText,
  relyingParty: anyText,
  sesIdentity: anyText,
  emailFrom: anyText,
  passwordLength: anyNumber,
  refreshTokenDays: anyNumber,
  tokenMinutes: anyNumber,
  lists: {
    attributes: anyList,
    requiredAttributes: anyList,
    customAttributes: anyList,
    verifiedAttributes: anyList,
    aliases: anyList,
    urls: anyList,
    scopes: anyList,
    groups: anyList,
    firstFactors: anyList,
  },
  mostLogins: anyList.max,
};

/** @typedef {typeof anyRules | typeof ownRules} Rules */

/** @param {Rules} rules */
const listsOf = (rules) => ({
  attributes: listOf(rules.attributeName, rules.lists.attributes),
  requiredAttributes: listOf(rules.requiredAttribute, rules.lists.requiredAttributes),
  customAttributes: listOf(object({ name: rules.customAttributeName, type: rules.attributeType, isMutable: boolean }), {
    ...rules.lists.customAttributes,
    keyOf: ({ name }) => name,
  }),
  urls: listOf(rules.redirectUrl, rules.lists.urls),
  scopes: listOf(rules.scope, rules.lists.scopes),
  groups: listOf(rules.groupName, rules.lists.groups),
});

const lists = listsOf(ownRules);

export const attributeList = lists.attributes;
/** @type {import('./readers.js').Reader<UserPoolAnswers['customAttributes']>} */
export const customAttributeList = /** @type {any} */ (lists.customAttributes);
export const scopeList = lists.scopes;
export const groupList = lists.groups;
export const newUrlList = listOf(values.newRedirectUrl, ownRules.lists.urls);
export const requiredList = lists.requiredAttributes;

/** @param {Rules} rules */
const hostedUIOf = (rules) =>
  object({
    domainPrefix: rules.domainPrefix,
    signInUrls: listsOf(rules).urls,
    signOutUrls: listsOf(rules).urls,
    grant: oneOf(values.grants),
    scopes: listsOf(rules).scopes,
    socialProviders: listOf(
      object({
        type: oneOf(values.providerTypes),
        clientId: rules.clientId,
        teamId: optional(rules.appleId),
        keyId: optional(rules.appleId),
      }),
      { max: 4, keyOf: ({ type }) => type },
    ),
  });

/**
 * Answers of earlier versions have none.
 *
 * @param {Rules} rules
 * @returns {import('./readers.js').Reader<UserPoolAnswers['emailSender']>}
 */
const sender = (rules) => {
  const read = nullOr(object({ identityArn: rules.sesIdentity, from: optional(rules.emailFrom) }));
  return (value, path) => /** @type {UserPoolAnswers['emailSender']} */ (read(value ?? null, path));
};

/** @param {Rules} rules */
const userPoolOf = (rules) =>
  object({
    name: rules.poolName,
    signInMethod: oneOf(values.signInMethods),
    aliases: listOf(rules.aliasName, rules.lists.aliases),
    requiredAttributes: listsOf(rules).requiredAttributes,
    customAttributes: listsOf(rules).customAttributes,
    autoVerifiedAttributes: listOf(rules.verifiedAttribute, rules.lists.verifiedAttributes),
    verificationSubject: rules.verificationSubject,
    verificationMessage: rules.verificationMessage,
    mfa: object({
      mode: oneOf(values.mfaModes),
      types: listOf(oneOf(values.mfaTypes), { max: 3 }),
      smsMessage: rules.smsMessage,
    }),
    emailSender: sender(rules),
    passwordPolicy: object({
      minimumLength: rules.passwordLength,
      requires: listOf(oneOf(values.characterClasses), { max: 4 }),
    }),
    tokenLife: object({
      refreshTokenDays: rules.refreshTokenDays,
      accessTokenMinutes: rules.tokenMinutes,
      idTokenMinutes: rules.tokenMinutes,
    }),
    readAttributes: listsOf(rules).attributes,
    writeAttributes: listsOf(rules).attributes,
    groups: listsOf(rules).groups,
    firstFactors: listOf(oneOf(values.firstFactors), rules.lists.firstFactors),
    passkeys: nullOr(object({ relyingPartyId: rules.relyingParty, isUserVerificationRequired: boolean })),
    hostedUI: nullOr(hostedUIOf(rules)),
  });

/** @param {Rules} rules */
const shapeOf = (rules) =>
  object({
    version: oneOf(/** @type {const} */ ([1])),
    resourceName: values.resourceName,
    suffix: values.suffix,
    userPool: userPoolOf(rules),
    identityPool: nullOr(
      object({
        name: rules.poolName,
        allowsGuests: boolean,
        logins: mapOf(rules.loginName, rules.loginId, rules.mostLogins),
      }),
    ),
  });

const shape = shapeOf(ownRules);
const importedShape = shapeOf(anyRules);

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
 * Reads what is known of a pool that others made. It is never sent to AWS, so only the kinds of its values count.
 *
 * @param {unknown} value
 * @param {string} path
 * @returns {Answers}
 */
export const checkImportedAnswers = (value, path) => /** @type {Answers} */ (importedShape(value, path));

/**
 * What AWS refuses although each value fits by itself.
 *
 * @param {UserPoolAnswers} pool
 */
function contradictionIn(pool) {
  const { signInMethod, aliases, mfa, firstFactors, passkeys, requiredAttributes, readAttributes, writeAttributes } =
    pool;
  if (aliases.length > 0 && signInMethod !== 'USERNAME') {
    return 'aliases need users who sign in with a username; leave the aliases out';
  }
  if (mfa.mode !== 'OFF' && mfa.types.length === 0) return 'MFA needs at least one type: SMS or TOTP';
  if (!firstFactors.includes('PASSWORD')) return 'PASSWORD must be among the first factors; Cognito requires it';
  const ofMfa = contradictionInMfa(pool);
  if (ofMfa !== undefined) return ofMfa;
  if (firstFactors.includes('WEB_AUTHN') !== (passkeys !== null)) {
    return passkeys ? 'passkeys need WEB_AUTHN among the first factors' : 'passkeys need the domain of the page';
  }
  const declared = new Set(pool.customAttributes.map(({ name }) => `custom:${name}`));
  const unknown = [...readAttributes, ...writeAttributes].find(
    (name) => name.startsWith('custom:') && !declared.has(name),
  );
  if (unknown !== undefined) return `the app is to read or write ${unknown}, which is not among the custom attributes`;
  const fixed = writeAttributes.find((name) =>
    /** @type {readonly string[]} */ (values.readOnlyAttributes).includes(name),
  );
  if (fixed !== undefined) return `no app can write ${fixed}`;
  const missing = writeAttributes.length > 0 && requiredAttributes.find((name) => !writeAttributes.includes(name));
  if (missing) return `the app must be able to write ${missing}, which is required`;
  return pool.hostedUI ? contradictionInHostedUI(pool.hostedUI) : undefined;
}

/**
 * Cognito refuses codes as a first factor where MFA is required. A passkey counts as MFA there if it proves who uses it. Whoever gets codes
 * by e-mail cannot reset a password by e-mail.
 *
 * @param {UserPoolAnswers} pool
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
function contradictionInMfa({ mfa, emailSender, firstFactors, passkeys, autoVerifiedAttributes }) {
  if (mfa.mode === 'OFF') return undefined;
  if (mfa.types.includes('EMAIL') && !emailSender) {
    return 'MFA by e-mail needs an identity of Amazon SES that sends the codes; Cognito does not send them itself';
  }
  if (mfa.mode === 'OPTIONAL') return undefined;
  if (firstFactors.some((factor) => factor === 'EMAIL_OTP' || factor === 'SMS_OTP')) {
    return 'a sign-in with a code alone does not work where MFA is ON; use OPTIONAL';
  }
  if (passkeys?.isUserVerificationRequired === false) {
    return 'where MFA is ON, passkeys must require user verification';
  }
  const isEmailAlone = mfa.types.every((type) => type === 'EMAIL');
  return isEmailAlone && !autoVerifiedAttributes.includes('phone_number')
    ? 'with MFA by e-mail alone, nobody could reset a password; verify phone numbers, too, or add TOTP or SMS'
    : undefined;
}

/** @param {HostedUI} hostedUI */
function contradictionInHostedUI({ scopes, socialProviders }) {
  const needsOpenid = scopes.find((name) => ['phone', 'email', 'profile'].includes(name));
  if (needsOpenid && !scopes.includes('openid')) return `the scope ${needsOpenid} needs the scope openid`;
  for (const { type, teamId, keyId } of socialProviders) {
    const isApple = type === 'SignInWithApple';
    if (isApple && (teamId === undefined || keyId === undefined))
      return 'Sign in with Apple needs a team ID and a key ID';
    if (!isApple && (teamId !== undefined || keyId !== undefined)) return `${type} has neither a team ID nor a key ID`;
  }
  return undefined;
}
