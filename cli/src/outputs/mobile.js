/** The nested `amplifyconfiguration.json` of the mobile libraries, which the browser package reads, too. */
import { isMembers, merged, section } from './merge.js';
import { joined, pagesOf, settingsOf } from './settings.js';

/**
 * @typedef {import('./merge.js').Members} Members
 * @typedef {import('./outputs.js').Outputs} Outputs
 * @typedef {import('../answers/answers.js').Answers} Answers
 */

/** The file of a project without a backend. */
export const emptyMobile = Object.freeze({ UserAgent: 'aws-amplify-cli/2.0', Version: '1.0' });

/**
 * @param {Outputs} outputs
 * @param {Answers} answers
 * @returns {Members}
 */
export const mobileOf = (outputs, answers) => ({
  ...emptyMobile,
  auth: { plugins: { awsCognitoAuthPlugin: plugin(outputs, answers) } },
});

/**
 * A file without the plugin, and without what only led to it.
 *
 * @param {Members} file
 * @returns {Members}
 */
export function withoutMobile(file) {
  const auth = section(file, 'auth') ?? {};
  const plugins = without(section(auth, 'plugins') ?? {}, 'awsCognitoAuthPlugin');
  const rest = hasMembers(plugins) ? { ...without(auth, 'plugins'), plugins } : without(auth, 'plugins');
  const others = without(file, 'auth');
  return merged(emptyMobile, hasMembers(rest) ? { ...others, auth: rest } : others);
}

/**
 * @param {Members} members
 * @param {string} name
 * @returns {Members}
 */
const without = (members, name) => Object.fromEntries(Object.entries(members).filter(([other]) => other !== name));

/** @param {Members} members */
const hasMembers = (members) => Object.keys(members).length > 0;

/**
 * @param {Outputs} outputs
 * @param {Answers} answers
 */
function plugin(outputs, answers) {
  const { region, userPoolId, nativeClientId, nativeClientSecret, identityPoolId } = outputs;
  const { authenticationFlowType, ...settings } = {
    authenticationFlowType: 'USER_SRP_AUTH',
    ...settingsOf(answers.userPool),
  };
  const logins = answers.identityPool?.logins ?? {};
  // With several identifiers, that of the web comes first.
  const google = logins['accounts.google.com']?.split(';')[0];
  const facebook = logins['graph.facebook.com'];
  return {
    UserAgent: 'aws-amplify-cli/0.1.0',
    Version: '0.1.0',
    IdentityManager: { Default: {} },
    CredentialsProvider:
      identityPoolId === undefined
        ? undefined
        : {
            CognitoIdentity: {
              Default: {
                PoolId: identityPoolId,
                Region: region,
                identityPoolEndpoint: outputs.identityPoolEndpoint,
              },
            },
          },
    CognitoUserPool: {
      Default: {
        PoolId: userPoolId,
        AppClientId: nativeClientId,
        AppClientSecret: nativeClientSecret,
        Region: region,
        userPoolEndpoint: outputs.userPoolEndpoint,
      },
    },
    GoogleSignIn: google ? { Permissions: 'email,profile,openid', 'ClientId-WebApp': google } : undefined,
    FacebookSignIn: facebook ? { AppId: facebook, Permissions: 'public_profile' } : undefined,
    Auth: { Default: { OAuth: oauth(outputs, answers), authenticationFlowType, ...settings } },
  };
}

/**
 * @param {Outputs} outputs
 * @param {Answers} answers
 */
function oauth(outputs, answers) {
  const pages = pagesOf(outputs, answers);
  if (!pages) return undefined;
  return {
    WebDomain: pages.domain,
    AppClientId: outputs.nativeClientId,
    AppClientSecret: outputs.nativeClientSecret,
    SignInRedirectURI: joined(pages.signInUrls),
    SignOutRedirectURI: joined(pages.signOutUrls),
    Scopes: pages.scopes,
  };
}

/**
 * Why a file is not of this form.
 *
 * @param {Members} file
 */
export function notMobile(file) {
  if (Object.keys(file).some((name) => name.startsWith('aws_'))) return 'has the flat form for the web';
  if (Object.hasOwn(file, 'version') && isMembers(file.auth) && !section(file.auth, 'plugins')) {
    return 'has the form of amplify_outputs.json';
  }
  return undefined;
}
