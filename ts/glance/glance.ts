/**
 * The glance: what is plain from storage is answered without the module. One rule: this folder reads. Whatever has to be decided,
 * sent, written or explained is Rust's, and so is every doubt.
 *
 * It answers in the shape in which Rust answers. A test generates storages and compares the two: where they could differ, the
 * glance must have declined.
 */
import type { ErrorData } from '../errors/errorData.js';
import { decodeJWT } from '../token/decodeJWT.js';
import type { AuthSignInDetails, AuthUser } from '../types/user.js';
import { ownMembers, readMember } from '../values/members.js';
import { isPlain } from '../values/plain.js';
import type { ResultData, SessionData, TokensData } from '../wire/sessionData.js';
import { browserStorage } from './browserStorage.js';
import type { PlainPool } from './plainPool.js';
import { noGuests, noIdentityPool, signedOut, userUnauthenticated } from './reasons.js';

/** A session of which every part is there, of this pool and app client, and valid for a while. */
interface Stored {
  readonly username: string;
  readonly userId: string;
  readonly signInDetails: AuthSignInDetails | undefined;
  readonly tokens: TokensData;
}

/** A token whose payload is an object, in base64url without padding and without bits to spare (RFC 4648 §3.5). */
const plainToken = /^[\w-]+\.eyJ[\w-]([\w-]{4})*([\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?\.[\w-]+$/;
const longestToken = 10_000;

/** Tokens that expire sooner than this are refreshed. */
const toleranceMs = 5_000;

/** Half of a surrogate pair, which Rust's text cannot hold. */
const loneSurrogate = /\p{Cs}/u;

/**
 * Reads the user of a token: the `sub`, and the name that the ID token gives.
 *
 * @param now - The time by the server's clock.
 * @throws Unless the token is of this pool and app client, and good for longer than the tolerance.
 */
function userOf(raw: string, use: 'access' | 'id', pool: PlainPool, now: number): readonly [sub: unknown, name: unknown] {
  if (raw.length > longestToken || !plainToken.test(raw)) throw new TypeError(use);
  const claims = ownMembers(decodeJWT(raw).payload);
  const isOfPool =
    claims.token_use === use &&
    (use === 'id' ? claims.aud : claims.client_id) === pool.clientId &&
    typeof claims.iss === 'string' &&
    claims.iss.endsWith(`/${pool.userPoolId}`);
  const isValid = Number.isSafeInteger(claims.exp) && now + toleranceMs <= Number(claims.exp) * 1_000;
  if (!isOfPool || !isValid || !isPlain(claims)) throw new TypeError(use);
  return [claims.sub, claims['cognito:username']];
}

/** Reads sign-in details. Throws unless they are what this package or Amplify has written. */
function detailsIn(text: string): AuthSignInDetails | undefined {
  const { loginId, authFlowType, ...others } = ownMembers(JSON.parse(text) as AuthSignInDetails);
  const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
  if (!isText(loginId) || !isText(authFlowType) || Object.keys(others).length > 0) throw new TypeError(text);
  if (loginId === undefined && authFlowType === undefined) return undefined;
  return { ...(loginId !== undefined && { loginId }), ...(authFlowType !== undefined && { authFlowType }) };
}

/** Reads the stored session: `undefined` if nobody is signed in. Throws in any doubt. */
function read(pool: PlainPool): Stored | undefined {
  const storage = browserStorage();
  const item = (name: string): string => {
    const value: unknown = storage?.getItem(`CognitoIdentityServiceProvider.${pool.clientId}.${name}`) ?? '';
    if (!storage || typeof value !== 'string' || loneSurrogate.test(value)) throw new TypeError(name);
    return value;
  };
  // Amplify stores the tokens of a user whose name it does not know under this one.
  const owner = item('LastAuthUser') || 'username';
  const [accessToken, idToken, refreshToken] = [
    item(`${owner}.accessToken`),
    item(`${owner}.idToken`),
    item(`${owner}.refreshToken`),
  ];
  if (!accessToken && !idToken && !refreshToken) return undefined;
  const [details, drift] = [item(`${owner}.signInDetails`), item(`${owner}.clockDrift`)];
  // Without details, it is a session of the hosted UI, or an old library's, whose drift has another unit.
  const isKnownKind = details !== '' || item(`${owner}.oauthMetadata`) !== '';
  if (!isKnownKind || !/^-?\d{1,12}$/.test(drift)) throw new TypeError(drift);
  const now = Date.now() + Number(drift);
  const [userId] = userOf(accessToken, 'access', pool, now);
  const [sub, username] = userOf(idToken, 'id', pool, now);
  const signInDetails = details ? detailsIn(details) : undefined;
  const isText = typeof userId === 'string' && typeof username === 'string';
  const isWhole = isText && userId && username && sub === userId && refreshToken;
  if (!isWhole || loneSurrogate.test([userId, username, ...Object.values(signInDetails ?? {})].join()))
    throw new TypeError(owner);
  return { username, userId, signInDetails, tokens: { accessToken, idToken, refreshToken } };
}

/** Whether Cognito's pages have sent a user back, with an answer that Rust has to read. */
function isRedirected({ hasRedirect }: PlainPool): boolean {
  const search = hasRedirect ? readMember(readMember(globalThis, 'location'), 'search') : '';
  return /[?&](code|error)=/.test(String(search));
}

const success = <Value>(value: Value): ResultData<Value> => ({ type: 'SUCCESS', value });
const failure = (error: ErrorData): ResultData<never> => ({ type: 'FAILURE', error });

/** The session without AWS credentials: `undefined` if there are any for this user, or guest, which have to be fetched. */
function toSessionData(session: Stored | undefined, { identityPool }: PlainPool): SessionData | undefined {
  if (identityPool === 'guests' || (session && identityPool === 'users')) return undefined;
  const noCredentials = failure(identityPool === 'none' ? noIdentityPool : noGuests);
  return {
    isSignedIn: session !== undefined,
    identityIdResult: noCredentials,
    awsCredentialsResult: noCredentials,
    userSubResult: session ? success(session.userId) : failure(signedOut),
    userPoolTokensResult: session ? success(session.tokens) : failure(signedOut),
    ...(session?.signInDetails && { signInDetails: session.signInDetails }),
  };
}

function toUser({ username, userId, signInDetails }: Stored): AuthUser {
  return { username, userId, ...(signInDetails && { signInDetails }) };
}

/** Whether a call asks for no more than what is stored. */
function isPlainInput(input: unknown): boolean {
  const isIdle = ([name, value]: readonly [string, unknown]): boolean =>
    value === undefined || (name === 'forceRefresh' && value === false);
  return typeof input === 'object' && input !== null && !Array.isArray(input) && Object.entries(input).every(isIdle);
}

/** What Rust would answer: the output, or else the error. Every member is there, if only as `undefined`. */
export interface Answer {
  readonly isSignedIn: boolean;
  readonly output: AuthUser | SessionData | undefined;
  readonly error: ErrorData | undefined;
}

/**
 * Answers a call of a public function, or declines with `undefined`.
 *
 * @param name - The name of the function.
 * @param input - Its input, without the signal.
 * @param pool - The configuration.
 */
export function glance(name: string, input: unknown, pool: PlainPool): Answer | undefined {
  try {
    const isSession = name === 'fetchAuthSession';
    if ((!isSession && name !== 'getCurrentUser') || !isPlainInput(input) || isRedirected(pool)) return undefined;
    const session = read(pool);
    const isSignedIn = session !== undefined;
    if (!isSession && !session) return { isSignedIn, output: undefined, error: userUnauthenticated };
    const output = !isSession && session ? toUser(session) : toSessionData(session, pool);
    return output && { isSignedIn, output, error: undefined };
  } catch {
    return undefined;
  }
}
