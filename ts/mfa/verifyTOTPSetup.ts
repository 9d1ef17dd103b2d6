import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { VerifyTOTPSetupInput } from './mfaTypes.js';

/**
 * Ends the set-up of an authenticator app with a code from it. Whether the app is then asked for at sign-in is the matter of
 * `updateMFAPreference`.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `EmptyVerifyTOTPSetupCode`: the code was not given;
 * - `EnableSoftwareTokenMFAException`, `CodeMismatchException`: the code is wrong;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html
 */
export function verifyTOTPSetup(input: VerifyTOTPSetupInput): Promise<void> {
  return verifyTOTPSetupWith(defaultAuth(), input);
}

/** `verifyTOTPSetup` of one instance. */
export function verifyTOTPSetupWith(auth: AuthInstance, input: VerifyTOTPSetupInput): Promise<void> {
  return auth.run('verifyTOTPSetup', input);
}
