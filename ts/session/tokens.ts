import type { AuthInstance } from '../instance/authInstance.js';
import type { AuthTokens } from '../types/authTokens.js';
import type { SessionData } from '../wire/sessionData.js';
import { toSession } from './toSession.js';
import type { FetchAuthSessionOptions } from './sessionTypes.js';

/** The tokens of an instance, refreshed if they have expired, or nothing if nobody is signed in. The identity pool is not asked. */
export async function tokensOf(
  auth: AuthInstance,
  options: FetchAuthSessionOptions = {},
): Promise<AuthTokens | undefined> {
  const {
    isSignedIn,
    tokens,
    userPoolTokensResult: result,
  } = toSession(await auth.run<SessionData>('getTokens', options));
  // While an identity is federated, there are none.
  if (isSignedIn && result.type === 'FAILURE' && result.error.name !== 'InvalidStateException') throw result.error;
  return tokens;
}
