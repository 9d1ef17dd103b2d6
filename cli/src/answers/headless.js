import { needsSms, smsVerificationMessage } from '../backend/user-pool.js';
import { CliError } from '../errors.js';
import { checkAnswers } from './check.js';
import { newHostedUI } from './hosted-ui.js';
import { plainObject, refusal } from './readers.js';
import { addRequest, importRequest, logins, providerTypes, updateRequest } from './requests.js';
import { withSignIn } from './sign-in-method.js';

/**
 * @typedef {import('./answers.js').Answers} Answers
 * @typedef {import('./answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('./answers.js').IdentityPoolAnswers} IdentityPoolAnswers
 * @typedef {import('./answers.js').SocialProvider} SocialProvider
 */

/**
 * @param {string} json
 * @param {Answers} start the default answers
 * @returns {{ answers: Answers, withSecrets: SocialProvider['type'][] }} `withSecrets`: whose secrets the request had. They are not kept
 */
export function answersOfAddRequest(json, start) {
  const { resourceName, serviceConfiguration } = addRequest(parsed(json), '');
  const {
    includeIdentityPool,
    identityPoolConfiguration: identity,
    userPoolConfiguration: pool,
  } = serviceConfiguration;
  if (!includeIdentityPool) refuseMembers(identity, 'serviceConfiguration.identityPoolConfiguration', withoutPool);
  const named = resourceName === undefined ? start : { ...start, resourceName };
  const signIn = withSignIn(pool.signinMethod);
  const userPool = changedPool(
    {
      ...named.userPool,
      ...signIn,
      requiredAttributes: /** @type {string[]} */ (pool.requiredSignupAttributes),
      aliases: pool.aliasAttributes ?? [],
      name: pool.userPoolName ?? named.userPool.name,
    },
    pool,
    named,
  );
  const identityPool = named.identityPool && {
    name: identity?.identityPoolName ?? named.identityPool.name,
    allowsGuests: identity?.unauthenticatedLogin ?? false,
    logins: loginsOf(identity?.identitySocialFederation ?? []),
  };
  return finished(
    { ...named, userPool, identityPool: includeIdentityPool ? identityPool : null },
    { pool, path: 'serviceConfiguration.userPoolConfiguration' },
  );
}

/**
 * @param {string} json
 * @param {Answers} answers as they are
 * @param {IdentityPoolAnswers} newIdentityPool for one that had none
 */
export function answersOfUpdateRequest(json, answers, newIdentityPool) {
  const { resourceName, serviceModification } = updateRequest(parsed(json), '');
  if (resourceName !== undefined && resourceName !== answers.resourceName) {
    throw refusal('resourceName', `the project has ${answers.resourceName}`);
  }
  const {
    userPoolModification: pool = {},
    includeIdentityPool,
    identityPoolModification: identity,
  } = serviceModification;
  const before = answers.identityPool ?? newIdentityPool;
  const hasIdentityPool = includeIdentityPool ?? answers.identityPool !== null;
  if (!hasIdentityPool) refuseMembers(identity, 'serviceModification.identityPoolModification', withoutPool);
  const identityPool = {
    ...before,
    allowsGuests: identity?.unauthenticatedLogin ?? before.allowsGuests,
    logins: identity?.identitySocialFederation ? loginsOf(identity.identitySocialFederation) : before.logins,
  };
  return finished(
    {
      ...answers,
      userPool: changedPool(answers.userPool, pool, answers),
      identityPool: hasIdentityPool ? identityPool : null,
    },
    { pool, path: 'serviceModification.userPoolModification' },
  );
}

/** @param {string} json */
export const importedIds = (json) => importRequest(parsed(json), '');

/** @param {string} json */
function parsed(json) {
  try {
    return plainObject(JSON.parse(json), 'standard input');
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError('Standard input is not valid JSON; --headless reads a request from it.', { cause, exitCode: 2 });
  }
}

/**
 * @typedef {{ oAuth?: { socialProviderConfigurations?: { provider: keyof typeof providerTypes, clientSecret?: true, privateKey?: true }[] } }} WithProviders
 *
 * @param {Answers} answers
 * @param {{ pool: any, path: string }} given the part of the request about the user pool, and where it stands
 */
function finished(answers, { pool, path }) {
  refuseIneffective(answers, pool, path);
  const providers = /** @type {WithProviders} */ (pool).oAuth?.socialProviderConfigurations ?? [];
  const withSecrets = providers.filter(({ clientSecret, privateKey }) => clientSecret ?? privateKey);
  return {
    answers: checkAnswers(answers),
    withSecrets: withSecrets.map(({ provider }) => /** @type {SocialProvider['type']} */ (providerTypes[provider])),
  };
}

