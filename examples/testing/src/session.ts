import { AuthError, getCurrentUser, signIn } from 'cognito-wasm';

/** Signs a user in. Returns what the page has to say about it. */
export async function enter(username: string, password: string): Promise<string> {
  try {
    const { isSignedIn, nextStep } = await signIn({ username, password });
    return isSignedIn ? '' : `This page has no form for ${nextStep.signInStep}.`;
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    // A pool may tell the two apart. Whoever guesses names should not learn which exist.
    const isWrong = error.name === 'NotAuthorizedException' || error.name === 'UserNotFoundException';
    if (isWrong) return 'The user name or the password is wrong.';
    if (error.retryable) return 'That did not work. Please try again.';
    return error.message;
  }
}

/** The name of the user who is signed in, also while expired tokens cannot be refreshed. */
export async function currentName(): Promise<string | undefined> {
  const user = await getCurrentUser({ allowStale: true }).catch(() => undefined);
  return user?.username;
}
