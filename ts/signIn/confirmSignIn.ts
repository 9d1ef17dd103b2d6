import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { toSignInOutput } from './signInData.js';
import type { ConfirmSignInInput, ConfirmSignInOutput } from './signInTypes.js';

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
  return confirmSignInWith(defaultAuth(), input);
}

/** `confirmSignIn` of one instance. */
export async function confirmSignInWith(auth: AuthInstance, input: ConfirmSignInInput): Promise<ConfirmSignInOutput> {
  return toSignInOutput(await auth.run('confirmSignIn', input));
}
