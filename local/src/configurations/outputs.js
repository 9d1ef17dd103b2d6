import { lowerCase, mfaMode } from './backend.js';

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
  const domain = oauth.text('domain');
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
    mfa: mfaMode(auth.text('mfa_configuration')),
    mfaTypes: auth.texts('mfa_methods'),
    firstFactors: [
      ...(passwordless.flag('email_otp_enabled') ? ['EMAIL_OTP'] : []),
      ...(passwordless.flag('sms_otp_enabled') ? ['SMS_OTP'] : []),
      ...(passwordless.has('web_authn') ? ['WEB_AUTHN'] : []),
    ],
    relyingPartyId: passwordless.section('web_authn').text('relying_party_id'),
    flow: auth.text('authFlowType'),
    groups: auth
      .sections('groups')
      .flatMap((group) =>
        group.names().map((name) => ({ name, precedence: group.section(name).number('precedence') })),
      ),
    pages:
      domain === undefined
        ? undefined
        : {
            domain,
            scopes: oauth.texts('scopes'),
            signInUrls: oauth.texts('redirect_sign_in_uri'),
            signOutUrls: oauth.texts('redirect_sign_out_uri'),
            isImplicit: oauth.text('response_type') === 'token',
            providers: oauth.texts('identity_providers'),
          },
  };
}
