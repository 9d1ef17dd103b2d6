import { groupsIn, lowerCase, mfaMode } from './backend.js';
import { pagesIn } from './pages.js';

/** @type {import('./pages.js').PageMembers} */
const PAGE_MEMBERS = {
  domain: 'domain',
  scopes: 'scopes',
  signInUrls: 'redirectSignIn',
  signOutUrls: 'redirectSignOut',
  responseType: 'responseType',
};

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
    mfa: mfaMode(mfa, 'status'),
    mfaTypes: [...(mfa.flag('smsEnabled') ? ['SMS'] : []), ...(mfa.flag('totpEnabled') ? ['TOTP'] : [])],
    firstFactors: [],
    relyingPartyId: undefined,
    flow: cognito.text('authFlowType'),
    groups: groupsIn(cognito),
    // Providers are names such as `Google` here, or objects for those of one's own.
    pages: pagesIn(login.section('oauth'), PAGE_MEMBERS, []),
  };
}