/**
 * Refuses what would be dropped.
 *
 * @param {Answers} answers
 * @param {any} pool
 * @param {string} path
 */
function refuseIneffective({ userPool }, { mfa, autoVerifiedAttributes = [] }, path) {
  const { mfaTypes, smsMessage } = mfa ?? {};
  if (userPool.mfa.mode === 'OFF') refuseMembers({ mfaTypes }, `${path}.mfa`, 'while the mode is OFF; leave it out');
  if (!needsSms(userPool))
    refuseMembers({ smsMessage }, `${path}.mfa`, 'while no text messages are sent; leave it out');
  for (const { type, verificationSubject, verificationMessage } of autoVerifiedAttributes) {
    if (type !== 'PHONE_NUMBER') continue;
    const isFixed = verificationMessage === smsVerificationMessage;
    const members = { verificationSubject, ...(!isFixed && { verificationMessage }) };
    refuseMembers(members, `${path}.autoVerifiedAttributes`, `for PHONE_NUMBER, whose text is fixed; leave it out`);
  }
}

const withoutPool = 'without an identity pool; set includeIdentityPool to true, or leave it out';

/**
 * @param {Record<string, unknown> | undefined} members that have no effect
 * @param {string} path
 * @param {string} why
 */
function refuseMembers(members = {}, path, why) {
  const name = Object.keys(members).find((each) => members[each] !== undefined);
  if (name !== undefined) throw refusal(`${path}.${name}`, `has no effect ${why}`);
}

/**
 * @param {UserPoolAnswers} before
 * @param {any} given read by `changeable`
 * @param {Answers} answers
 * @returns {UserPoolAnswers}
 */
function changedPool(before, given, answers) {
  const { mfa, passwordPolicy, autoVerifiedAttributes: verified, oAuth: oauth } = given;
  const ofEmail = verified?.find((/** @type {{ type: string }} */ { type }) => type === 'EMAIL');
  return {
    ...before,
    groups: given.userPoolGroups?.map((/** @type {{ groupName: string }} */ each) => each.groupName) ?? before.groups,
    mfa: {
      mode: mfa?.mode ?? before.mfa.mode,
      types: mfa?.mfaTypes ?? before.mfa.types,
      smsMessage: mfa?.smsMessage ?? before.mfa.smsMessage,
    },
    passwordPolicy: {
      minimumLength: passwordPolicy?.minimumLength ?? before.passwordPolicy.minimumLength,
      requires:
        passwordPolicy?.additionalConstraints?.map((/** @type {string} */ name) => name.replace('REQUIRE_', '')) ??
        before.passwordPolicy.requires,
    },
    tokenLife: { ...before.tokenLife, refreshTokenDays: given.refreshTokenPeriod ?? before.tokenLife.refreshTokenDays },
    readAttributes: given.readAttributes ?? before.readAttributes,
    writeAttributes: given.writeAttributes ?? before.writeAttributes,
    autoVerifiedAttributes:
      verified?.map((/** @type {{ type: string }} */ { type }) => type.toLowerCase()) ?? before.autoVerifiedAttributes,
    verificationMessage: ofEmail?.verificationMessage ?? before.verificationMessage,
    verificationSubject: ofEmail?.verificationSubject ?? before.verificationSubject,
    hostedUI: oauth ? changedHostedUI(before.hostedUI ?? newHostedUI(answers), oauth) : before.hostedUI,
  };
}

/**
 * @param {import('./answers.js').HostedUI} before
 * @param {any} given
 * @returns {import('./answers.js').HostedUI}
 */
const changedHostedUI = (before, given) => ({
  domainPrefix: given.domainPrefix ?? before.domainPrefix,
  signInUrls: given.redirectSigninURIs ?? before.signInUrls,
  signOutUrls: given.redirectSignoutURIs ?? before.signOutUrls,
  grant: given.oAuthGrantType ?? before.grant,
  scopes: given.oAuthScopes ?? before.scopes,
  socialProviders:
    given.socialProviderConfigurations?.map((/** @type {any} */ { provider, clientId, teamId, keyId }) => ({
      type: /** @type {Record<string, SocialProvider['type']>} */ (providerTypes)[provider],
      clientId,
      ...(teamId !== undefined && { teamId }),
      ...(keyId !== undefined && { keyId }),
    })) ?? before.socialProviders,
});

/** @param {{ provider: keyof typeof logins, clientId: string }[]} federation */
const loginsOf = (federation) =>
  Object.fromEntries(federation.map(({ provider, clientId }) => [logins[provider], clientId]));
