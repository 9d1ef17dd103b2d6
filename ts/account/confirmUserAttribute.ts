import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { ConfirmUserAttributeInput } from './accountTypes.js';

/**
 * Verifies an address or number of the signed-in user with the code that was sent to it. A new value counts from now on.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `EmptyConfirmUserAttributeCode`: the code was not given;
 * - `CodeMismatchException`: the code is wrong;
 * - `ExpiredCodeException`: the code is too old; ask for another with `sendUserAttributeVerificationCode`;
 * - `LimitExceededException`: too many wrong codes; wait a while;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html
 */
export function confirmUserAttribute(input: ConfirmUserAttributeInput): Promise<void> {
  return confirmUserAttributeWith(defaultAuth(), input);
}

/** `confirmUserAttribute` of one instance. */
export function confirmUserAttributeWith(auth: AuthInstance, input: ConfirmUserAttributeInput): Promise<void> {
  return auth.run('confirmUserAttribute', input);
}
