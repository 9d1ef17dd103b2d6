import type { App } from './app.js';
import { userKey } from './app.js';
import { type LocalCognito, seed } from './local-cognito.js';

/** The `sub` of the first user of a deterministic local Cognito. */
export const firstSub = '11111111-2222-4333-8444-555555555555';

/** Its first identity. */
export const firstIdentity = 'us-east-1:aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

/** The name of the seed's user pool in `Logins`. */
export const loginProvider = `cognito-idp.us-east-1.amazonaws.com/${seed.userPoolId}`;

/** The lifetime of the seed's access and ID tokens, and of credentials. */
export const hour = 3_600_000;

/** The stored tokens of the user of the scenarios. */
export async function storedTokens(
  app: App,
): Promise<Record<'accessToken' | 'idToken' | 'refreshToken', string | undefined>> {
  const stored = await app.localStorage();
  return {
    accessToken: stored[userKey('accessToken')],
    idToken: stored[userKey('idToken')],
    refreshToken: stored[userKey('refreshToken')],
  };
}

/** Opens a page whose clock can be moved, signs in, and clears the journal and events. The session is in memory. */
export async function beginWithSession(app: App, cognito: LocalCognito): Promise<void> {
  await app.page.clock.install();
  await app.beginSignedIn();
  await app.session();
  await app.forgetEvents();
  await cognito.clearJournal();
}
