import { lowerCase, mfaMode, namedRules } from './backend.js';
import { pagesIn } from './pages.js';

/** @type {import('./pages.js').PageMembers} */
const PAGE_MEMBERS = {
  domain: 'domain',
  scopes: 'scope',
  signInUrls: 'redirectSignIn',
  signOutUrls: 'redirectSignOut',
  responseType: 'responseType',
};

/**
 * `aws-exports.js` and the flat `amplifyconfiguration.json` for the web.
 *
 * @param {import('./section.js').Section} file
 * @returns {import('./backend.js').Backend}
 */
export function flatBackend(file) {
  const mandatory = file.text('aws_mandatory_sign_in');
  return {
    userPoolId: file.text('aws_user_pools_id'),
    clientId: file.text('aws_user_pools_web_client_id'),
    clientSecret: undefined,
    identityPoolId: file.text('aws_cognito_identity_pool_id'),
    allowsGuests: mandatory === 'disable',
    usernameAttributes: lowerCase(file.texts('aws_cognito_username_attributes')),
    requiredAttributes: lowerCase(file.texts('aws_cognito_signup_attributes')),
    verifiedAttributes: lowerCase(file.texts('aws_cognito_verification_mechanisms')),
    passwordRules: namedRules(file.section('aws_cognito_password_protection_settings')),
    mfa: mfaMode(file, 'aws_cognito_mfa_configuration'),
    mfaTypes: file.texts('aws_cognito_mfa_types'),
    firstFactors: [],
    relyingPartyId: undefined,
    flow: file.text('authenticationFlowType'),
    groups: [],
    pages: pagesIn(file.section('oauth'), PAGE_MEMBERS, file.texts('aws_cognito_social_providers')),
  };
}
