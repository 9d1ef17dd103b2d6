/**
 * Signing out on a page that cannot load the module. The stored sessions are removed as Rust would do it, and their refresh tokens are
 * queued for a page that has the module. This has to be in the page's first file, so it is short, and knows plain storages alone.
 */
import { expect } from '../glance/expect.js';
import { placesOf, type Storing } from '../glance/places.js';
import { ownMembers } from '../values/members.js';

/** The items of a session, as in `src/token/keys.rs`. */
const ofSession = 'accessToken idToken refreshToken clockDrift signInDetails oauthMetadata userData identity';

/** Those of a sign-in that waits for an answer, as in `src/flow/store/sign_in.rs`. */
const ofSignIn = 'username challengeName signInSession signInDetails expiry persistence onExistingSession';

/** Whose sessions end. */
export interface Leaving {
  readonly storing: Storing;
  readonly clientId: string;
  readonly identityPoolId: string | undefined;
  /** Whether the instance stores an unfinished sign-in under Amplify's names. */
  readonly isDefault: boolean;
}

/**
 * Signs out, and answers in the shape in which Rust answers.
 *
 * @param input - The input of `signOut`.
 * @param error - Why the module is not there.
 * @throws In any doubt, before anything is changed; and what the storage throws.
 */
export function signOutHere(
  input: unknown,
  { storing, clientId, identityPoolId, isDefault }: Leaving,
  error: unknown,
): object {
  const { global, allUsers, revokeLater } = ownMembers((input ?? {}) as Readonly<Record<string, unknown>>);
  const flags = [global, allUsers, revokeLater].map((flag) => flag ?? undefined);
  expect(flags.every((flag) => flag === undefined || typeof flag === 'boolean'));
  const places = placesOf(storing);
  const stores = places.map(({ items, prefix }) => ({
    get: (key: string) => items.getItem(prefix + key),
    set: (key: string, value: string | undefined) => {
      if (value === undefined) items.removeItem(prefix + key);
      else items.setItem(prefix + key, value);
    },
  }));
  expect(places[0]);
  const keyOf = (name: string): string => `CognitoIdentityServiceProvider.${clientId}.${name}`;
  const having = (key: string): typeof stores => stores.filter((store) => store.get(key) !== null);
  const [pointer, list, queue] = [keyOf('LastAuthUser'), keyOf('AuthUserList'), keyOf('revocations')];
  const listed = having(list)[0]?.get(list);
  const users = listed ? listed.split(',').map((name) => decodeURIComponent(name)) : [];
  // As in the glance: tokens of a user without a known name.
  const current = having(pointer)[0]?.get(pointer) || (listed ? '' : 'username');
  const leaving = new Set(allUsers ? [current, ...users] : [current]);
  const staying = users.filter((user) => !leaving.has(user));
  const [first, hidden] = having(pointer);
  // Rust would move the list.
  expect(!hidden || staying.length === 0);

  let accessToken: string | undefined;
  let refreshToken: string | undefined;
  let revokesLater = false;
  for (const store of stores)
    for (const user of leaving) {
      accessToken = store.get(keyOf(`${user}.accessToken`)) ?? accessToken;
      const token = store.get(keyOf(`${user}.refreshToken`));
      for (const item of ofSession.split(' ')) store.set(keyOf(`${user}.${item}`), undefined);
      if (!token) continue;
      refreshToken = token;
      revokesLater = revokeLater !== false && isQueued(store, queue, token);
    }
  first?.set(pointer, hidden && '');
  const names = staying.map((name) => name.replace(/[%, ]/g, encodeURIComponent)).join(',');
  having(list)[0]?.set(list, names || undefined);
  const guest = `com.amplify.Cognito.${identityPoolId}.identityId`;
  having(guest)[0]?.set(guest, undefined);
  for (const item of ofSignIn.split(' '))
    places[0].items.removeItem(`CognitoSignInState.${isDefault ? '' : `${clientId}.`}${item}`);

  const parts = {
    ...(global === true && accessToken && { globalSignOutError: { accessToken, error } }),
    ...(refreshToken && { revokeTokenError: { refreshToken, error, revokesLater } }),
  };
  return { type: Object.keys(parts).length > 0 ? 'partial' : 'complete', signedOutLocally: true, ...parts };
}

/** Queues a token for revocation, in the format of `src/flow/store/revocations.rs`, if the storage has room for it. */
function isQueued(
  store: { get(key: string): string | null; set(key: string, value: string): void },
  key: string,
  token: string,
): boolean {
  try {
    const stored: unknown = JSON.parse(store.get(key) || '[]');
    const queue: unknown[] = Array.isArray(stored) ? stored : [];
    store.set(key, JSON.stringify([...queue, [token, Math.floor(Date.now() / 1_000)]].slice(-10)));
    return true;
  } catch {
    return false;
  }
}
