import { oauthIn } from './cliSettings.js';
import { webOAuth } from './exports.js';
import { extensionsIn, flowIn } from './extensions.js';
import { isAbsent, type Members, own, section, taken, text } from './given.js';

/** Whether an object has members of `Auth` of Amplify 5. */
export function isHandwritten(auth: unknown): auth is object {
  const has = (name: string): boolean => !isAbsent(own(auth, name));
  return !has('Cognito') && ['userPoolId', 'userPoolWebClientId', 'identityPoolId'].some(has);
}

/** Converts what applications wrote by hand for Amplify 5. The other categories stay as they are. */
export function fromHandwritten(config: object, auth: object): Members {
  const oauth = oauthIn(section(auth, 'oauth'), webOAuth);
  const endpoint = text(auth, 'endpoint');
  const clientSecret = text(auth, 'clientSecret');
  const cognito = {
    ...taken(auth, 'userPoolId userPoolClientId=userPoolWebClientId identityPoolId signUpVerificationMethod'),
    allowGuestAccess: own(auth, 'mandatorySignIn') !== true,
    ...(clientSecret && { clientSecret }),
    ...(endpoint && { userPoolEndpoint: endpoint }),
    ...extensionsIn(auth),
    ...flowIn(auth),
    ...(oauth && { loginWith: { oauth } }),
  };
  const categories = Object.entries(config).filter(([name]) => /^[A-Z]/.test(name));
  return { ...Object.fromEntries(categories), Auth: { Cognito: cognito } };
}
