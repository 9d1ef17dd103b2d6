import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import type { CallOptions } from '../types/callOptions.js';
import { toSignInOutput } from './signInData.js';
import type { ConfirmSignInInput, ConfirmSignInOutput, SignInInput, SignInOutput } from './signInTypes.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const signInFunctions = (auth: () => AuthInstance) => ({
  signIn: async (input: SignInInput) => toSignInOutput(await auth().signIn(input)),
  confirmSignIn: async (input: ConfirmSignInInput) => toSignInOutput(await auth().run('confirmSignIn', input)),
  autoSignIn: async (input: CallOptions = {}) => toSignInOutput(await auth().run('autoSignIn', input)),
  prepareSignIn: (input: CallOptions = {}) => auth().prepareSignIn(input),
});

/** The same in a context: see {@link AmplifyContext}. */
export function signIn(context: AmplifyContext, input: SignInInput): Promise<SignInOutput>;
/**
 * Signs a user in. By default it proves the password with SRP, so the password never leaves the page.
 *
 * @returns Whether the user is signed in. If the user has to do something first, such as type a code, the call resolves and
 * `nextStep` says what.
 * @throws `AuthError` named
 * - `EmptySignInUsername`, `EmptySignInPassword`: the name or the password was not given;
 * - `CustomAuthSignInPassword`: `CUSTOM_WITHOUT_SRP` takes no password;
 * - `InvalidPreferredChallenge`: the pool does not offer the challenge, according to the configuration;
 * - `PlainPasswordException`: the sign-in would send the password, and the configuration has `allowPlainPassword: false`;
 * - `PasskeyNotSupported`: the browser supports no passkeys or no passkey autofill, or the page is not secure;
 * - `PasskeyAuthenticationCanceled`: the user cancelled, or took too long;
 * - `PasskeyRetrievalFailed`, `PasskeyOperationAborted`, `InvalidPasskeyAuthenticationOptions`: the ceremony failed;
 * - `UserAlreadyAuthenticatedException`: a user is signed in; see `onExistingSession`;
 * - `SignInException`: a later `signIn` replaced this one, or `signOut` was called;
 * - `UnexpectedChallengeException`, `InvalidTokens`: the server asked for something, or sent tokens, that cannot come next;
 * - `NotAuthorizedException`: the password is wrong, or the user is disabled;
 * - `UserNotFoundException`: there is no such user, and the app client is configured to report that;
 * - `InvalidParameterException`: the app client does not allow the flow;
 * - any other error of the Cognito operations, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 * @example
 * ```ts
 * const { isSignedIn, nextStep } = await signIn({ username: 'username', password: 'Password123' });
 * if (!isSignedIn) console.log(nextStep.signInStep);
 * ```
 */
export function signIn(input: SignInInput): Promise<SignInOutput>;
export function signIn(...args: unknown[]): Promise<SignInOutput> {
  return callInContext(signInFunctions, 'signIn', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function confirmSignIn(context: AmplifyContext, input: ConfirmSignInInput): Promise<ConfirmSignInOutput>;
/**
 * Answers the `nextStep` of `signIn`: with a code, a choice, a password, or a new password that replaces a temporary one.
 *
 * After a wrong answer the user can try again. The sign-in survives a reload of the page for three minutes.
 *
 * @returns The same as `signIn`, since Cognito may ask for more.
 * @throws `AuthError` named
 * - `EmptyChallengeResponse`: no answer was given;
 * - `IncorrectMFAMethod`: the answer is not a second factor;
 * - `PlainPasswordException`: `PASSWORD` was chosen, and the configuration has `allowPlainPassword: false`;
 * - `UnexpectedChallengeException`, `InvalidTokens`: the server asked for something, or sent tokens, that cannot come next;
 * - `SignInException`: no sign-in is waiting for an answer, or it has expired;
 * - `CodeMismatchException`, `ExpiredCodeException`: the code is wrong or has expired;
 * - `InvalidPasswordException`: the new password does not meet the rules of the pool;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 * @example
 * ```ts
 * const { isSignedIn } = await confirmSignIn({ challengeResponse: 'NewPassword123' });
 * ```
 */
export function confirmSignIn(input: ConfirmSignInInput): Promise<ConfirmSignInOutput>;
export function confirmSignIn(...args: unknown[]): Promise<ConfirmSignInOutput> {
  return callInContext(signInFunctions, 'confirmSignIn', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function autoSignIn(context: AmplifyContext, input?: CallOptions): Promise<SignInOutput>;
/**
 * Signs in the user who has just registered. Pass `options.autoSignIn` to `signUp`, and call this when the next step of
 * `signUp` or `confirmSignUp` is `COMPLETE_AUTO_SIGN_IN`.
 *
 * If the pool sends a link, it waits until the user has opened the link, for at most three minutes.
 *
 * @returns The same as `signIn`.
 * @throws `AuthError` named `AutoSignInException` if there is no such registration or three minutes have passed; otherwise
 * the errors of `signIn`.
 * @example
 * ```ts
 * const { isSignedIn } = await autoSignIn();
 * ```
 */
export function autoSignIn(input?: CallOptions): Promise<SignInOutput>;
export function autoSignIn(...args: unknown[]): Promise<SignInOutput> {
  return callInContext(signInFunctions, 'autoSignIn', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function prepareSignIn(context: AmplifyContext, input?: CallOptions): Promise<void>;
/**
 * Does the part of a password sign-in that needs no server: loads the module, makes the key pair of the SRP proof, and warms
 * up the arithmetic. It works in slices short enough not to delay a frame. A configured page does this by itself when idle.
 * Call it when the form opens or gets the focus, in case the page has not been idle.
 *
 * Sends nothing. Resolves at once if an earlier preparation is still unused or a user is signed in. You need not await it.
 *
 * @throws `AuthError` of category `configuration` if the configuration is wrong, or named
 * - `ModuleFileException`: the module cannot be loaded; the next call tries again;
 * - `AbortError`.
 * @example
 * ```ts
 * document.querySelector('form')?.addEventListener('focusin', () => void prepareSignIn(), { once: true });
 * ```
 */
export function prepareSignIn(input?: CallOptions): Promise<void>;
export function prepareSignIn(...args: unknown[]): Promise<void> {
  return callInContext(signInFunctions, 'prepareSignIn', args);
}
