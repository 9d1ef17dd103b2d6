/** `amplify_outputs.json` of Amplify Gen 2. Its schema allows no other members in `auth`, so they are written for other endpoints only. */
import { isPasswordless } from '../backend/user-pool.js';
import { section } from './merge.js';
import { mfaTypes, pagesOf } from './settings.js';

/**
 * @typedef {import('./merge.js').Members} Members
 * @typedef {import('./outputs.js').Outputs} Outputs
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../answers/answers.js').UserPoolAnswers} UserPoolAnswers
 */

const signInNames = /** @type {const} */ ({
  USERNAME: ['username'],
  EMAIL: ['email'],
  PHONE_NUMBER: ['phone_number'],
  EMAIL_AND_PHONE_NUMBER: ['email', 'phone_number'],
});

const providerNames = /** @type {const} */ ({
  Facebook: 'FACEBOOK',
  Google: 'GOOGLE',
  LoginWithAmazon: 'LOGIN_WITH_AMAZON',
  SignInWithApple: 'SIGN_IN_WITH_APPLE',
});

const mfaModes = /** @type {const} */ ({ OFF: 'NONE', OPTIONAL: 'OPTIONAL', ON: 'REQUIRED' });

/**
 * @param {Outputs} outputs
 * @param {Answers} answers
 * @returns {{ version: string, auth: Members }}
 */
export function amplifyOutputsOf(outputs, answers) {
  const { userPool: pool, identityPool } = answers;
  const { identityPoolId } = outputs;
  const { minimumLength, requires } = pool.passwordPolicy;
  return {
    version: versionFor(pool),
    auth: {
      aws_region: outputs.region,
      user_pool_id: outputs.userPoolId,
      user_pool_client_id: outputs.webClientId,
      identity_pool_id: identityPoolId,
      password_policy: {
        min_length: minimumLength,
        require_numbers: requires.includes('DIGIT'),
        require_lowercase: requires.includes('LOWERCASE'),
        require_uppercase: requires.includes('UPPERCASE'),
        require_symbols: requires.includes('SYMBOL'),
      },
      oauth: oauth(outputs, answers),
      standard_required_attributes: pool.requiredAttributes,
      username_attributes: [...signInNames[pool.signInMethod]],
      user_verification_types: pool.autoVerifiedAttributes,
      unauthenticated_identities_enabled: identityPoolId !== undefined && (identityPool?.allowsGuests ?? false),
      mfa_configuration: mfaModes[pool.mfa.mode],
      mfa_methods: pool.mfa.mode === 'OFF' ? [] : mfaTypes(pool),
      groups:
        pool.groups.length > 0 ? pool.groups.map((name, index) => ({ [name]: { precedence: index + 1 } })) : undefined,
      passwordless: passwordless(pool),
      userPoolEndpoint: outputs.userPoolEndpoint,
      identityPoolEndpoint: identityPoolId === undefined ? undefined : outputs.identityPoolEndpoint,
    },
  };
}

/**
 * The first version of the schema that knows what is written.
 *
 * @param {UserPoolAnswers} pool
 */
const versionFor = (pool) => (isPasswordless(pool) ? '1.4' : '1.3');

/**
 * @param {Outputs} outputs
 * @param {Answers} answers
 */
function oauth(outputs, answers) {
  const pages = pagesOf(outputs, answers);
  if (!pages) return undefined;
  return {
    identity_providers: pages.socialProviders.map(({ type }) => providerNames[type]),
    domain: pages.domain,
    scopes: pages.scopes,
    redirect_sign_in_uri: pages.signInUrls,
    redirect_sign_out_uri: pages.signOutUrls,
    response_type: pages.grant === 'CODE' ? 'code' : 'token',
  };
}

/** @param {UserPoolAnswers} pool */
function passwordless(pool) {
  if (!isPasswordless(pool)) return undefined;
  const { firstFactors, passkeys } = pool;
  return {
    email_otp_enabled: firstFactors.includes('EMAIL_OTP'),
    sms_otp_enabled: firstFactors.includes('SMS_OTP'),
    web_authn:
      firstFactors.includes('WEB_AUTHN') && passkeys
        ? {
            relying_party_id: passkeys.relyingPartyId,
            user_verification: passkeys.isUserVerificationRequired ? 'required' : 'preferred',
          }
        : undefined,
  };
}

/**
 * Why a file is not of this form.
 *
 * @param {Members} file
 */
export function notAmplifyOutputs(file) {
  if (Object.keys(file).some((name) => name.startsWith('aws_'))) return 'has the flat form for the web';
  if (section(section(file, 'auth'), 'plugins')) return 'has the mobile form';
  return undefined;
}
