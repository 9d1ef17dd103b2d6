import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { toSignInOutput } from './signInData.js';
import type { SignInInput, SignInOutput } from './signInTypes.js';

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
  return signInWith(defaultAuth(), input);
}

/** `signIn` of one instance. */
export async function signInWith(auth: AuthInstance, input: SignInInput): Promise<SignInOutput> {
  return toSignInOutput(await auth.signIn(input));
}
