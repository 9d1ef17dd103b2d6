import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { DeleteUserAttributesInput } from './accountTypes.js';

/**
 * Deletes attributes of the signed-in user.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: no attribute was named, or one that cannot be deleted;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html
 */
export function deleteUserAttributes(input: DeleteUserAttributesInput): Promise<void> {
  return deleteUserAttributesWith(defaultAuth(), input);
}

/** `deleteUserAttributes` of one instance. */
export function deleteUserAttributesWith(auth: AuthInstance, input: DeleteUserAttributesInput): Promise<void> {
  return auth.run('deleteUserAttributes', input);
}
