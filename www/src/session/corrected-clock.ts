import { currentBackend } from '../pool/backend';
import { keptInSite } from '../storage/kept';

/**
 * By how many milliseconds Cognito's clock is ahead of this device's, as the library has learned it. Tokens expire by Cognito's
 * clock, so a device whose clock is wrong must not show them as expired. The library stores it under Amplify's key; reading it there
 * refreshes nothing.
 */
export function clockDrift(username: string): number {
  const { userPoolClientId } = currentBackend();
  const name = `CognitoIdentityServiceProvider.${userPoolClientId}.${username}.clockDrift`;
  const drift = Number(keptInSite.get(name));
  return Number.isFinite(drift) ? drift : 0;
}
