import { SEED } from './seed.js';

/**
 * The `amplifyconfiguration.json` that the Amplify CLI would write for the seed backend, plus two
 * members with the address of this server.
 *
 * @param {string} endpoint the full URL of this server
 * @param {ReturnType<typeof import('./seed-hosted.js').oauthConfiguration>} [oauth] the hosted UI, if the application uses it
 */
export function mobileConfiguration(endpoint, oauth) {
  const { region, userPoolId, nativeClientId, identityPoolId } = SEED;
  return {
    UserAgent: 'aws-amplify-cli/2.0',
    Version: '1.0',
    auth: {
      plugins: {
        awsCognitoAuthPlugin: {
          UserAgent: 'aws-amplify-cli/0.1.0',
          Version: '0.1.0',
          IdentityManager: { Default: {} },
          CredentialsProvider: {
            CognitoIdentity: {
              Default: { PoolId: identityPoolId, Region: region, identityPoolEndpoint: endpoint },
            },
          },
          CognitoUserPool: {
            Default: {
              PoolId: userPoolId,
              AppClientId: nativeClientId,
              Region: region,
              userPoolEndpoint: endpoint,
            },
          },
          Auth: {
            Default: {
              ...(oauth !== undefined && { OAuth: mobileOAuth(oauth) }),
              authenticationFlowType: 'USER_SRP_AUTH',
              socialProviders: oauth === undefined ? [] : ['GOOGLE'],
              usernameAttributes: [],
              signupAttributes: ['EMAIL'],
              passwordProtectionSettings: {
                passwordPolicyMinLength: 8,
                passwordPolicyCharacters: [],
              },
              mfaConfiguration: 'OFF',
              mfaTypes: ['SMS'],
              verificationMechanisms: ['EMAIL'],
            },
          },
        },
      },
    },
  };
}

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
