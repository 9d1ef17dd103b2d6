import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type {
  ConfirmSignUpInput,
  ConfirmSignUpOutput,
  ResendSignUpCodeInput,
  ResendSignUpCodeOutput,
  SignUpInput,
  SignUpOutput,
} from './signUpTypes.js';

/** The functions of this file, for the instance that `auth` gives at each call. */
export const signUpFunctions = (auth: () => AuthInstance) => ({
  signUp: (input: SignUpInput) => auth().run<SignUpOutput>('signUp', input),
  confirmSignUp: (input: ConfirmSignUpInput) => auth().run<ConfirmSignUpOutput>('confirmSignUp', input),
  resendSignUpCode: (input: ResendSignUpCodeInput) => auth().run<ResendSignUpCodeOutput>('resendSignUpCode', input),
});

const defaultFunctions = /* @__PURE__ */ signUpFunctions(defaultAuth);

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
  return defaultFunctions.signUp(input);
}

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
  return defaultFunctions.confirmSignUp(input);
}

/**
 * Sends a new code for `confirmSignUp`; tells where it went.
 *
 * @throws `AuthError` named
 * - `EmptySignUpUsername`: no user name was given;
 * - `InvalidParameterException`: the user is confirmed already;
 * - `LimitExceededException`: too many codes were asked for; wait a while;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html
 */
export function resendSignUpCode(input: ResendSignUpCodeInput): Promise<ResendSignUpCodeOutput> {
  return defaultFunctions.resendSignUpCode(input);
}
