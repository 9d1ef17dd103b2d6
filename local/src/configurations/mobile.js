import { lowerCase, mfaMode, namedRules } from './backend.js';
import { pagesIn } from './pages.js';

/** @type {import('./pages.js').PageMembers} */
const PAGE_MEMBERS = {
  domain: 'WebDomain',
  scopes: 'Scopes',
  signInUrls: 'SignInRedirectURI',
  signOutUrls: 'SignOutRedirectURI',
};

/**
 * `amplifyconfiguration.json` for Android, iOS and Flutter.
 *
 * @param {import('./section.js').Section} file
 * @returns {import('./backend.js').Backend}
 */
export function mobileBackend(file) {
  const plugin = file.section('auth').section('plugins').section('awsCognitoAuthPlugin');
  const pool = plugin.section('CognitoUserPool').section('Default');
  const settings = plugin.section('Auth').section('Default');
  const requiredAttributes = lowerCase(settings.texts('signupAttributes'));
  return {
    userPoolId: pool.text('PoolId'),
    clientId: pool.text('AppClientId'),
    clientSecret: pool.text('AppClientSecret'),
    identityPoolId: plugin.section('CredentialsProvider').section('CognitoIdentity').section('Default').text('PoolId'),
    // The file does not say.
    allowsGuests: false,
    usernameAttributes: lowerCase(settings.texts('usernameAttributes')),
    requiredAttributes,
    verifiedAttributes: lowerCase(settings.texts('verificationMechanisms')),
    passwordRules: namedRules(settings.section('passwordProtectionSettings')),
    mfa: mfaMode(settings, 'mfaConfiguration'),
    mfaTypes: settings.texts('mfaTypes'),
    firstFactors: [],
    relyingPartyId: undefined,
    flow: settings.text('authenticationFlowType'),
    groups: [],
    pages: pagesIn(settings.section('OAuth'), PAGE_MEMBERS, settings.texts('socialProviders')),
  };
}
