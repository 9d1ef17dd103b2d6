import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { ResetPasswordInput, ResetPasswordOutput } from './passwordTypes.js';

/**
 * Sends a code with which a user who forgot the password can choose another, with `confirmResetPassword`.
 *
 * @throws `AuthError` named
 * - `EmptyResetPasswordUsername`: no user name was given;
 * - `InvalidParameterException`: the user has no verified address or number to send the code to;
 * - `UserNotFoundException`: there is no such user, and the app client is set to tell;
 * - `LimitExceededException`: too many codes were asked for; wait a while;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html
 * @example
 * ```ts
 * const { nextStep } = await resetPassword({ username: 'username' });
 * console.log(nextStep.codeDeliveryDetails.destination);
 * ```
 */
export function resetPassword(input: ResetPasswordInput): Promise<ResetPasswordOutput> {
  return resetPasswordWith(defaultAuth(), input);
}

/** `resetPassword` of one instance. */
export function resetPasswordWith(auth: AuthInstance, input: ResetPasswordInput): Promise<ResetPasswordOutput> {
  return auth.run('resetPassword', input);
}
