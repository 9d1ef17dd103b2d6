import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { UpdateUserAttributeInput, UpdateUserAttributeOutput } from './accountTypes.js';

/**
 * Changes one attribute of the signed-in user. Where the pool verifies a new address or number first, the old value stays
 * until `confirmUserAttribute` is given the code that was sent.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: the attribute or its value is not allowed, or nothing was given;
 * - `AliasExistsException`: another user has the address or number;
 * - `CodeDeliveryFailureException`: the code could not be sent;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 */
export function updateUserAttribute(input: UpdateUserAttributeInput): Promise<UpdateUserAttributeOutput> {
  return updateUserAttributeWith(defaultAuth(), input);
}

/** `updateUserAttribute` of one instance. */
export function updateUserAttributeWith(
  auth: AuthInstance,
  input: UpdateUserAttributeInput,
): Promise<UpdateUserAttributeOutput> {
  return auth.run('updateUserAttribute', input);
}
