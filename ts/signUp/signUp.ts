import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import type {
  ConfirmSignUpInput,
  ConfirmSignUpOutput,
  ResendSignUpCodeInput,
  ResendSignUpCodeOutput,
  SignUpInput,
  SignUpOutput,
} from './signUpTypes.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const signUpFunctions = (auth: () => AuthInstance) => ({
  signUp: (input: SignUpInput) => auth().run<SignUpOutput>('signUp', input),
  confirmSignUp: (input: ConfirmSignUpInput) => auth().run<ConfirmSignUpOutput>('confirmSignUp', input),
  resendSignUpCode: (input: ResendSignUpCodeInput) => auth().run<ResendSignUpCodeOutput>('resendSignUpCode', input),
});

/** The same in a context: see {@link AmplifyContext}. */
export function signUp(context: AmplifyContext, input: SignUpInput): Promise<SignUpOutput>;
/**
 * Registers a user. If the pool requires confirmation, Cognito sends a code or link, and `nextStep` says where to.
 *
 * @returns Whether the user can sign in already, the next step, and the user's `sub`.
 *
 * @throws `AuthError` named
 * - `EmptySignUpUsername`: no user name was given;
 * - `EmptySignUpPassword`: no password was given, and the pool requires one;
 * - `UsernameExistsException`: the name is taken;
 * - `InvalidPasswordException`: the password does not meet the rules of the pool;
 * - `InvalidParameterException`: a required attribute is missing, or a value has the wrong format;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
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
export function signUp(input: SignUpInput): Promise<SignUpOutput>;
export function signUp(...args: unknown[]): Promise<SignUpOutput> {
  return callInContext(signUpFunctions, 'signUp', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function confirmSignUp(context: AmplifyContext, input: ConfirmSignUpInput): Promise<ConfirmSignUpOutput>;
/**
 * Confirms a registration with the code that the user received.
 *
 * @returns Whether the user can sign in now, and the next step.
 *
 * @throws `AuthError` named
 * - `EmptyConfirmSignUpUsername`, `EmptyConfirmSignUpCode`: the name or the code was not given;
 * - `CodeMismatchException`: the code is wrong;
 * - `ExpiredCodeException`: the code has expired; send another with `resendSignUpCode`;
 * - `NotAuthorizedException`: the user is already confirmed;
 * - `AliasExistsException`: another user has the e-mail address or phone number, and `forceAliasCreation` is not set;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 * @example
 * ```ts
 * const { isSignUpComplete } = await confirmSignUp({ username, confirmationCode: code });
 * if (isSignUpComplete) await signIn({ username, password });
 * ```
 */
export function confirmSignUp(input: ConfirmSignUpInput): Promise<ConfirmSignUpOutput>;
export function confirmSignUp(...args: unknown[]): Promise<ConfirmSignUpOutput> {
  return callInContext(signUpFunctions, 'confirmSignUp', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function resendSignUpCode(
  context: AmplifyContext,
  input: ResendSignUpCodeInput,
): Promise<ResendSignUpCodeOutput>;
/**
 * Sends a new code for `confirmSignUp`.
 *
 * @returns Where the code was sent.
 *
 * @throws `AuthError` named
 * - `EmptySignUpUsername`: no user name was given;
 * - `InvalidParameterException`: the user is already confirmed;
 * - `LimitExceededException`: too many codes were requested; try again later;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html
 * @example
 * ```ts
 * const { deliveryMedium, destination } = await resendSignUpCode({ username });
 * console.log(deliveryMedium, destination); // EMAIL, j***@e***
 * ```
 */
export function resendSignUpCode(input: ResendSignUpCodeInput): Promise<ResendSignUpCodeOutput>;
export function resendSignUpCode(...args: unknown[]): Promise<ResendSignUpCodeOutput> {
  return callInContext(signUpFunctions, 'resendSignUpCode', args);
}
