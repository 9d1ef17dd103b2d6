import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { CallOptions } from '../types/common.js';

/**
 * Deletes the signed-in user: at Cognito, and then everything that is kept of the user here, a remembered device too. The Hub
 * tells `userDeleted` and `signedOut`. Once begun it runs to its end, even if `signal` is aborted.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `NotAuthorizedException`: the app client may not delete users;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html
 */
export function deleteUser(input?: CallOptions): Promise<void> {
  return deleteUserWith(defaultAuth(), input);
}

/** `deleteUser` of one instance. */
export function deleteUserWith(auth: AuthInstance, input: CallOptions = {}): Promise<void> {
  return auth.run('deleteUser', input);
}
