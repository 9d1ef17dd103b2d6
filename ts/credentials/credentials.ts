import { authIn, callInContext } from '../instance/callInContext.js';
import type { AuthInstance } from '../instance/authInstance.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import { later } from '../session/credentialsLater.js';
import type { CallOptions } from '../types/callOptions.js';
import { providersOf } from './providers.js';
import type {
  AWSCredentialsProvider,
  CognitoServiceClient,
  EscapeHatch,
  GetSessionPartInput,
} from './credentialsTypes.js';

const serviceClient = (auth: () => AuthInstance, service: keyof EscapeHatch): CognitoServiceClient => ({
  send: (...args) => later(auth, 'sendOperation')(service, ...args) as Promise<never>,
});

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const credentialsFunctions = (auth: () => AuthInstance) => ({
  getAccessToken: later(auth, 'getAccessToken') as (input?: GetSessionPartInput) => Promise<string>,
  getIdToken: later(auth, 'getIdToken') as (input?: GetSessionPartInput) => Promise<string>,
  getIdentityId: later(auth, 'getIdentityId') as (input?: GetSessionPartInput) => Promise<string>,
  invalidateCachedCredentials: (input: CallOptions = {}) => auth().run<undefined>('invalidateCachedCredentials', input),
  credentialsProvider: (): AWSCredentialsProvider => later(auth, 'awsCredentials'),
  getEscapeHatch: (): EscapeHatch => ({
    cognitoIdentityProvider: serviceClient(auth, 'cognitoIdentityProvider'),
    cognitoIdentity: serviceClient(auth, 'cognitoIdentity'),
  }),
  ...providersOf(auth),
});

/** The same in a context: see {@link AmplifyContext}. */
export function getAccessToken(context: AmplifyContext, input?: GetSessionPartInput): Promise<string>;
/**
 * Returns the access token, refreshed if it has expired, for an API that takes it. Does not ask the identity pool for anything.
 *
 * @throws `AuthError` named
 * - `SignedOutException`: nobody is signed in;
 * - `InvalidStateException`: an identity is federated to the identity pool, so there are no tokens;
 * - `NetworkError` and others: the token has expired and could not be refreshed;
 * - `ModuleFileException`, `AbortError`.
 * @example
 * ```ts
 * await fetch('https://api.example.com', { headers: { authorization: `Bearer ${await getAccessToken()}` } });
 * ```
 */
export function getAccessToken(input?: GetSessionPartInput): Promise<string>;
export function getAccessToken(...args: unknown[]): Promise<string> {
  return callInContext(credentialsFunctions, 'getAccessToken', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function getIdToken(context: AmplifyContext, input?: GetSessionPartInput): Promise<string>;
/**
 * Returns the ID token, refreshed if it has expired. Does not ask the identity pool for anything.
 *
 * @throws `AuthError` as {@link getAccessToken} does, or named `InvalidIdTokenException` if the session has none.
 * @example
 * ```ts
 * const { email } = decodeJWT(await getIdToken()).payload;
 * console.log(email);
 * ```
 */
export function getIdToken(input?: GetSessionPartInput): Promise<string>;
export function getIdToken(...args: unknown[]): Promise<string> {
  return callInContext(credentialsFunctions, 'getIdToken', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function getIdentityId(context: AmplifyContext, input?: GetSessionPartInput): Promise<string>;
/**
 * Returns the identity in the identity pool, of the user or a guest, such as `us-east-1:…`. It is part of the names of a user's files
 * in Amplify's storage.
 *
 * @throws `AuthError` named
 * - `InvalidAccountTypeException`: no identity pool is configured;
 * - `NotAuthorizedException`: nobody is signed in, and there is no guest access;
 * - others of the identity pool; `NetworkError`, `ModuleFileException`, `AbortError`.
 * @example
 * ```ts
 * console.log(await getIdentityId()); // us-east-1:…
 * ```
 */
export function getIdentityId(input?: GetSessionPartInput): Promise<string>;
export function getIdentityId(...args: unknown[]): Promise<string> {
  return callInContext(credentialsFunctions, 'getIdentityId', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function invalidateCachedCredentials(context: AmplifyContext, input?: CallOptions): Promise<void>;
/**
 * Removes cached AWS credentials, for instance after the user's role has changed. The next call that needs some fetches new ones, of the
 * same identity. `clearCredentials` also removes the identity.
 *
 * @throws `AuthError` of category `configuration` if `configure` has not been called, or named `ModuleFileException`, `AbortError`.
 * @example
 * ```ts
 * await invalidateCachedCredentials();
 * const { tokens } = await fetchAuthSession(); // new ones
 * ```
 */
export function invalidateCachedCredentials(input?: CallOptions): Promise<void>;
export function invalidateCachedCredentials(...args: unknown[]): Promise<void> {
  return callInContext(credentialsFunctions, 'invalidateCachedCredentials', args);
}

/** The same in a context: see {@link AmplifyContext}. */
// The methods of an instance have the type of the other form.
// eslint-disable-next-line @typescript-eslint/unified-signatures
export function credentialsProvider(context: AmplifyContext): AWSCredentialsProvider;
/**
 * Makes a function that resolves with AWS credentials, for clients of the AWS SDK for JavaScript. Credentials that expire within five
 * minutes are replaced, and concurrent calls share a request. It asks for the current user's each time.
 *
 * The function rejects with the `AuthError` that `awsCredentialsResult` of the session has.
 *
 * @example
 * ```ts
 * const credentials = credentialsProvider(); // new S3Client({ region: 'us-east-1', credentials })
 * const { accessKeyId, expiration } = await credentials();
 * ```
 */
export function credentialsProvider(): AWSCredentialsProvider;
export function credentialsProvider(...args: unknown[]): AWSCredentialsProvider {
  return credentialsFunctions(authIn(args)).credentialsProvider();
}

/** The same in a context: see {@link AmplifyContext}. */
// The methods of an instance have the type of the other form.
// eslint-disable-next-line @typescript-eslint/unified-signatures
export function getEscapeHatch(context: AmplifyContext): EscapeHatch;
/**
 * Sends operations of Cognito for which there is no function here. They go to the endpoints of the configuration, with the instance's
 * limits and the app's `headers`, and nothing is added to the request: neither the app client nor a token. They are not signed, so
 * operations for administrators are refused.
 *
 * @example
 * ```ts
 * const { cognitoIdentityProvider } = getEscapeHatch();
 * const user = await cognitoIdentityProvider.send('GetUser', { AccessToken: await getAccessToken() });
 * ```
 */
export function getEscapeHatch(): EscapeHatch;
export function getEscapeHatch(...args: unknown[]): EscapeHatch {
  return credentialsFunctions(authIn(args)).getEscapeHatch();
}
