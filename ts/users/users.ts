import { memberOf } from '../errors/invalidInput.js';
import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import type { CallOptions } from '../types/callOptions.js';
import type { AuthUser } from '../types/user.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const usersFunctions = (auth: () => AuthInstance) => ({
  listCurrentUsers: (input: CallOptions = {}) => auth().run<AuthUser[]>('listCurrentUsers', input),
  setCurrentUser: async (username: string, options?: CallOptions) =>
    auth().run<undefined>('setCurrentUser', { username, signal: memberOf(options, 'signal') }),
});

/** The same in a context: see {@link AmplifyContext}. */
export function listCurrentUsers(context: AmplifyContext, input?: CallOptions): Promise<AuthUser[]>;
/**
 * Lists the users who are signed in on this device with this app client, the current one first. The others are parked: they
 * signed in with `onExistingSession: 'add'` beside somebody, or somebody beside them.
 *
 * Sends nothing. A listed session may turn out to have ended when it is used.
 *
 * @throws `AuthError` of category `configuration` if `configure` has not been called or there is no user pool, or named
 * - `ModuleFileException`: the module cannot be loaded;
 * - `StorageException`: the storage cannot be read;
 * - `AbortError`.
 * @example
 * ```ts
 * const users = await listCurrentUsers();
 * const menu = users.map(({ username, signInDetails }) => signInDetails?.loginId ?? username);
 * ```
 */
export function listCurrentUsers(input?: CallOptions): Promise<AuthUser[]>;
export function listCurrentUsers(...args: unknown[]): Promise<AuthUser[]> {
  return callInContext(usersFunctions, 'listCurrentUsers', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function setCurrentUser(context: AmplifyContext, username: string, options?: CallOptions): Promise<void>;
/**
 * Makes a user who is signed in the current one, to whom all other functions apply. The earlier current user is parked.
 *
 * Sends nothing. Calls that are under way go on for the user for whom they were made. Other tabs have the new current user from
 * their next call on.
 *
 * @param username - The `username` of a user of `listCurrentUsers`.
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: the user is not signed in on this device;
 * - `InvalidParameterException`: no name was given;
 * - `StorageException`: the switch cannot be stored; the current user stays the same;
 * - `ModuleFileException`: the module cannot be loaded;
 * - `AbortError`.
 * @example
 * ```ts
 * const [, other] = await listCurrentUsers();
 * if (other) await setCurrentUser(other.username);
 * ```
 */
export function setCurrentUser(username: string, options?: CallOptions): Promise<void>;
export function setCurrentUser(...args: unknown[]): Promise<void> {
  return callInContext(usersFunctions, 'setCurrentUser', args);
}
