import { attributeList, checkAnswers, customAttributeList, groupList, requiredList } from './check.js';
import { anyOf, customAttribute, lookUp, methodNames, split, typedAs, verifiable } from './flag-values.js';
import { hostedUIFlags } from './hosted-ui-flags.js';
import { identityPoolFlags } from './identity-pool-flags.js';
import { refuseIneffective } from './ineffective-flags.js';
import { refusal, typed } from './readers.js';
import { withSignIn } from './sign-in-method.js';
import * as values from './values.js';

/**
 * The answers as flags.
 * @typedef {import('./answers.js').Answers} Answers
 *
 * @typedef {object} Flag
 * @property {string} name
 * @property {string} value what stands for its value in the help; empty: it has none
 * @property {string} description
 * @property {(answers: Answers, value: any, path: string) => void} apply changes `answers`, which are the caller's own
 */

/** @type {Flag[]} */
export const answerFlags = [
  {
    name: 'sign-in-with',
    value: 'method',
    description: 'username, email, phone or email-or-phone; cannot change later',
    apply: ({ userPool }, value, path) => Object.assign(userPool, withSignIn(lookUp(methodNames, value, path))),
  },
  {
    name: 'aliases',
    value: 'list',
    description: 'email, phone-number, preferred-username: also sign in with these; cannot change later',
    apply: ({ userPool }, value, path) => {
      userPool.aliases = /** @type {any} */ (anyOf(values.aliasNames)(split(value), path));
    },
  },
  {
    name: 'required-attributes',
    value: 'list',
    description: 'such as email,name; empty for none; cannot change later',
    apply: ({ userPool }, value, path) => {
      userPool.requiredAttributes = requiredList(split(value), path);
    },
  },
  {
    name: 'custom-attributes',
    value: 'list',
    description: 'such as plan,age:Number,tenant:String:fixed; can be added to only',
    apply: ({ userPool }, value, path) => {
      userPool.customAttributes = customAttributeList(
        split(value).map((each) => customAttribute(each, path)),
        path,
      );
    },
  },
  {
    name: 'verify',
    value: 'list',
    description: 'email, phone: what users prove with a code; empty for nothing',
    apply: ({ userPool }, value, path) => {
      userPool.autoVerifiedAttributes = split(value).map((each) => lookUp(verifiable, each, path));
    },
  },
  {
    name: 'verification-subject',
    value: 'text',
    description: 'subject of the e-mail with the code',
    apply: ({ userPool }, value, path) => {
      userPool.verificationSubject = values.verificationSubject(value, path);
    },
  },
  {
    name: 'verification-message',
    value: 'text',
    description: 'text of that e-mail, with {####} for the code',
    apply: ({ userPool }, value, path) => {
      userPool.verificationMessage = values.verificationMessage(value, path);
    },
  },
  {
    name: 'mfa',
    value: 'mode',
    description: 'off, on or optional',
    apply: ({ userPool }, value, path) => {
      userPool.mfa.mode = typedAs(values.mfaModes)(value, path);
    },
  },
  {
    name: 'mfa-types',
    value: 'list',
    description: 'sms, totp, email; the last one needs --email-identity',
    apply: ({ userPool }, value, path) => {
      userPool.mfa.types = /** @type {any} */ (anyOf(values.mfaTypes)(split(value), path));
    },
  },
  {
    name: 'sms-message',
    value: 'text',
    description: 'text of the message with a code for MFA, with {####} for the code',
    apply: ({ userPool }, value, path) => {
      userPool.mfa.smsMessage = values.smsMessage(value, path);
    },
  },
  {
    name: 'email-identity',
    value: 'arn',
    description: 'of a verified identity of Amazon SES that sends the e-mails; empty for none',
    apply: ({ userPool }, value, path) => {
      userPool.emailSender =
        value === '' ? null : { ...userPool.emailSender, identityArn: values.sesIdentity(value, path) };
    },
  },
  {
    name: 'email-from',
    value: 'address',
    description: 'sender of the e-mails, such as codes@example.com',
    apply: ({ userPool }, value, path) => {
      if (!userPool.emailSender) throw refusal(path, 'needs --email-identity');
      userPool.emailSender = { ...userPool.emailSender, from: values.emailFrom(value, path) };
    },
  },
  {
    name: 'password-length',
    value: 'number',
    description: 'shortest password: 6 to 99',
    apply: ({ userPool }, value, path) => {
      userPool.passwordPolicy.minimumLength = typed(values.passwordLength)(value, path);
    },
  },
  {
    name: 'password-requires',
    value: 'list',
    description: 'lowercase, uppercase, digit, symbol; empty for none',
    apply: ({ userPool }, value, path) => {
      userPool.passwordPolicy.requires = /** @type {any} */ (anyOf(values.characterClasses)(split(value), path));
    },
  },
  {
    name: 'refresh-token-days',
    value: 'number',
    description: 'how long a session lasts: 1 to 3650',
    apply: ({ userPool }, value, path) => {
      userPool.tokenLife.refreshTokenDays = typed(values.refreshTokenDays)(value, path);
    },
  },
  {
    name: 'access-token-minutes',
    value: 'number',
    description: '5 to 1440',
    apply: ({ userPool }, value, path) => {
      userPool.tokenLife.accessTokenMinutes = typed(values.tokenMinutes)(value, path);
    },
  },
  {
    name: 'id-token-minutes',
    value: 'number',
    description: '5 to 1440',
    apply: ({ userPool }, value, path) => {
      userPool.tokenLife.idTokenMinutes = typed(values.tokenMinutes)(value, path);
    },
  },
  {
    name: 'read-attributes',
    value: 'list',
    description: 'what the app can read; empty for all',
    apply: ({ userPool }, value, path) => {
      userPool.readAttributes = attributeList(split(value), path);
    },
  },
  {
    name: 'write-attributes',
    value: 'list',
    description: 'what the app can write; empty for all',
    apply: ({ userPool }, value, path) => {
      userPool.writeAttributes = attributeList(split(value), path);
    },
  },
  {
    name: 'groups',
    value: 'list',
    description: 'groups of users, the most important first; empty for none',
    apply: ({ userPool }, value, path) => {
      userPool.groups = groupList(split(value), path);
    },
  },
  {
    name: 'first-factors',
    value: 'list',
    description: 'password, email-otp, sms-otp, web-authn: what users may sign in with',
    apply: ({ userPool }, value, path) => {
      userPool.firstFactors = /** @type {any} */ (anyOf(values.firstFactors)(split(value), path));
      if (!userPool.firstFactors.includes('WEB_AUTHN')) userPool.passkeys = null;
    },
  },
  {
    name: 'passkey-domain',
    value: 'domain',
    description: 'domain of the page that makes passkeys, such as example.com',
    apply: ({ userPool }, value, path) => {
      const relyingPartyId = values.relyingParty(value, path);
      userPool.passkeys = { isUserVerificationRequired: false, ...userPool.passkeys, relyingPartyId };
      if (!userPool.firstFactors.includes('WEB_AUTHN')) userPool.firstFactors = [...userPool.firstFactors, 'WEB_AUTHN'];
    },
  },
  {
    name: 'passkey-user-verification',
    value: 'mode',
    description: 'required or preferred',
    apply: ({ userPool }, value, path) => {
      const isUserVerificationRequired =
        typedAs(/** @type {const} */ (['required', 'preferred']))(value, path) === 'required';
      if (!userPool.passkeys) throw refusal(path, 'needs --passkey-domain');
      userPool.passkeys = { ...userPool.passkeys, isUserVerificationRequired };
    },
  },
  ...hostedUIFlags,
  {
    name: 'user-pool-name',
    value: 'name',
    description: 'name of the user pool, without the environment',
    apply: ({ userPool }, value, path) => {
      userPool.name = values.poolName(value, path);
    },
  },
  ...identityPoolFlags,
];

