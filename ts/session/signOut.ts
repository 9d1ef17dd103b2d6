import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { toSignOutOutput } from './signOutData.js';
import type { SignOutInput, SignOutOutput } from './signOutTypes.js';

/**
 * Signs the user out of this device, and with `global` of every device. Cognito is asked to revoke the refresh token; if
 * that fails the user is signed out here all the same and the outcome is `partial`.
 *
 * @throws `AuthError` of category `configuration` if `configure` has not been called, and `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html
 */
export function signOut(input?: SignOutInput): Promise<SignOutOutput> {
  return signOutWith(defaultAuth(), input);
}

/** `signOut` of one instance. */
export async function signOutWith(auth: AuthInstance, input: SignOutInput = {}): Promise<SignOutOutput> {
  return toSignOutOutput(await auth.run('signOut', input));
}
