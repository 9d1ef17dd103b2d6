import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { UpdatePasswordInput } from './passwordTypes.js';

/**
 * Changes the password of the signed-in user. Sessions, here and elsewhere, go on.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `EmptyUpdatePassword`: one of the passwords was not given;
 * - `NotAuthorizedException`: the old password is wrong;
 * - `InvalidPasswordException`: the new password does not meet the rules of the pool;
 * - `LimitExceededException`: too many attempts; wait a while;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
 */
export function updatePassword(input: UpdatePasswordInput): Promise<void> {
  return updatePasswordWith(defaultAuth(), input);
}

/** `updatePassword` of one instance. */
export function updatePasswordWith(auth: AuthInstance, input: UpdatePasswordInput): Promise<void> {
  return auth.run('updatePassword', input);
}