/**
 * @param {ReadonlyMap<string, string | true>} given by the names of flags
 * @param {Answers} start
 * @returns {Answers}
 */
export function answersFromFlags(given, start) {
  const answers = structuredClone(start);
  for (const { name, apply } of answerFlags) {
    const value = given.get(name);
    if (value !== undefined) apply(answers, value, `--${name}`);
  }
  refuseIneffective(given, answers);
  refuseUnfinished(answers);
  return checkAnswers(answers);
}

/**
 * Names the flag that is missing.
 *
 * @param {Answers} answers
 */
function refuseUnfinished({ userPool: { hostedUI: pages, firstFactors, passkeys } }) {
  /** @param {string} flag @param {string} why */
  const missing = (flag, why) => refusal('', `--${flag} is missing: ${why}`);
  if (firstFactors.includes('WEB_AUTHN') && !passkeys) throw missing('passkey-domain', 'passkeys belong to a domain');
  if (!pages) return;
  if (pages.signInUrls.length === 0) throw missing('sign-in-urls', 'the hosted UI needs to know where to return');
  if (pages.signOutUrls.length === 0) throw missing('sign-out-urls', 'the hosted UI needs to know where to return');
  for (const { type, clientId, teamId, keyId } of pages.socialProviders) {
    if (type !== 'SignInWithApple') continue;
    if (clientId === '') throw missing('apple', 'Sign in with Apple needs your services ID');
    if (teamId === undefined) throw missing('apple-team-id', 'Sign in with Apple needs it');
    if (keyId === undefined) throw missing('apple-key-id', 'Sign in with Apple needs it');
  }
}
