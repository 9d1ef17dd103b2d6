/** The flat `amplifyconfiguration.json` for the web, which `aws-exports.js` contains, too. */
import { defaultAnswers } from '../answers/answers.js';
import { merged, section } from './merge.js';
import { joined, pagesOf, settingsOf } from './settings.js';

/**
 * @typedef {import('./merge.js').Members} Members
 * @typedef {import('./outputs.js').Outputs} Outputs
 * @typedef {import('../answers/answers.js').Answers} Answers
 */

/**
 * @param {Outputs} outputs
 * @param {Answers} answers
 * @returns {Members}
 */
export function flatOf(outputs, answers) {
  const { region, userPoolId, webClientId, identityPoolId } = outputs;
  const settings = settingsOf(answers.userPool);
  return {
    aws_project_region: region,
    aws_cognito_identity_pool_id: identityPoolId,
    aws_cognito_region: region,
    aws_user_pools_id: userPoolId,
    aws_user_pools_web_client_id: webClientId,
    oauth: oauth(outputs, answers),
    federationTarget: federationTarget(outputs, answers),
    aws_cognito_username_attributes: settings.usernameAttributes,
    aws_cognito_social_providers: settings.socialProviders,
    aws_cognito_signup_attributes: settings.signupAttributes,
    aws_cognito_mfa_configuration: settings.mfaConfiguration,
    aws_cognito_mfa_types: settings.mfaTypes,
    aws_cognito_password_protection_settings: settings.passwordProtectionSettings,
    aws_cognito_verification_mechanisms: settings.verificationMechanisms,
    userPoolEndpoint: outputs.userPoolEndpoint,
    identityPoolEndpoint: identityPoolId === undefined ? undefined : outputs.identityPoolEndpoint,
  };
}

/**
 * A file without the members of a backend.
 *
 * @param {Members} file
 */
export function withoutFlat(file) {
  const none = { region: '', userPoolId: '', webClientId: '', nativeClientId: '' };
  const names = Object.keys(flatOf(none, defaultAnswers('', '')));
  return merged(Object.fromEntries(names.map((name) => [name, undefined])), file);
}

/**
 * An object without members stands for no pages, and takes away those of earlier.
 *
 * @param {Outputs} outputs
 * @param {Answers} answers
 */
function oauth(outputs, answers) {
  const pages = pagesOf(outputs, answers) ?? undefined;
  return {
    domain: pages?.domain,
    scope: pages?.scopes,
    redirectSignIn: pages && joined(pages.signInUrls),
    redirectSignOut: pages && joined(pages.signOutUrls),
    responseType: pages && (pages.grant === 'CODE' ? 'code' : 'token'),
  };
}

/**
 * Where providers lead: to users of the pool, to identities, or to both.
 *
 * @param {Outputs} outputs
 * @param {Answers} answers
 */
function federationTarget(outputs, answers) {
  const hasPages = pagesOf(outputs, answers) !== null;
  const hasLogins = Object.keys(answers.identityPool?.logins ?? {}).length > 0;
  if (hasPages) return hasLogins ? 'COGNITO_USER_AND_IDENTITY_POOLS' : 'COGNITO_USER_POOLS';
  return hasLogins ? 'COGNITO_IDENTITY_POOLS' : undefined;
}

/**
 * Why a file is not of this form.
 *
 * @param {Members} file
 */
export function notFlat(file) {
  if (section(section(file, 'auth'), 'plugins')) return 'has the mobile form';
  if (Object.hasOwn(file, 'version') && section(file, 'auth')) return 'has the form of amplify_outputs.json';
  return undefined;
}
