import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { toSignInOutput } from './signInData.js';
import type { CallOptions } from '../types/common.js';
import type { SignInOutput } from './signInTypes.js';

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
  return autoSignInWith(defaultAuth(), input);
}

/** `autoSignIn` of one instance. */
export async function autoSignInWith(auth: AuthInstance, input: CallOptions = {}): Promise<SignInOutput> {
  return toSignInOutput(await auth.run('autoSignIn', input));
}
