/**
 * What a sign-in does if a user is signed in already:
 * - `error`, the default: it rejects with `UserAlreadyAuthenticatedException`;
 * - `replace`: when it has succeeded, the current user's session ends;
 * - `add`: the current user stays signed in, parked beside the new one. See `setCurrentUser`;
 * - `reuse`: if the same user is signed in, it resolves at once, without a request. The user is told by the name: the user name,
 *   or the one that was typed to sign in. The password is not checked. If another user is the current one, it rejects like
 *   `error`.
 */
export type OnExistingSession = 'error' | 'replace' | 'add' | 'reuse';
