/**
 * The glance: what is plain from storage is answered without the module. One rule: this folder reads. Whatever has to be decided,
 * sent, written or explained is Rust's, and so is every doubt.
 *
 * It answers in the shape in which Rust answers. A test generates storages and compares the two: where they could differ, the
 * glance must have declined.
 */
import type { ErrorData } from '../errors/errorData.js';
import { decodeJWT } from '../token/decodeJWT.js';
import type { JwtPayload } from '../token/jwtTypes.js';
import type { AuthSignInDetails, AuthUser } from '../types/user.js';
import { ownMembers, readMember } from '../values/members.js';
import { isPlain } from '../values/plain.js';
import type { ResultData, SessionData } from '../wire/sessionData.js';
import type { PlainPool } from './plainPool.js';
import { noGuests, noIdentityPool, signedOut, userUnauthenticated } from './reasons.js';

/** A session of which every part is there, of this pool and app client, and valid for a while. */
interface Stored {
  readonly user: AuthUser;
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
}

/** A token of Cognito, without padding; the payload is an object and its base64url has no bits to spare. */
const token = /^[\w-]+\.eyJ[\w-]([\w-]{4})*([\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?\.[\w-]+$/;
const longestToken = 10_000;

/** Tokens that expire sooner than this are refreshed. */
const toleranceMs = 5_000;

/** The browser's own storage. A page or a test may have put something else in its place, which Rust tries out. */
function browserStorage(): Storage | undefined {
  const storage = readMember(readMember(globalThis, 'window'), 'localStorage');
  const isNative = (name: string): boolean =>
    !Object.hasOwn(storage as object, name) &&
    /\[native code\]\s*}$/.test(Function.prototype.toString.call(readMember(storage, name)));
  return Object.prototype.toString.call(storage) === '[object Storage]' &&
    ['getItem', 'setItem', 'removeItem'].every(isNative)
    ? (storage as Storage)
    : undefined;
}

/** The claims of a token of this pool and app client, if the token is good for longer than the tolerance. */
function claimsOf(raw: string, use: 'access' | 'id', pool: PlainPool, now: number): JwtPayload | undefined {
  if (raw.length > longestToken || !token.test(raw)) return undefined;
  const claims = ownMembers(decodeJWT(raw).payload);
  const { token_use, aud, client_id, iss, exp } = claims;
  const isOfPool =
    token_use === use &&
    (use === 'id' ? aud : client_id) === pool.clientId &&
    typeof iss === 'string' &&
    iss.endsWith(`/${pool.userPoolId}`);
  const isValid = Number.isSafeInteger(exp) && now + toleranceMs <= Number(exp) * 1_000;
  return isOfPool && isValid && isPlain(claims) ? claims : undefined;
}

/** Reads sign-in details. Throws unless they are what this package or Amplify has written. */
function detailsIn(text: string): AuthSignInDetails | undefined {
  const stored = ownMembers(JSON.parse(text) as object);
  const names = Object.keys(stored);
  const isKnown = names.every((name) => ['loginId', 'authFlowType'].includes(name));
  if (!isKnown || Object.values(stored).some((value) => typeof value !== 'string')) throw new TypeError(text);
  return names.length > 0 ? { ...stored } : undefined;
}

/** Reads the stored session. `false` if nobody is signed in, `undefined` for any doubt. */
function read(pool: PlainPool): Stored | false | undefined {
  const storage = browserStorage();
  if (!storage) return undefined;
  const prefix = `CognitoIdentityServiceProvider.${pool.clientId}.`;
  const item = (name: string): string => storage.getItem(prefix + name) ?? '';
  const username = item('LastAuthUser');
  const ofUser = (name: string): string => item(`${username || 'username'}.${name}`);
  const [accessToken = '', idToken = '', refreshToken = '', details = '', drift = ''] = [
    'accessToken',
    'idToken',
    'refreshToken',
    'signInDetails',
    'clockDrift',
  ].map(ofUser);
  if (!accessToken && !idToken && !refreshToken) return /\p{Cs}/u.test(username) ? undefined : false;
  // Without details, it is a session of the hosted UI, or an old library's, whose drift has another unit.
  const isKnownKind = Boolean(details) || Boolean(ofUser('oauthMetadata'));
  if (!refreshToken || !isKnownKind || !/^-?\d{1,12}$/.test(drift)) return undefined;
  const now = Date.now() + Number(drift);
  const userId: unknown = claimsOf(accessToken, 'access', pool, now)?.sub;
  const { sub, 'cognito:username': name } = claimsOf(idToken, 'id', pool, now) ?? {};
  if (typeof userId !== 'string' || typeof name !== 'string' || !userId || !name || sub !== userId) return undefined;
  const signInDetails = details ? detailsIn(details) : undefined;
  // Rust replaces lone surrogates.
  if (/\p{Cs}/u.test([username, refreshToken, userId, name, ...Object.values<string>({ ...signInDetails })].join()))
    return undefined;
  const user = { username: name, userId, ...(signInDetails && { signInDetails }) };
  return { user, accessToken, idToken, refreshToken };
}

/** The same; whatever throws is a doubt, and so is a page to which a user comes back from Cognito's pages. */
function stored(pool: PlainPool): Stored | false | undefined {
  try {
    const search = readMember(readMember(globalThis, 'location'), 'search');
    return pool.hasRedirect && /[?&](code|error)=/.test(String(search)) ? undefined : read(pool);
  } catch {
    return undefined;
  }
}

const success = <Value>(value: Value): ResultData<Value> => ({ type: 'SUCCESS', value });
const failure = (error: ErrorData): ResultData<never> => ({ type: 'FAILURE', error });

function toSessionData(session: Stored | false, { identityPool }: PlainPool): SessionData | undefined {
  // A user's credentials, and a guest's, have to be fetched.
  if (identityPool === 'guests' || (session && identityPool === 'users')) return undefined;
  const noCredentials = failure(identityPool === 'none' ? noIdentityPool : noGuests);
  const credentials = { identityIdResult: noCredentials, awsCredentialsResult: noCredentials };
  if (!session) {
    const nobody = failure(signedOut);
    return { isSignedIn: false, ...credentials, userSubResult: nobody, userPoolTokensResult: nobody };
  }
  const { user, accessToken, idToken, refreshToken } = session;
  return {
    isSignedIn: true,
    ...credentials,
    userSubResult: success(user.userId),
    userPoolTokensResult: success({ accessToken, idToken, refreshToken }),
    ...(user.signInDetails && { signInDetails: user.signInDetails }),
  };
}

/** Whether a call asks for no more than what is stored. */
function isPlainInput(input: unknown): boolean {
  const isIdle = ([name, value]: [string, unknown]): boolean =>
    value === undefined || (name === 'forceRefresh' && value === false);
  return typeof input === 'object' && input !== null && Object.entries(input).every(isIdle);
}

/** What Rust would answer: the output, or else the error. */
export interface Answer {
  readonly isSignedIn: boolean;
  readonly output?: AuthUser | SessionData;
  readonly error?: ErrorData;
}

/**
 * Answers a call of a public function, or declines with `undefined`.
 *
 * @param name - The name of the function.
 * @param input - Its input, without the signal.
 * @param pool - The configuration.
 */
export function glance(name: string, input: unknown, pool: PlainPool): Answer | undefined {
  const isSession = name === 'fetchAuthSession';
  if ((!isSession && name !== 'getCurrentUser') || !isPlainInput(input)) return undefined;
  const session = stored(pool);
  if (session === undefined) return undefined;
  const isSignedIn = session !== false;
  if (!isSession) return isSignedIn ? { isSignedIn, output: session.user } : { isSignedIn, error: userUnauthenticated };
  const output = toSessionData(session, pool);
  return output && { isSignedIn, output };
}
