/** Parts of a session, and what else asks for credentials. Not in the first file that a page loads: see `credentialsFile.ts`. */
import { cannotHaveCredentials } from '../errors/cannotHaveCredentials.js';
import { memberOf } from '../errors/invalidInput.js';
import { missingIdToken } from '../token/missingIdToken.js';
import type { AWSCredentials } from '../types/authTokens.js';
import { ownMembers } from '../values/members.js';
import type { CredentialsData, SessionData } from '../wire/sessionData.js';
import type { AuthSession, AuthSessionResult } from './sessionTypes.js';
import { toCredentials, toSession } from './toSession.js';

/** Runs a function of an instance. */
export interface Runner {
  run<Output>(name: string, input: unknown): Promise<Output>;
}

/** What an instance answers to `getTokens` or `getCredentials`: a session, of which only that part was wanted. */
const session = async (auth: Runner, name: string, input: unknown): Promise<AuthSession> =>
  toSession(await auth.run<SessionData>(name, input));

function valueOf<Value>(result: AuthSessionResult<Value>): Value {
  if (result.type === 'FAILURE') throw result.error;
  return result.value;
}

const forced = (options: unknown) => ({ forceRefresh: memberOf(options, 'forceRefresh') === true });

/** See `getAccessToken` of the package. */
export async function getAccessToken(auth: Runner, input: unknown = {}): Promise<string> {
  return valueOf((await session(auth, 'getTokens', input)).userPoolTokensResult).accessToken;
}

/** See `getIdToken` of the package. */
export async function getIdToken(auth: Runner, input: unknown = {}): Promise<string> {
  const { idToken } = valueOf((await session(auth, 'getTokens', input)).userPoolTokensResult);
  if (idToken !== undefined) return idToken;
  throw missingIdToken();
}

/** See `getIdentityId` of the package. */
export async function getIdentityId(auth: Runner, input: unknown = {}): Promise<string> {
  return valueOf((await session(auth, 'getCredentials', input)).identityIdResult);
}

/** See `credentialsProvider` of the package. */
export async function awsCredentials(auth: Runner, options?: unknown): Promise<AWSCredentials> {
  return valueOf((await session(auth, 'getCredentials', forced(options))).awsCredentialsResult);
}

/** See `credentialsAndIdentityIdProvider` of the package. */
export async function sessionCredentials(
  auth: Runner,
  options?: unknown,
): Promise<{ readonly credentials: AWSCredentials; readonly identityId?: string } | undefined> {
  const { awsCredentialsResult: result, identityId } = await session(auth, 'getCredentials', forced(options));
  if (result.type === 'SUCCESS') return { credentials: result.value, ...(identityId !== undefined && { identityId }) };
  // Not an error for Amplify.
  if (cannotHaveCredentials(result.error)) return undefined;
  throw result.error;
}

/** See `getEscapeHatch` of the package. */
export async function sendOperation<Output>(
  auth: Runner,
  service: string,
  operation: string,
  input: unknown = {},
  options: unknown = {},
): Promise<Output> {
  return await auth.run('send', { service, operation, input, options });
}

/** See `federateToIdentityPool` of the package. */
export async function federateToIdentityPool(
  auth: Runner,
  given: unknown,
  provider?: unknown,
  options?: unknown,
): Promise<{ readonly identityId: string; readonly credentials: AWSCredentials }> {
  const input = typeof given === 'string' ? { token: given, provider, options } : given;
  const { identityId, credentials } = ownMembers(
    await auth.run<{ readonly identityId: string; readonly credentials: CredentialsData }>(
      'federateToIdentityPool',
      input,
    ),
  );
  return { identityId, credentials: toCredentials(credentials) };
}
