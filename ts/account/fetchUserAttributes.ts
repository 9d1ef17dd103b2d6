import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { FetchUserAttributesOutput } from './accountTypes.js';
import type { CallOptions } from '../types/common.js';

/**
 * Reads the attributes of the signed-in user from Cognito.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 * @example
 * ```ts
 * const { email, email_verified } = await fetchUserAttributes();
 * ```
 */
export function fetchUserAttributes(input?: CallOptions): Promise<FetchUserAttributesOutput> {
  return fetchUserAttributesWith(defaultAuth(), input);
}

/** `fetchUserAttributes` of one instance. */
export function fetchUserAttributesWith(
  auth: AuthInstance,
  input: CallOptions = {},
): Promise<FetchUserAttributesOutput> {
  return auth.run('fetchUserAttributes', input);
}
