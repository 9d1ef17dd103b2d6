/** What a storage says about who is signed in. Nothing is judged here: expired tokens are still those of a session. */
import type { Storing } from '../glance/places.js';
import { namesIn } from '../storage/userList.js';
import { decodeJWT } from '../token/decodeJWT.js';
import type { AuthUser } from '../types/user.js';
import { memberOfAny } from '../values/members.js';
import { markOf } from './mark.js';
import { keyPrefix, sessionItems } from './names.js';

/** Reads an item of the app client; `null` if it is not there. */
export type Place = (name: string) => string | null;

/** A user whose session is stored. */
export interface StoredUser {
  readonly user: AuthUser;
  /** Tells the access token from others. The token itself is not kept. */
  readonly tokenMark: string;
}

/** Who is signed in. */
export interface View {
  /** The name under which the current user is stored; `undefined` if nobody is the current user. */
  readonly current: string | undefined;
  /** All users, by the names under which they are stored. */
  readonly users: ReadonlyMap<string, StoredUser>;
  /** Whether the application knows several users. */
  readonly hasList: boolean;
  /** Tells this state from others, and reveals no token. */
  readonly mark: string;
}

const tokens = sessionItems.slice(0, 3);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * The places where a session may be: this tab's own, which hides the other, and the one that tabs share.
 *
 * @returns `undefined` if tabs share nothing, or the page is denied the storage.
 */
export function placesOf(storing: Storing, clientId: string, page: unknown): readonly [Place, Place] | undefined {
  if (storing === 'session' || storing === 'memory') return undefined;
  const isLocal = storing === 'local';
  const shared: unknown = isLocal ? memberOfAny(page, 'localStorage') : storing;
  if (!shared || memberOfAny(shared, 'isShared') === false) return undefined;
  const key = (name: string): string => keyPrefix(clientId) + name;
  const get = (storage: unknown, name: string): string | null => {
    const text: unknown = (storage as Pick<Storage, 'getItem'>).getItem(name);
    return typeof text === 'string' ? text : null;
  };
  const ownPrefix = `cognito-wasm.${isLocal ? 'local' : 'own'}.`;
  const own: Place = (name) => {
    try {
      return get(memberOfAny(page, 'sessionStorage'), ownPrefix + key(name));
    } catch {
      return null;
    }
  };
  return [own, (name) => get(shared, key(name))];
}

/**
 * Reads who is signed in, as the glance does: the first place that has an item hides the others.
 *
 * @param before - What was known. Its sessions of which a part cannot be seen are still there, since Rust would refresh them with the
 * refresh token: see `torn.rs`.
 * @throws What the storage throws.
 */
export function readView(places: readonly Place[], before?: View): View {
  // An empty item hides those behind it, too.
  const find = (name: string): string => places.map((place) => place(name)).find((text) => text !== null) ?? '';
  const list = find('AuthUserList');
  const last = find('LastAuthUser');
  // A tab whose own session has ended beside one that tabs share lets nobody in.
  const isBlank = places.length > 1 && places[0]?.('LastAuthUser') === '';
  const owner = last || (list === '' && !isBlank ? 'username' : '');
  const users = new Map<string, StoredUser>();
  const others: string[] = [];
  let mark: string | undefined;
  // Whoever was the current user is named until the whole session is gone.
  let state: readonly string[] = last === '' ? [] : [last];
  for (const name of new Set([owner, ...namesIn(list)])) {
    const place = places.find((each) => tokens.some((token) => each(`${name}.${token}`)));
    if (name === '' || !place) continue;
    const texts = sessionItems.map((item) => place(`${name}.${item}`) ?? '');
    if (name === owner) state = [owner, ...texts];
    const [accessToken = '', idToken = '', refreshToken = '', , details = ''] = texts;
    const user = userOf(name, accessToken, idToken, details);
    if (list !== '') others.push(user ? name : `part of ${name}`);
    const kept = refreshToken === '' ? undefined : before?.users.get(name);
    const known = user ? { user, tokenMark: markOf(accessToken) } : kept;
    if (!known) continue;
    users.set(name, known);
    if (!user && name === owner) mark = before?.mark;
  }
  mark ??= markOf([state, others.sort()]);
  return { current: users.has(owner) ? owner : undefined, users, hasList: list !== '', mark };
}

/** The same without the current user. */
export function withoutCurrent(view: View): View {
  const users = new Map(view.users);
  users.delete(view.current ?? '');
  return { ...view, current: undefined, users };
}

/** The user of a session, as `getCurrentUser` names them. `undefined` if the tokens cannot be read, so that there is no session. */
export function userOf(name: string, accessToken: string, idToken: string, details: string): AuthUser | undefined {
  try {
    const access = decodeJWT(accessToken).payload;
    const id = idToken === '' ? undefined : decodeJWT(idToken).payload;
    const username = textOf(memberOfAny(id, 'cognito:username')) ?? textOf(memberOfAny(access, 'username')) ?? name;
    const userId = textOf(memberOfAny(access, 'sub')) ?? textOf(memberOfAny(id, 'sub')) ?? '';
    const signInDetails = detailsIn(details);
    return { username, userId, ...(signInDetails && { signInDetails }) };
  } catch {
    return undefined;
  }
}

function detailsIn(text: string): AuthUser['signInDetails'] {
  try {
    const stored: unknown = JSON.parse(text);
    const names = ['loginId', 'authFlowType'].filter((name) => textOf(memberOfAny(stored, name)));
    return names.length > 0 ? Object.fromEntries(names.map((name) => [name, memberOfAny(stored, name)])) : undefined;
  } catch {
    return undefined;
  }
}
