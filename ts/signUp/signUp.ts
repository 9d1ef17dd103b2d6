import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { SignUpInput, SignUpOutput } from './signUpTypes.js';

/**
 * Registers a user. Where the pool asks for it, Cognito sends a code, and `nextStep` says where to.
 *
 * @throws `AuthError` named
 * - `EmptySignUpUsername`: no user name was given;
 * - `EmptySignUpPassword`: no password was given, and the pool requires one;
 * - `UsernameExistsException`: the name is taken;
 * - `InvalidPasswordException`: the password does not meet the rules of the pool;
 * - `InvalidParameterException`: a required attribute is missing, or a value is not well-formed;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html
 * @example
 * ```ts
 * const { nextStep } = await signUp({
 *   username: 'username',
 *   password: 'Password123',
 *   options: { userAttributes: { email: 'my@email.com' } },
 * });
 * if (nextStep.signUpStep === 'CONFIRM_SIGN_UP') console.log(nextStep.codeDeliveryDetails.destination);
 * ```
 */
export function signUp(input: SignUpInput): Promise<SignUpOutput> {
  return signUpWith(defaultAuth(), input);
}

/** `signUp` of one instance. */
export function signUpWith(auth: AuthInstance, input: SignUpInput): Promise<SignUpOutput> {
  return auth.run('signUp', input);
}
