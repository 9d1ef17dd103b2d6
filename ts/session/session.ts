import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import type { CallOptions } from '../types/callOptions.js';
import type { AmplifyContext } from './amplifyContext.js';
import { toSession } from './toSession.js';
import type {
  AuthSession,
  FetchAuthSessionOptions,
  GetCurrentUserInput,
  GetCurrentUserOutput,
  SetPersistenceInput,
} from './sessionTypes.js';
import { signOutAndLeave } from './signOutAndLeave.js';
import type { SignOutInput, SignOutOutput } from './signOutTypes.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const sessionFunctions = (auth: () => AuthInstance) => ({
  clearCredentials: (input: CallOptions = {}) => auth().run<undefined>('clearCredentials', input),
  fetchAuthSession: async (options: FetchAuthSessionOptions = {}) =>
    toSession(await auth().run('fetchAuthSession', options)),
  getCurrentUser: (input: GetCurrentUserInput = {}) => auth().run<GetCurrentUserOutput>('getCurrentUser', input),
  setPersistence: (input: SetPersistenceInput) => auth().run<undefined>('setPersistence', input),
  recordActivity: () => auth().recordActivity(),
  signOut: (input: SignOutInput = {}) => signOutAndLeave(auth(), input),
});

/** The same in a context: see {@link AmplifyContext}. */
export function setPersistence(context: AmplifyContext, input: SetPersistenceInput): Promise<void>;
/**
 * Keeps the session of the signed-in user for a longer or shorter time, without a new sign-in: see the option `persistence` of
 * `signIn`.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `StorageException`: the storage does not take the session, or this instance keeps nothing for that long; the session stays where
 *   it was;
 * - `InvalidParameterException`: the input is wrong, or the session is in the memory of a vault, where it stays;
 * - `ModuleFileException`, `AbortError`.
 * @example
 * ```ts
 * await setPersistence({ persistence: 'session' });
 * ```
 */
export function setPersistence(input: SetPersistenceInput): Promise<void>;
export function setPersistence(...args: unknown[]): Promise<void> {
  return callInContext(sessionFunctions, 'setPersistence', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function clearCredentials(context: AmplifyContext, input?: CallOptions): Promise<void>;
/**
 * Removes cached AWS credentials and the identity in the identity pool, also the stored one. The user stays signed in. The next
 * `fetchAuthSession` fetches new ones. With a `credentialsProvider`, it calls its `clearCredentialsAndIdentityId`.
 *
 * @throws `AuthError` of category `configuration` if `configure` has not been called, or named
 * - `CredentialsProviderException`: the app's `credentialsProvider` failed;
 * - `AbortError`.
 * @example
 * ```ts
 * await clearCredentials();
 * const { credentials } = await fetchAuthSession(); // new ones
 * ```
 */
export function clearCredentials(input?: CallOptions): Promise<void>;
export function clearCredentials(...args: unknown[]): Promise<void> {
  return callInContext(sessionFunctions, 'clearCredentials', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function fetchAuthSession(context: AmplifyContext, options?: FetchAuthSessionOptions): Promise<AuthSession>;
/**
 * Returns the session: whether a user is signed in, the tokens, and the AWS credentials of the identity pool. It refreshes
 * what has expired. Concurrent calls share one refresh.
 *
 * It also resolves if nobody is signed in or a part of the session is not available. The result of that part says why.
 *
 * @throws `AuthError` of category `configuration` if `configure` has not been called or the configuration is wrong, or named
 * - `ModuleFileException`: the module is needed, for a refresh or AWS credentials, and cannot be loaded; the session is kept;
 * - `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 * @example
 * ```ts
 * const { isSignedIn, userPoolTokensResult: tokens } = await fetchAuthSession();
 * if (tokens.type === 'SUCCESS') headers.set('authorization', `Bearer ${tokens.value.accessToken}`);
 * else if (isSignedIn) throw tokens.error; // they have expired, and cannot be refreshed now
 * ```
 */
export function fetchAuthSession(options?: FetchAuthSessionOptions): Promise<AuthSession>;
export function fetchAuthSession(...args: unknown[]): Promise<AuthSession> {
  return callInContext(sessionFunctions, 'fetchAuthSession', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function getCurrentUser(context: AmplifyContext, input?: GetCurrentUserInput): Promise<GetCurrentUserOutput>;
/**
 * Returns the signed-in user, from the stored tokens. It makes a request only if the tokens have expired. With `allowStale`, it makes
 * none: to show who is signed in, also offline.
 *
 * @returns The user name, the `sub` as `userId`, and how the user signed in.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `NetworkError`: the tokens have expired and could not be refreshed; they are kept;
 * - `ModuleFileException`: the tokens have expired, and the module cannot be loaded;
 * - `AbortError`.
 * @example
 * ```ts
 * const user = await getCurrentUser();
 * console.log(user.username, user.userId);
 * ```
 */
export function getCurrentUser(input?: GetCurrentUserInput): Promise<GetCurrentUserOutput>;
export function getCurrentUser(...args: unknown[]): Promise<GetCurrentUserOutput> {
  return callInContext(sessionFunctions, 'getCurrentUser', args);
}

/** The same in a context: see {@link AmplifyContext}. */
// The methods of an instance have the type of the other form.
// eslint-disable-next-line @typescript-eslint/unified-signatures
export function recordActivity(context: AmplifyContext): Promise<void>;
/**
 * Says that the user is active, for the option `sessionLimits.idleMs`: while a film is playing, for instance. Keys, pointers, touches and
 * the wheel count by themselves. Without that option it does nothing.
 *
 * @throws `AuthError` named
 * - `InvalidParameterException`: an option is wrong;
 * - `ModuleFileException`: the file with the code for the limits cannot be loaded.
 * @example
 * ```ts
 * document.querySelector('video')?.addEventListener('timeupdate', () => void recordActivity());
 * ```
 */
export function recordActivity(): Promise<void>;
export function recordActivity(...args: unknown[]): Promise<void> {
  return callInContext(sessionFunctions, 'recordActivity', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function signOut(context: AmplifyContext, input?: SignOutInput): Promise<SignOutOutput>;
/**
 * Signs the current user out on this device, or with `global` on every device. It removes the tokens here and revokes the refresh
 * token at Cognito. Other users who are signed in stay parked; none of them becomes the current user. With `allUsers`, they are
 * signed out too.
 *
 * It works offline, too: the refresh token is then revoked later, unless `revokeLater` is false.
 *
 * @returns `complete`, or `partial` if the user is signed out here but Cognito could not be reached or refused.
 * @throws `AuthError` of category `configuration` if `configure` has not been called, or named
 * - `ModuleFileException`: the module cannot be loaded, the storage is not plain (see docs/signing-out.md), and the user is still signed
 *   in;
 * - `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html
 * @example
 * ```ts
 * const result = await signOut({ global: true });
 * if (result.type === 'partial') console.log(result.globalSignOutError?.error.name); // signed out here, not everywhere
 * ```
 */
export function signOut(input?: SignOutInput): Promise<SignOutOutput>;
export function signOut(...args: unknown[]): Promise<SignOutOutput> {
  return callInContext(sessionFunctions, 'signOut', args);
}
