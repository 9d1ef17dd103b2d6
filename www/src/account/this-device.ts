import { currentBackend } from '../pool/backend';

/** The key under which the user pool knows this browser. The library keeps it where Amplify does. */
export function deviceKeyHere(username: string): string | undefined {
  const { userPoolClientId } = currentBackend();
  const name = `CognitoIdentityServiceProvider.${userPoolClientId}.${username}.deviceKey`;
  return localStorage.getItem(name) ?? undefined;
}
