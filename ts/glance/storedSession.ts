/** Reading the session that is stored for the user who signed in last. */
import { decodeJWT } from '../token/decodeJWT.js';
import type { JwtPayload } from '../token/jwtTypes.js';
import type { AuthSignInDetails, AuthUser } from '../types/user.js';
import { ownMembers } from '../values/members.js';
import { isPlain } from '../values/plain.js';
import type { TokensData } from '../wire/sessionData.js';
import { expect } from './expect.js';
import { type Place, placesOf, type Storing } from './places.js';
import type { PlainPool } from './plainPool.js';

/** Reads an item of the app client; `null` if it is not there. */
type Reader = (name: string) => string | null;

/** A session of which every part is there, of this pool and app client. */
export interface StoredSession {
  readonly status: 'active' | 'stale';
  readonly user: AuthUser;
  readonly clockDrift: number;
  readonly signInDetails: AuthSignInDetails | undefined;
  readonly tokens: TokensData;
}

/** A token whose payload is an object, in base64url without padding and without bits to spare (RFC 4648 §3.5). */
const plainToken = /^[\w-]+\.eyJ[\w-]([\w-]{4})*([\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?\.[\w-]+$/;
const longestToken = 10_000;

/** Tokens that expire sooner than this are refreshed. */
const toleranceMs = 5_000;

/** Tokens that were issued this much later than now show that the clock has been put back, and are refreshed. */
const jumpMs = 300_000;

/** Whether a value is text, without half a surrogate pair, which Rust's text cannot hold. */
export const isText = (value: unknown): value is string => typeof value === 'string' && !/\p{Cs}/u.test(value);

/**
 * Reads the claims of a token.
 *
 * @param now - The time by the server's clock.
 * @throws Unless the token is of this pool and app client.
 */
function claimsOf(raw: string, use: 'access' | 'id', { clientId, userPoolId }: PlainPool, now: number): JwtPayload {
  expect(raw.length < longestToken && plainToken.test(raw));
  const claims = ownMembers(decodeJWT(raw).payload);
  const { token_use, iss, exp, iat = 0 } = claims;
  const audience = use === 'id' ? claims.aud : claims.client_id;
  expect(token_use === use && audience === clientId && typeof iss === 'string' && iss.endsWith(`/${userPoolId}`));
  expect(Number.isSafeInteger(exp) && isPlain(claims));
  expect(now + jumpMs >= iat * 1_000);
  return claims;
}

/** Reads sign-in details. Throws unless they are what this package or Amplify has written. */
function detailsIn(text: string): AuthSignInDetails | undefined {
  const stored = ownMembers(JSON.parse(text) as Readonly<Record<string, unknown>>);
  const names = ['loginId', 'authFlowType'].filter((name) => name in stored);
  expect(Object.keys(stored).length === names.length && names.every((name) => isText(stored[name])));
  return names.length > 0 ? Object.fromEntries(names.map((name) => [name, stored[name]])) : undefined;
}

/** Reads the app client's items in a place. */
function readerOf({ items, prefix }: Place): Reader {
  return (name) => {
    const text = items.getItem(prefix + name);
    expect(text === null || isText(text));
    return text;
  };
}

/**
 * Reads the stored session; `undefined` if nobody is signed in.
 *
 * @param isStaleFine - Whether the tokens may have expired.
 * @throws In any doubt.
 */
export function storedSession(pool: PlainPool, storing: Storing, isStaleFine: boolean): StoredSession | undefined {
  const places = placesOf(storing, pool.clientId).map(readerOf);
  // An empty item hides those behind it.
  const shared = (name: string): string => places.map((place) => place(name)).find((text) => text !== null) ?? '';
  // Amplify stores the tokens of a user whose name it does not know as `username`, which may be a parked user's name, too. A tab whose own
  // session has ended beside others lets nobody in.
  const isBlank = places.length > 1 && places[0]?.('LastAuthUser') === '';
  const owner = shared('LastAuthUser') || (isBlank || shared('AuthUserList') ? '' : 'username');
  const tokens = ['accessToken', 'idToken', 'refreshToken'];
  const place = places.find((each) => tokens.some((name) => each(`${owner}.${name}`)));
  if (!place) return undefined;
  const ofOwner = (name: string): string => place(`${owner}.${name}`) ?? '';
  const [accessToken = '', idToken = '', refreshToken = ''] = tokens.map(ofOwner);
  const details = ofOwner('signInDetails');
  const drift = ofOwner('clockDrift');
  // Without details, it is a session of the hosted UI, or an old library's, whose drift has another unit.
  expect(refreshToken && (details || ofOwner('oauthMetadata')) && /^-?\d{1,12}$/.test(drift));
  const now = Date.now() + Number(drift);
  const { sub: userId, exp } = claimsOf(accessToken, 'access', pool, now);
  const { sub, 'cognito:username': username, exp: idExp } = claimsOf(idToken, 'id', pool, now);
  const isFresh = now + toleranceMs <= Math.min(Number(exp), Number(idExp)) * 1_000;
  expect((isFresh || isStaleFine) && userId && isText(userId) && username && isText(username) && sub === userId);
  const signInDetails = details ? detailsIn(details) : undefined;
  return {
    status: isFresh ? 'active' : 'stale',
    clockDrift: Number(drift) || 0,
    user: { username, userId, ...(signInDetails && { signInDetails }) },
    signInDetails,
    tokens: { accessToken, idToken, refreshToken },
  };
}
