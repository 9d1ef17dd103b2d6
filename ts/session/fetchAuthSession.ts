import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { toSession } from './sessionData.js';
import type { AuthSession, FetchAuthSessionOptions } from './sessionTypes.js';

/**
 * Gives the session: whether a user is signed in, the tokens, and the AWS credentials of the identity pool. Renews what
 * has expired; however many callers ask at a time, the tokens are renewed once.
 *
 * It resolves when nobody is signed in, and when a part of the session cannot be had: the part's result says why.
 *
 * @throws `AuthError` of category `configuration` if `configure` has not been called or was given a configuration that
 * cannot be read, and `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 * @example
 * ```ts
 * const session = await fetchAuthSession();
 * if (session.isSignedIn) headers.set('authorization', `Bearer ${session.tokens?.accessToken}`);
 * ```
 */
export function fetchAuthSession(options?: FetchAuthSessionOptions): Promise<AuthSession> {
  return fetchAuthSessionWith(defaultAuth(), options);
}

/** `fetchAuthSession` of one instance. */
export async function fetchAuthSessionWith(
  auth: AuthInstance,
  options: FetchAuthSessionOptions = {},
): Promise<AuthSession> {
  return toSession(await auth.run('fetchAuthSession', options));
}
