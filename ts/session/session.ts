import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { toSession } from './sessionData.js';
import type {
  AuthSession,
  FetchAuthSessionOptions,
  GetCurrentUserInput,
  GetCurrentUserOutput,
} from './sessionTypes.js';
import { toSignOutOutput } from './signOutData.js';
import type { SignOutInput, SignOutOutput } from './signOutTypes.js';

/** The functions of this file, for the instance that `auth` gives at each call. */
export const sessionFunctions = (auth: () => AuthInstance) => ({
  fetchAuthSession: async (options: FetchAuthSessionOptions = {}) =>
    toSession(await auth().run('fetchAuthSession', options)),
  getCurrentUser: (input: GetCurrentUserInput = {}) => auth().run<GetCurrentUserOutput>('getCurrentUser', input),
  signOut: async (input: SignOutInput = {}) => toSignOutOutput(await auth().run('signOut', input)),
});

const defaultFunctions = /* @__PURE__ */ sessionFunctions(defaultAuth);

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
  return defaultFunctions.fetchAuthSession(options);
}

/**
 * Tells who is signed in. Reads the stored tokens; it makes a request only if they have expired and must be renewed.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `NetworkError`: the tokens have expired and could not be renewed; they are kept;
 * - `AbortError`.
 */
export function getCurrentUser(input?: GetCurrentUserInput): Promise<GetCurrentUserOutput> {
  return defaultFunctions.getCurrentUser(input);
}

/**
 * Signs the user out of this device, and with `global` of every device. Cognito is asked to revoke the refresh token; if
 * that fails the user is signed out here all the same and the outcome is `partial`.
 *
 * @throws `AuthError` of category `configuration` if `configure` has not been called, and `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html
 */
export function signOut(input?: SignOutInput): Promise<SignOutOutput> {
  return defaultFunctions.signOut(input);
}
