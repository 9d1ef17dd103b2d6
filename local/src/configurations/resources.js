import { lowerCase, mfaMode } from './backend.js';

/**
 * `ResourcesConfig` of Amplify 6: `Auth.Cognito`.
 *
 * @param {import('./section.js').Section} file
 * @returns {import('./backend.js').Backend}
 */
export function resourcesBackend(file) {
  const cognito = file.section('Auth').section('Cognito');
  const login = cognito.section('loginWith');
  const password = cognito.section('passwordFormat');
  const mfa = cognito.section('mfa');
  const attributes = cognito.section('userAttributes');
  const oauth = login.section('oauth');
  const domain = oauth.text('domain');
  return {
    userPoolId: cognito.text('userPoolId'),
    clientId: cognito.text('userPoolClientId'),
    clientSecret: cognito.text('clientSecret'),
    identityPoolId: cognito.text('identityPoolId'),
    allowsGuests: cognito.flag('allowGuestAccess') ?? false,
    usernameAttributes: login.flag('username')
      ? []
      : [...(login.flag('email') ? ['email'] : []), ...(login.flag('phone') ? ['phone_number'] : [])],
    requiredAttributes: lowerCase(
      attributes.names().filter((name) => attributes.section(name).flag('required') ?? false),
    ),
    verifiedAttributes: [],
    passwordRules: {
      minimumLength: password.number('minLength'),
      needsLowercase: password.flag('requireLowercase') ?? false,
      needsUppercase: password.flag('requireUppercase') ?? false,
      needsNumbers: password.flag('requireNumbers') ?? false,
      needsSymbols: password.flag('requireSpecialCharacters') ?? false,
    },
    mfa: mfaMode(mfa.text('status')),
    mfaTypes: [...(mfa.flag('smsEnabled') ? ['SMS'] : []), ...(mfa.flag('totpEnabled') ? ['TOTP'] : [])],
    firstFactors: [],
    relyingPartyId: undefined,
    flow: cognito.text('authFlowType'),
    groups: cognito
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
            signInUrls: oauth.texts('redirectSignIn'),
            signOutUrls: oauth.texts('redirectSignOut'),
            isImplicit: oauth.text('responseType') === 'token',
            // These are names such as `Google`, or objects for providers of one's own.
            providers: [],
          },
  };
}
