import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { toTotpSetup } from './totpSetupData.js';
import type { CallOptions } from '../types/common.js';
import type { SetUpTOTPOutput } from './mfaTypes.js';

/**
 * Begins the set-up of an authenticator app: gives the secret that the app must know, as text and as an address for a QR
 * code. `verifyTOTPSetup` ends it.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `SetUpTOTPException`: Cognito gave no secret;
 * - `SoftwareTokenMFANotFoundException`: the pool has no authenticator apps;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
 * @example
 * ```ts
 * const { getSetupUri } = await setUpTOTP();
 * showQrCode(getSetupUri('My app').href);
 * ```
 */
export function setUpTOTP(input?: CallOptions): Promise<SetUpTOTPOutput> {
  return setUpTOTPWith(defaultAuth(), input);
}

/** `setUpTOTP` of one instance. */
export async function setUpTOTPWith(auth: AuthInstance, input: CallOptions = {}): Promise<SetUpTOTPOutput> {
  return toTotpSetup(await auth.run('setUpTOTP', input));
}
