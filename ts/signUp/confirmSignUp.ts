import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { ConfirmSignUpInput, ConfirmSignUpOutput } from './signUpTypes.js';

/**
 * Completes a registration with the code that the user received.
 *
 * @throws `AuthError` named
 * - `EmptyConfirmSignUpUsername`, `EmptyConfirmSignUpCode`: the name or the code was not given;
 * - `CodeMismatchException`: the code is wrong;
 * - `ExpiredCodeException`: the code is too old; ask for another with `resendSignUpCode`;
 * - `NotAuthorizedException`: the user is confirmed already;
 * - `AliasExistsException`: another user has the address or number, and `forceAliasCreation` is not set;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 */
export function confirmSignUp(input: ConfirmSignUpInput): Promise<ConfirmSignUpOutput> {
  return confirmSignUpWith(defaultAuth(), input);
}

/** `confirmSignUp` of one instance. */
export function confirmSignUpWith(auth: AuthInstance, input: ConfirmSignUpInput): Promise<ConfirmSignUpOutput> {
  return auth.run('confirmSignUp', input);
}
