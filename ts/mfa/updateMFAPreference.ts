import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { UpdateMFAPreferenceInput } from './mfaTypes.js';

/**
 * Sets which second factors the signed-in user is asked for. Factors that are left out stay as they are.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: no factor was named, or the user has no such factor;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html
 * @example
 * ```ts
 * await updateMFAPreference({ sms: 'ENABLED', totp: 'PREFERRED' });
 * ```
 */
export function updateMFAPreference(input: UpdateMFAPreferenceInput): Promise<void> {
  return updateMFAPreferenceWith(defaultAuth(), input);
}

/** `updateMFAPreference` of one instance. */
export function updateMFAPreferenceWith(auth: AuthInstance, input: UpdateMFAPreferenceInput): Promise<void> {
  return auth.run('updateMFAPreference', input);
}
