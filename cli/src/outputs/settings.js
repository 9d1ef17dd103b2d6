/** What the mobile form and the flat one have in common, under other names and in another order. */
import { CliError } from '../errors.js';
import { addressOfPages } from './domain.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../answers/answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('../answers/answers.js').HostedUI} HostedUI
 * @typedef {import('./outputs.js').Outputs} Outputs
 */

const signInNames = /** @type {const} */ ({
  USERNAME: [],
  EMAIL: ['EMAIL'],
  PHONE_NUMBER: ['PHONE_NUMBER'],
  EMAIL_AND_PHONE_NUMBER: ['EMAIL', 'PHONE_NUMBER'],
});

/** The names of providers in both forms. */
const providerNames = /** @type {const} */ ({
  Facebook: 'FACEBOOK',
  Google: 'GOOGLE',
  LoginWithAmazon: 'AMAZON',
  SignInWithApple: 'APPLE',
});

const passwordRules = /** @type {const} */ ([
  ['LOWERCASE', 'REQUIRES_LOWERCASE'],
  ['UPPERCASE', 'REQUIRES_UPPERCASE'],
  ['DIGIT', 'REQUIRES_NUMBERS'],
  ['SYMBOL', 'REQUIRES_SYMBOLS'],
]);

/**
 * The settings of a user pool that forms read.
 *
 * @param {UserPoolAnswers} pool
 */
export const settingsOf = (pool) => ({
  socialProviders: (pool.hostedUI?.socialProviders ?? []).map(({ type }) => providerNames[type]),
  usernameAttributes: [...signInNames[pool.signInMethod]],
  signupAttributes: pool.requiredAttributes.map((name) => name.toUpperCase()),
  passwordProtectionSettings: {
    passwordPolicyMinLength: pool.passwordPolicy.minimumLength,
    passwordPolicyCharacters: passwordRules.flatMap(([rule, name]) =>
      pool.passwordPolicy.requires.includes(rule) ? [name] : [],
    ),
  },
  mfaConfiguration: pool.mfa.mode,
  mfaTypes: mfaTypes(pool),
  verificationMechanisms: pool.autoVerifiedAttributes.map((name) => name.toUpperCase()),
});

/**
 * The kinds of second factors, in one order.
 *
 * @param {UserPoolAnswers} pool
 */
export const mfaTypes = ({ mfa }) => /** @type {const} */ (['SMS', 'TOTP']).filter((type) => mfa.types.includes(type));

/**
 * Cognito's own pages, if the pool has a domain for them.
 *
 * @param {Outputs} outputs
 * @param {Answers} answers
 * @returns {(HostedUI & { domain: string }) | null}
 */
export function pagesOf(outputs, { userPool: { hostedUI } }) {
  const domain = addressOfPages(outputs);
  return hostedUI && domain !== undefined ? { ...hostedUI, domain } : null;
}

/**
 * Both forms have the addresses in one text.
 *
 * @param {string[]} addresses
 */
export function joined(addresses) {
  const broken = addresses.find((address) => address.includes(','));
  if (broken !== undefined) {
    throw new CliError(
      `The redirect address ${broken} has a comma, which only amplify_outputs.json can express: use the format "outputs" alone, or an address without one.`,
    );
  }
  return addresses.join(',');
}
