import { regionOf } from './regions.js';
import { SEED } from './seed.js';

/**
 * What the file says of a backend.
 *
 * @typedef {object} Described
 * @property {string} userPoolId
 * @property {string} clientId
 * @property {string | undefined} identityPoolId
 * @property {string[]} usernameAttributes
 * @property {string[]} requiredAttributes
 * @property {string} mfa
 * @property {string[]} mfaTypes
 * @property {string[]} verifiedAttributes
 * @property {import('./configurations/backend.js').PasswordRules} passwordRules
 */

/** @type {Described} */
const SEED_DESCRIBED = {
  userPoolId: SEED.userPoolId,
  clientId: SEED.nativeClientId,
  identityPoolId: SEED.identityPoolId,
  usernameAttributes: [],
  requiredAttributes: ['email'],
  mfa: 'OFF',
  mfaTypes: ['SMS'],
  verifiedAttributes: ['email'],
  passwordRules: {
    minimumLength: 8,
    needsLowercase: false,
    needsUppercase: false,
    needsNumbers: false,
    needsSymbols: false,
  },
};

/**
 * The `amplifyconfiguration.json` that the Amplify CLI would write for the backend, plus two members with the address of this
 * server.
 *
 * @param {string} endpoint the full URL of this server
 * @param {Described} [backend] default: that of the seed
 * @param {ReturnType<typeof import('./seed-hosted.js').oauthConfiguration>} [oauth] the hosted UI, if the application uses it
 */
export function mobileConfiguration(endpoint, backend = SEED_DESCRIBED, oauth = undefined) {
  const { userPoolId, clientId, identityPoolId, passwordRules: rules } = backend;
  const Region = regionOf(userPoolId);
  return {
    UserAgent: 'aws-amplify-cli/2.0',
    Version: '1.0',
    auth: {
      plugins: {
        awsCognitoAuthPlugin: {
          UserAgent: 'aws-amplify-cli/0.1.0',
          Version: '0.1.0',
          IdentityManager: { Default: {} },
          ...(identityPoolId !== undefined && {
            CredentialsProvider: {
              CognitoIdentity: {
                Default: { PoolId: identityPoolId, Region: regionOf(identityPoolId), identityPoolEndpoint: endpoint },
              },
            },
          }),
          CognitoUserPool: {
            Default: {
              PoolId: userPoolId,
              AppClientId: clientId,
              Region,
              userPoolEndpoint: endpoint,
            },
          },
          Auth: {
            Default: {
              ...(oauth !== undefined && { OAuth: mobileOAuth(oauth) }),
              authenticationFlowType: 'USER_SRP_AUTH',
              socialProviders: oauth === undefined ? [] : ['GOOGLE'],
              usernameAttributes: upperCase(backend.usernameAttributes),
              signupAttributes: upperCase(backend.requiredAttributes),
              passwordProtectionSettings: {
                passwordPolicyMinLength: rules.minimumLength ?? 8,
                passwordPolicyCharacters: charactersOf(rules),
              },
              mfaConfiguration: backend.mfa,
              mfaTypes: backend.mfaTypes,
              verificationMechanisms: upperCase(backend.verifiedAttributes),
            },
          },
        },
      },
    },
  };
}

/** @param {string[]} names */
const upperCase = (names) => names.map((name) => name.toUpperCase());

/** @param {Described['passwordRules']} rules */
const charactersOf = ({ needsLowercase, needsUppercase, needsNumbers, needsSymbols }) => [
  ...(needsLowercase ? ['REQUIRES_LOWERCASE'] : []),
  ...(needsUppercase ? ['REQUIRES_UPPERCASE'] : []),
  ...(needsNumbers ? ['REQUIRES_NUMBERS'] : []),
  ...(needsSymbols ? ['REQUIRES_SYMBOLS'] : []),
];

/**
 * The CLI writes the addresses as one text.
 *
 * @param {ReturnType<typeof import('./seed-hosted.js').oauthConfiguration>} oauth
 */
const mobileOAuth = ({ domain, scopes, redirectSignIn, redirectSignOut }) => ({
  WebDomain: domain,
  AppClientId: SEED.nativeClientId,
  SignInRedirectURI: redirectSignIn.join(','),
  SignOutRedirectURI: redirectSignOut.join(','),
  Scopes: scopes,
});
