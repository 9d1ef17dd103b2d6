/**
 * Signing out on a page that cannot load the module. The stored sessions are removed as Rust would do it, and their refresh tokens are
 * queued for a page that has the module. This has to be in the page's first file, so it is short, and knows plain storages alone.
 */
import { browserStorage } from '../glance/browserStorage.js';
import { expect } from '../glance/expect.js';
import { type Place, placesOf, type Storing } from '../glance/places.js';
import type { PlainPool } from '../glance/plainPool.js';
import { ownMembers } from '../values/members.js';

/** The items of a session, as in `src/token/keys.rs`. */
const items = [
  'accessToken',
  'idToken',
  'refreshToken',
  'clockDrift',
  'signInDetails',
  'oauthMetadata',
  'userData',
  'identity',
];

/** An item in a place. */
const get = ({ items, prefix }: Place, name: string): string | null => items.getItem(prefix + name);

function set({ items, prefix }: Place, name: string, value: string | undefined): void {
  if (value === undefined) items.removeItem(prefix + name);
  else items.setItem(prefix + name, value);
}

/** Adds to a list that is stored as JSON, of which the last entries are kept, if the storage has room for it. */
function isAdded(place: Place, name: string, entry: readonly unknown[], most: number): boolean {
  try {
    const list = JSON.parse(get(place, name) || '[]') as unknown[];
    set(place, name, JSON.stringify([...list, entry].slice(-most)));
    return true;
  } catch {
    return false;
  }
}

/** What has been done without the module. */
interface SignedOut {
  /** In the shape in which Rust answers. */
  readonly output: object;
  /** What was stored as `oauthMetadata` of the users who have left. */
  readonly origins: readonly string[];
  /** Whether there may have been several users. */
  readonly isListed: boolean;
  /** Whether nobody was signed in, beside somebody in other tabs. */
  readonly isBlank: boolean;
}

/**
 * Signs out.
 *
 * @param input - The input of `signOut`.
 * @param error - Why the module is not there.
 * @throws In any doubt, before anything is changed; and what the storage throws.
 */
export function signOutHere(
  input: unknown,
  storing: Storing,
  { clientId, identityPoolId }: Pick<PlainPool, 'clientId' | 'identityPoolId'>,
  error: unknown,
): SignedOut {
  const {
    global = false,
    allUsers = false,
    revokeLater = true,
    reason = 'user',
  } = ownMembers(input as Readonly<Record<string, unknown>>);
  expect([global, allUsers, revokeLater].every((flag) => typeof flag === 'boolean'));
  expect(reason === 'user' || reason === 'idle' || reason === 'absolute');
  const places = placesOf(storing, clientId);
  expect(places[0]);
  const having = (name: string): Place[] => places.filter((place) => get(place, name) !== null);
  const [first, hidden] = having('LastAuthUser');
  const [listing] = having('AuthUserList');
  const listed = listing && get(listing, 'AuthUserList');
  const users = listed ? listed.split(',') : [];
  // As in the glance: tokens of a user without a known name, unless the tab lets nobody in.
  const last = first && get(first, 'LastAuthUser');
  const isBlank = last === '' && first !== places.at(-1);
  const current = last || (listed || isBlank ? '' : 'username');
  // The names in the list are written with escapes.
  const isLeaving = (user: string): unknown => allUsers || decodeURIComponent(user) === current;
  const staying = users.filter((user) => !isLeaving(user));
  // Rust would move the list.
  expect(!hidden || staying.length === 0);

  let accessToken: string | undefined;
  let revokeTokenError: object | undefined;
  const origins: string[] = [];
  const others = users.filter(isLeaving).map(decodeURIComponent);
  if (allUsers && hidden) others.push(get(hidden, 'LastAuthUser') ?? '');
  for (const user of new Set([current, ...others]))
    for (const place of places) {
      const [access, , refreshToken, , , origin] = items.map((item) => get(place, `${user}.${item}`));
      accessToken = access ?? accessToken;
      if (origin) origins.push(origin);
      for (const item of items) set(place, `${user}.${item}`, undefined);
      if (refreshToken)
        revokeTokenError = {
          refreshToken,
          error,
          // In the format of `src/flow/store/revocations.rs`.
          revokesLater:
            revokeLater && isAdded(place, 'revocations', [refreshToken, Math.floor(Date.now() / 1_000)], 10),
        };
    }
  if (first && (allUsers || !isBlank)) set(first, 'LastAuthUser', hidden && '');
  if (listing) set(listing, 'AuthUserList', staying.join(',') || undefined);
  // AWS credentials may be kept for the tab. In the format of `src/flow/store/credentials.rs`.
  browserStorage('sessionStorage')?.removeItem(`cognito-wasm.credentials.${String(identityPoolId)}`);
  // The first place is the tab's own. In the format of `src/flow/store/history.rs`.
  const history = { ...places[0], prefix: 'cognito-wasm.diagnostics.' };
  isAdded(history, clientId, [Date.now(), 'signedOut', reason], 100);
  const globalSignOutError = global && accessToken ? { accessToken, error } : undefined;
  const output = {
    type: (revokeTokenError ?? globalSignOutError) ? 'partial' : 'complete',
    signedOutLocally: true,
    ...(revokeTokenError && { revokeTokenError }),
    ...(globalSignOutError && { globalSignOutError }),
  };
  return { output, origins, isListed: listing !== undefined, isBlank: isBlank && !allUsers };
}
