import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { ResendSignUpCodeInput, ResendSignUpCodeOutput } from './signUpTypes.js';

/**
 * Sends a new code for `confirmSignUp`; tells where it went.
 *
 * @throws `AuthError` named
 * - `EmptySignUpUsername`: no user name was given;
 * - `InvalidParameterException`: the user is confirmed already;
 * - `LimitExceededException`: too many codes were asked for; wait a while;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html
 */
export function resendSignUpCode(input: ResendSignUpCodeInput): Promise<ResendSignUpCodeOutput> {
  return resendSignUpCodeWith(defaultAuth(), input);
}

/** `resendSignUpCode` of one instance. */
export function resendSignUpCodeWith(
  auth: AuthInstance,
  input: ResendSignUpCodeInput,
): Promise<ResendSignUpCodeOutput> {
  return auth.run('resendSignUpCode', input);
}
