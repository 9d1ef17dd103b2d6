import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { CallOptions } from '../types/callOptions.js';
import { toSignInOutput } from './signInData.js';
import type { ConfirmSignInInput, ConfirmSignInOutput, SignInInput, SignInOutput } from './signInTypes.js';

/** The functions of this file, for the instance that `auth` gives at each call. */
export const signInFunctions = (auth: () => AuthInstance) => ({
  signIn: async (input: SignInInput) => toSignInOutput(await auth().signIn(input)),
  confirmSignIn: async (input: ConfirmSignInInput) => toSignInOutput(await auth().run('confirmSignIn', input)),
  autoSignIn: async (input: CallOptions = {}) => toSignInOutput(await auth().run('autoSignIn', input)),
  prepareSignIn: (input: CallOptions = {}) => auth().prepareSignIn(input),
});

const defaultFunctions = /* @__PURE__ */ signInFunctions(defaultAuth);

/**
 * Signs a user in. Unless told otherwise it proves the password with SRP, so that the password never leaves the page.
 *
 * A user who must do something first is an outcome, not an error: see `nextStep`.
 *
 * @throws `AuthError` named
 * - `EmptySignInUsername`, `EmptySignInPassword`: the name or the password was not given;
 * - `CustomAuthSignInPassword`: `CUSTOM_WITHOUT_SRP` takes no password;
 * - `InvalidPreferredChallenge`: the configuration says that the pool does not offer the challenge;
 * - `PlainPasswordException`: the configuration says `allowPlainPassword: false`, and the password would have been sent;
 * - `PasskeyNotSupported`: the browser has no passkeys, or no autofill of them, or the page is not secure;
 * - `PasskeyAuthenticationCanceled`: the user said no, or took too long;
 * - `PasskeyRetrievalFailed`, `PasskeyOperationAborted`, `InvalidPasskeyAuthenticationOptions`: the ceremony failed;
 * - `UserAlreadyAuthenticatedException`: somebody is signed in; call `signOut` first;
 * - `SignInException`: a later `signIn` took the place of this one, or a `signOut` came in between;
 * - `UnexpectedChallengeException`, `InvalidTokens`: the server asked for something, or sent tokens, that cannot come next;
 * - `NotAuthorizedException`: the password is wrong, or the user is disabled;
 * - `UserNotFoundException`: there is no such user, and the app client is set to tell;
 * - `InvalidParameterException`: the flow is not allowed on the app client;
 * - any other error of the operations, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 * @example
 * ```ts
 * const { isSignedIn, nextStep } = await signIn({ username: 'username', password: 'Password123' });
 * if (!isSignedIn) console.log(nextStep.signInStep);
 * ```
 */
export function signIn(input: SignInInput): Promise<SignInOutput> {
  return defaultFunctions.signIn(input);
}

/**
 * Answers what `signIn` asked for in `nextStep`: a code, a choice, a password, or a new one in place of a temporary one.
 *
 * A wrong answer leaves the sign-in as it was, so the user can try again. The sign-in survives a reload of the page for
 * three minutes.
 *
 * @throws `AuthError` named
 * - `EmptyChallengeResponse`: no answer was given;
 * - `IncorrectMFAMethod`: the answer is not a second factor;
 * - `PlainPasswordException`: the configuration says `allowPlainPassword: false`, and `PASSWORD` was chosen;
 * - `UnexpectedChallengeException`, `InvalidTokens`: the server asked for something, or sent tokens, that cannot come next;
 * - `SignInException`: no sign-in waits for an answer, or it took too long;
 * - `CodeMismatchException`, `ExpiredCodeException`: the code is wrong or too old;
 * - `InvalidPasswordException`: the new password breaks the pool's rules;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 * @example
 * ```ts
 * const { isSignedIn } = await confirmSignIn({ challengeResponse: 'NewPassword123' });
 * ```
 */
export function confirmSignIn(input: ConfirmSignInInput): Promise<ConfirmSignInOutput> {
  return defaultFunctions.confirmSignIn(input);
}

/**
 * Signs in the user who has just registered, with what the registration left: call it when `signUp` or `confirmSignUp`
 * says `COMPLETE_AUTO_SIGN_IN`. `signUp` must have been given `options.autoSignIn`.
 *
 * Where the pool sends a link, it waits until the user has opened it, for three minutes at the most.
 *
 * @throws `AuthError` named `AutoSignInException` when no registration waits for it, or three minutes have passed; otherwise
 * what `signIn` throws.
 * @example
 * ```ts
 * const { isSignedIn } = await autoSignIn();
 * ```
 */
export function autoSignIn(input?: CallOptions): Promise<SignInOutput> {
  return defaultFunctions.autoSignIn(input);
}

/**
 * Does beforehand what signing in with a password needs no server for, in slices that hold up no frame: loads the module,
 * makes the one-time key pair of the proof, and has the engine compile the arithmetic well. A page does so by itself when it
 * has been configured and is idle; call this to be sure, when the form is opened or gets the focus.
 *
 * Nothing is sent. Resolves at once while the preparation of an earlier call is still unused, or while somebody is signed in.
 *
 * @throws `AuthError` of category `configuration`, for the configuration; `AbortError`.
 * @example
 * ```ts
 * document.querySelector('form')?.addEventListener('focusin', () => void prepareSignIn(), { once: true });
 * ```
 */
export function prepareSignIn(input?: CallOptions): Promise<void> {
  return defaultFunctions.prepareSignIn(input);
}
