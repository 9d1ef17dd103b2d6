import type { AuthSession, IdentityClaim } from 'cognito-wasm';
import { currentBackend } from '../pool/backend';
import { keptInSite } from '../storage/kept';

/**
 * Whether the user has signed in at Cognito's pages, so that signing out leads there, too. The library stores it under
 * Amplify's key.
 */
export function isFromPages(username: string): boolean {
  const { userPoolClientId, oauth } = currentBackend();
  const name = `CognitoIdentityServiceProvider.${userPoolClientId}.${username}.oauthMetadata`;
  return oauth !== undefined && keptInSite.get(name) === '{"oauthSignIn":true}';
}

/** The user's accounts at identity providers, as the ID token has them. */
export function identitiesOf({ tokens }: AuthSession): readonly IdentityClaim[] {
  const identities: unknown = tokens?.idToken?.payload.identities;
  return Array.isArray(identities) ? (identities as IdentityClaim[]) : [];
}

/** Whether the account was created by a sign-in with a provider. Such users have no password in the pool. */
export function isWithoutPassword(username: string, session: AuthSession): boolean {
  return identitiesOf(session).some(
    ({ providerName = '', userId = '' }) => username.toLowerCase() === `${providerName}_${userId}`.toLowerCase(),
  );
}
