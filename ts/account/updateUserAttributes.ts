import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { UpdateUserAttributesInput, UpdateUserAttributesOutput } from './accountTypes.js';

/**
 * Changes attributes of the signed-in user, and tells for each what is next. Where the pool verifies a new address or number
 * first, the old value stays until `confirmUserAttribute` is given the code that was sent.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: an attribute or its value is not allowed, or nothing was given;
 * - `AliasExistsException`: another user has the address or number;
 * - `CodeDeliveryFailureException`: a code could not be sent;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 * @example
 * ```ts
 * const { email } = await updateUserAttributes({ userAttributes: { name: 'Jane', email: 'jane@example.com' } });
 * if (!email.isUpdated) console.log(email.nextStep.codeDeliveryDetails?.destination);
 * ```
 */
export function updateUserAttributes(input: UpdateUserAttributesInput): Promise<UpdateUserAttributesOutput> {
  return updateUserAttributesWith(defaultAuth(), input);
}

/** `updateUserAttributes` of one instance. */
export function updateUserAttributesWith(
  auth: AuthInstance,
  input: UpdateUserAttributesInput,
): Promise<UpdateUserAttributesOutput> {
  return auth.run('updateUserAttributes', input);
}
