import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { GetCurrentUserInput, GetCurrentUserOutput } from './sessionTypes.js';

/**
 * Tells who is signed in. Reads the stored tokens; it makes a request only if they have expired and must be renewed.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `NetworkError`: the tokens have expired and could not be renewed; they are kept;
 * - `AbortError`.
 */
export function getCurrentUser(input?: GetCurrentUserInput): Promise<GetCurrentUserOutput> {
  return getCurrentUserWith(defaultAuth(), input);
}

/** `getCurrentUser` of one instance. */
export function getCurrentUserWith(auth: AuthInstance, input: GetCurrentUserInput = {}): Promise<GetCurrentUserOutput> {
  return auth.run('getCurrentUser', input);
}
