import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import type { AmplifyContext } from './amplifyContext.js';
import type { ExportedSession, ExportSessionInput, ImportSessionInput, ImportSessionOutput } from './transferTypes.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const transferFunctions = (auth: () => AuthInstance) => ({
  exportSession: (input: ExportSessionInput = {}) => auth().run<ExportedSession>('exportSession', input),
  importSession: (input: ImportSessionInput) => auth().run<ImportSessionOutput>('importSession', input),
});

/** The same in a context: see {@link AmplifyContext}. */
export function exportSession(context: AmplifyContext, input?: ExportSessionInput): Promise<ExportedSession>;
/**
 * Returns the current user's session as plain data, for another part of the app: a frame, a worker, a server, or another
 * instance. If the tokens have expired, it refreshes them first.
 *
 * The refresh token is left out unless it is asked for. Two holders of one refresh token end each other's session if the pool
 * rotates refresh tokens.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: `includeRefreshToken` is neither true nor false;
 * - `NetworkError`: the tokens have expired and could not be refreshed; they are kept;
 * - `ModuleFileException`: the module cannot be loaded;
 * - `AbortError`.
 * @example
 * ```ts
 * const { accessToken } = await exportSession();
 * new Worker('worker.js').postMessage({ accessToken });
 * ```
 */
export function exportSession(input?: ExportSessionInput): Promise<ExportedSession>;
export function exportSession(...args: unknown[]): Promise<ExportedSession> {
  return callInContext(transferFunctions, 'exportSession', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function importSession(context: AmplifyContext, input: ImportSessionInput): Promise<ImportSessionOutput>;
/**
 * Signs a user in with tokens that were issued elsewhere: by a server, another app of the same app client, or an earlier
 * `exportSession`. They are checked like those of a sign-in: they have to be of this user pool and app client, and of one user;
 * with `verifyTokens`, their signatures are verified. Tokens that have expired are refreshed at once, and only kept if that
 * succeeds. If the call rejects, whoever was signed in still is.
 *
 * @returns The user.
 * @throws `AuthError` named
 * - `InvalidTokens`: the tokens cannot be read, or are of another user pool, app client or user; `cause` says which claim is wrong;
 * - `TokenRefreshException`: the tokens have expired, and there is no refresh token;
 * - `SessionExpiredException`: the tokens have expired, and Cognito refuses the refresh token;
 * - `UserAlreadyAuthenticatedException`: a user is signed in; see `onExistingSession`;
 * - `InvalidParameterException`: a member is missing or has the wrong type;
 * - `SignInException`: the user signed out meanwhile;
 * - `StorageException`: the session cannot be stored;
 * - `NetworkError`, `ModuleFileException`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
 * @example
 * ```ts
 * const session = await exportSession({ includeRefreshToken: true });
 * // On another page of the same app client:
 * await importSession({ ...session, options: { onExistingSession: 'replace' } });
 * ```
 */
export function importSession(input: ImportSessionInput): Promise<ImportSessionOutput>;
export function importSession(...args: unknown[]): Promise<ImportSessionOutput> {
  return callInContext(transferFunctions, 'importSession', args);
}
