/**
 * The glance: what is plain from storage is answered without the module. One rule: this folder reads. Whatever has to be decided,
 * sent, written or explained is Rust's, and so is every doubt.
 *
 * It answers in the shape in which Rust answers. A test generates storages and compares the two: where they could differ, the
 * glance must have declined.
 */
import type { ErrorData } from '../errors/errorData.js';
import { own } from '../configuration/given.js';
import type { AuthUser } from '../types/user.js';
import { readMember } from '../values/members.js';
import type { ResultData, SessionData } from '../wire/sessionData.js';
import type { Storing } from './places.js';
import { isFlag, type PlainPool } from './plainPool.js';
import { noGuests, noIdentityPool, notInMemory, signedOut, userUnauthenticated } from './reasons.js';
import { type StoredSession, storedSession } from './storedSession.js';
import { tabCredentials } from './tabCredentials.js';

/** Whether Cognito's pages have sent a user back, with an answer that Rust has to read. */
export function isRedirected({ hasRedirect }: Pick<PlainPool, 'hasRedirect'>): boolean {
  const page = hasRedirect ? readMember(globalThis, 'location') : undefined;
  return /[?&#](code|error|access_token)=/.test(
    `${String(readMember(page, 'search'))}${String(readMember(page, 'hash'))}`,
  );
}

const success = <Value>(value: Value): ResultData<Value> => ({ type: 'SUCCESS', value });
const failure = (error: ErrorData): ResultData<never> => ({ type: 'FAILURE', error });

/**
 * The session. `undefined` if AWS credentials have to be fetched for this user, or guest, or the module may have some.
 *
 * @param isStaleFine - Whether none are to be fetched.
 */
function toSessionData(
  session: StoredSession | undefined,
  { identityPoolId, allowsGuests }: PlainPool,
  isStaleFine: boolean,
  isAlone: boolean,
  keepsCredentials: boolean | undefined,
): SessionData | undefined {
  const mayHave = identityPoolId && (session ?? allowsGuests);
  const kept = identityPoolId && keepsCredentials && tabCredentials(identityPoolId, session?.user.userId ?? '');
  // Rust removes what nobody may have.
  if (mayHave ? !isAlone || !(kept || isStaleFine) : kept) return undefined;
  const noCredentials = failure(mayHave ? notInMemory : identityPoolId ? noGuests : noIdentityPool);
  return {
    isSignedIn: session !== undefined,
    status: session ? session.status : 'signedOut',
    identityIdResult: kept ? success(kept.identityId) : noCredentials,
    awsCredentialsResult: kept ? success(kept.credentials) : noCredentials,
    userSubResult: session ? success(session.user.userId) : failure(signedOut),
    userPoolTokensResult: session ? success(session.tokens) : failure(signedOut),
    clockDrift: session?.clockDrift,
    signInDetails: session?.signInDetails,
  };
}

/** Whether a call asks for no more than what is stored. Throws for `null`. */
function isPlainInput(input: unknown): boolean {
  const isIdle = ([name, value]: readonly [string, unknown]): boolean =>
    value === undefined || (name === 'allowStale' ? isFlag(value) : name === 'forceRefresh' && value === false);
  return typeof input === 'object' && !Array.isArray(input) && Object.entries(input as object).every(isIdle);
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
 * @param storing - Where the instance keeps its items.
 * @param isAlone - Whether there is no module, which may have AWS credentials in memory.
 * @param keepsCredentials - Whether an earlier page of the tab may have left some.
 */
export function glance(
  name: string,
  input: unknown,
  pool: PlainPool,
  storing: Storing,
  isAlone: boolean,
  keepsCredentials: boolean | undefined,
): Answer | undefined {
  try {
    const isTokens = name === 'getTokens';
    const isSession = isTokens || name === 'fetchAuthSession' || name === 'getCredentials';
    if (!(isSession || name === 'getCurrentUser') || !isPlainInput(input) || isRedirected(pool)) return undefined;
    const isStaleFine = own(input, 'allowStale') === true;
    const session = storedSession(pool, storing, isStaleFine);
    const output = isSession
      ? toSessionData(
          session,
          isTokens ? { ...pool, identityPoolId: '' } : pool,
          isStaleFine,
          isAlone,
          keepsCredentials,
        )
      : session?.user;
    const error = isSession || session ? undefined : userUnauthenticated;
    return (output ?? error) && { isSignedIn: session !== undefined, output, error };
  } catch {
    return undefined;
  }
}
