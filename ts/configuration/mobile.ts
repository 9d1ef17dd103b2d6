import { cliSettings, oauthIn } from './cliSettings.js';
import { extensionsIn, flowIn } from './extensions.js';
import { isObject, type Members, own, read, section, taken, text } from './given.js';

const oauthNames = 'domain=WebDomain scopes=Scopes redirectSignIn=SignInRedirectURI redirectSignOut=SignOutRedirectURI';

/** Whether it is an `awsconfiguration.json`, which is the part of the newer file below the plugin. */
export function isOlder(file: object): boolean {
  return isObject(own(file, 'CognitoUserPool')) || isObject(own(file, 'CredentialsProvider'));
}

/** Converts the nested `amplifyconfiguration.json` of the mobile libraries. Only the `Default` profiles count. */
export function fromMobile(file: object): Members {
  const at = (value: unknown, path: string): unknown => path.split('.').reduce<unknown>(section, value);
  const plugin = isOlder(file) ? file : at(file, 'auth.plugins.awsCognitoAuthPlugin');
  const userPool = at(plugin, 'CognitoUserPool.Default');
  const identityPool = at(plugin, 'CredentialsProvider.CognitoIdentity.Default');
  const settings = at(plugin, 'Auth.Default');
  const host = text(userPool, 'Endpoint');
  const identityPoolId = text(identityPool, 'PoolId');
  const clientSecret = text(userPool, 'AppClientSecret');
  const oauth = oauthIn(section(settings, 'OAuth'), oauthNames);
  const cognito = {
    ...taken(userPool, 'userPoolId=PoolId userPoolClientId=AppClientId'),
    // The file does not say whether guests get credentials. The mobile libraries ask the service.
    ...(identityPoolId && { identityPoolId, allowGuestAccess: true }),
    ...(clientSecret && { clientSecret }),
    ...(host && { userPoolEndpoint: `https://${host}/` }),
    ...extensionsIn(userPool, identityPool),
    ...flowIn(settings),
    ...cliSettings((name) => read(settings, name), oauth && { ...oauth, responseType: 'code' }),
  };
  return { Auth: { Cognito: cognito } };
}
