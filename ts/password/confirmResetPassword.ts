import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { ConfirmResetPasswordInput } from './passwordTypes.js';

/**
 * Sets a new password with the code of `resetPassword`.
 *
 * @throws `AuthError` named
 * - `EmptyConfirmResetPasswordUsername`, `EmptyConfirmResetPasswordNewPassword`,
 *   `EmptyConfirmResetPasswordConfirmationCode`: the name, the password or the code was not given;
 * - `CodeMismatchException`: the code is wrong;
 * - `ExpiredCodeException`: the code is too old; ask for another with `resetPassword`;
 * - `InvalidPasswordException`: the password does not meet the rules of the pool;
 * - `LimitExceededException`, `TooManyFailedAttemptsException`: too many wrong codes; wait a while;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html
 */
export function confirmResetPassword(input: ConfirmResetPasswordInput): Promise<void> {
  return confirmResetPasswordWith(defaultAuth(), input);
}

/** `confirmResetPassword` of one instance. */
export function confirmResetPasswordWith(auth: AuthInstance, input: ConfirmResetPasswordInput): Promise<void> {
  return auth.run('confirmResetPassword', input);
}
