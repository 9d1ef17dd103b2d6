import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type {
  SendUserAttributeVerificationCodeInput,
  SendUserAttributeVerificationCodeOutput,
} from './accountTypes.js';

/**
 * Sends a code, or another one, that verifies an address or number of the signed-in user with `confirmUserAttribute`; tells
 * where it went.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: the user has no such attribute;
 * - `LimitExceededException`: too many codes were asked for; wait a while;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html
 */
export function sendUserAttributeVerificationCode(
  input: SendUserAttributeVerificationCodeInput,
): Promise<SendUserAttributeVerificationCodeOutput> {
  return sendUserAttributeVerificationCodeWith(defaultAuth(), input);
}

/** `sendUserAttributeVerificationCode` of one instance. */
export function sendUserAttributeVerificationCodeWith(
  auth: AuthInstance,
  input: SendUserAttributeVerificationCodeInput,
): Promise<SendUserAttributeVerificationCodeOutput> {
  return auth.run('sendUserAttributeVerificationCode', input);
}
