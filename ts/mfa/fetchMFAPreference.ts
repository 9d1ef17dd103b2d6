import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { CallOptions } from '../types/common.js';
import type { FetchMFAPreferenceOutput } from './mfaTypes.js';

/**
 * Tells which second factors the signed-in user has, and which is asked first.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 */
export function fetchMFAPreference(input?: CallOptions): Promise<FetchMFAPreferenceOutput> {
  return fetchMFAPreferenceWith(defaultAuth(), input);
}

/** `fetchMFAPreference` of one instance. */
export function fetchMFAPreferenceWith(auth: AuthInstance, input: CallOptions = {}): Promise<FetchMFAPreferenceOutput> {
  return auth.run('fetchMFAPreference', input);
}
