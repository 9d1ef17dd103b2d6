import { oauthIn, webOAuth } from './cliSettings.js';
import { extensionsIn, flowIn } from './extensions.js';
import { isAbsent, type Members, own, renamed, section, text } from './given.js';

/** Whether an object has members of `Auth` of Amplify 5. */
export function isHandwritten(auth: unknown): auth is object {
  const has = (name: string): boolean => !isAbsent(own(auth, name));
  return !has('Cognito') && ['userPoolId', 'userPoolWebClientId', 'identityPoolId'].some(has);
}

/** Converts what applications wrote by hand for Amplify 5. The other categories stay as they are. */
export function fromHandwritten(config: object, auth: object): Members {
  const given = section(auth, 'oauth');
  const oauth = oauthIn(given, webOAuth);
  const endpoint = text(auth, 'endpoint');
  const clientSecret = text(auth, 'clientSecret');
  const cognito = {
    ...renamed(auth, {
      userPoolId: 'userPoolId',
      userPoolClientId: 'userPoolWebClientId',
      identityPoolId: 'identityPoolId',
      signUpVerificationMethod: 'signUpVerificationMethod',
    }),
    allowGuestAccess: own(auth, 'mandatorySignIn') !== true,
    ...(clientSecret ? { clientSecret } : undefined),
    ...(endpoint ? { userPoolEndpoint: endpoint } : undefined),
    ...extensionsIn(auth),
    ...flowIn(auth),
    ...(oauth && { loginWith: { oauth: { ...oauth, responseType: own(given, 'responseType') } } }),
  };
  const categories = Object.entries(config).filter(([name]) => /^[A-Z]/.test(name));
  return { ...Object.fromEntries(categories), Auth: { Cognito: cognito } };
}
