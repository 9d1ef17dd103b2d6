import { currentBackend } from '../pool/backend';
import { keptInSite } from '../storage/kept';

/** The device key of this browser. The library stores it under Amplify's key. */
export function deviceKeyHere(username: string): string | undefined {
  const { userPoolClientId } = currentBackend();
  const name = `CognitoIdentityServiceProvider.${userPoolClientId}.${username}.deviceKey`;
  return keptInSite.get(name) ?? undefined;
}
