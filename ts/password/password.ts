import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import type {
  ConfirmResetPasswordInput,
  ResetPasswordInput,
  ResetPasswordOutput,
  UpdatePasswordInput,
} from './passwordTypes.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const passwordFunctions = (auth: () => AuthInstance) => ({
  resetPassword: (input: ResetPasswordInput) => auth().run<ResetPasswordOutput>('resetPassword', input),
  confirmResetPassword: (input: ConfirmResetPasswordInput) => auth().run<undefined>('confirmResetPassword', input),
  updatePassword: (input: UpdatePasswordInput) => auth().run<undefined>('updatePassword', input),
});

/** The same in a context: see {@link AmplifyContext}. */
export function resetPassword(context: AmplifyContext, input: ResetPasswordInput): Promise<ResetPasswordOutput>;
/**
 * Sends a code to a user who forgot the password. `confirmResetPassword` takes the code and a new password.
 *
 * @returns The next step, with the place where the code was sent.
 *
 * @throws `AuthError` named
 * - `EmptyResetPasswordUsername`: no user name was given;
 * - `InvalidParameterException`: the user has no verified e-mail address or phone number;
 * - `UserNotFoundException`: there is no such user, and the app client is configured to report that;
 * - `LimitExceededException`: too many codes were requested; try again later;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html
 * @example
 * ```ts
 * const { nextStep } = await resetPassword({ username: 'username' });
 * console.log(nextStep.codeDeliveryDetails.destination);
 * ```
 */
export function resetPassword(input: ResetPasswordInput): Promise<ResetPasswordOutput>;
export function resetPassword(...args: unknown[]): Promise<ResetPasswordOutput> {
  return callInContext(passwordFunctions, 'resetPassword', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function confirmResetPassword(context: AmplifyContext, input: ConfirmResetPasswordInput): Promise<void>;
/**
 * Sets a new password with the code of `resetPassword`.
 *
 * @throws `AuthError` named
 * - `EmptyConfirmResetPasswordUsername`, `EmptyConfirmResetPasswordNewPassword`,
 *   `EmptyConfirmResetPasswordConfirmationCode`: the user name, the password or the code was not given;
 * - `CodeMismatchException`: the code is wrong;
 * - `ExpiredCodeException`: the code has expired; send another with `resetPassword`;
 * - `InvalidPasswordException`: the password does not meet the rules of the pool;
 * - `LimitExceededException`, `TooManyFailedAttemptsException`: too many wrong codes; try again later;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html
 * @example
 * ```ts
 * await confirmResetPassword({ username, newPassword: 'NewPassword123', confirmationCode: code });
 * ```
 */
export function confirmResetPassword(input: ConfirmResetPasswordInput): Promise<void>;
export function confirmResetPassword(...args: unknown[]): Promise<void> {
  return callInContext(passwordFunctions, 'confirmResetPassword', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function updatePassword(context: AmplifyContext, input: UpdatePasswordInput): Promise<void>;
/**
 * Changes the password of the signed-in user. Sessions on this and other devices stay signed in.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `EmptyUpdatePassword`: one of the passwords was not given;
 * - `NotAuthorizedException`: the old password is wrong;
 * - `InvalidPasswordException`: the new password does not meet the rules of the pool;
 * - `LimitExceededException`: too many attempts; try again later;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
 * @example
 * ```ts
 * await updatePassword({ oldPassword: password, newPassword: 'NewPassword123' });
 * ```
 */
export function updatePassword(input: UpdatePasswordInput): Promise<void>;
export function updatePassword(...args: unknown[]): Promise<void> {
  return callInContext(passwordFunctions, 'updatePassword', args);
}
