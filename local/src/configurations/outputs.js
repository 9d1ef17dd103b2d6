import { groupsIn, lowerCase, mfaMode } from './backend.js';
import { pagesIn } from './pages.js';

/** @type {import('./pages.js').PageMembers} */
const PAGE_MEMBERS = {
  domain: 'domain',
  scopes: 'scopes',
  signInUrls: 'redirect_sign_in_uri',
  signOutUrls: 'redirect_sign_out_uri',
  responseType: 'response_type',
};

/**
 * `amplify_outputs.json` of Amplify Gen 2.
 *
 * @param {import('./section.js').Section} file
 * @returns {import('./backend.js').Backend}
 */
export function outputsBackend(file) {
  const auth = file.section('auth');
  const policy = auth.section('password_policy');
  const passwordless = auth.section('passwordless');
  const oauth = auth.section('oauth');
  return {
    userPoolId: auth.text('user_pool_id'),
    clientId: auth.text('user_pool_client_id'),
    clientSecret: undefined,
    identityPoolId: auth.text('identity_pool_id'),
    allowsGuests: auth.flag('unauthenticated_identities_enabled') ?? false,
    usernameAttributes: lowerCase(auth.texts('username_attributes')),
    requiredAttributes: lowerCase(auth.texts('standard_required_attributes')),
    verifiedAttributes: lowerCase(auth.texts('user_verification_types')),
    passwordRules: {
      minimumLength: policy.number('min_length') ?? policy.number('min_password_length'),
      needsLowercase: policy.flag('require_lowercase') ?? false,
      needsUppercase: policy.flag('require_uppercase') ?? false,
      needsNumbers: policy.flag('require_numbers') ?? false,
      needsSymbols: policy.flag('require_symbols') ?? false,
    },
    mfa: mfaMode(auth, 'mfa_configuration'),
    mfaTypes: auth.texts('mfa_methods'),
    firstFactors: [
      ...(passwordless.flag('email_otp_enabled') ? ['EMAIL_OTP'] : []),
      ...(passwordless.flag('sms_otp_enabled') ? ['SMS_OTP'] : []),
      ...(passwordless.has('web_authn') ? ['WEB_AUTHN'] : []),
    ],
    relyingPartyId: passwordless.section('web_authn').text('relying_party_id'),
    flow: auth.text('authFlowType'),
    groups: groupsIn(auth),
    pages: pagesIn(oauth, PAGE_MEMBERS, oauth.texts('identity_providers')),
  };
}
