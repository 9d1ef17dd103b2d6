import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import { later } from '../session/credentialsLater.js';
import type { CallOptions } from '../types/callOptions.js';
import type {
  FederateToIdentityPoolInput,
  FederateToIdentityPoolOptions,
  FederateToIdentityPoolOutput,
  FederationProvider,
} from './federationTypes.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const federationFunctions = (auth: () => AuthInstance) => ({
  federateToIdentityPool: later(auth, 'federateToIdentityPool') as FederateToIdentityPool,
  clearFederationToIdentityPool: (input: CallOptions = {}) =>
    auth().run<undefined>('clearFederationToIdentityPool', input),
});

/** The same in a context: see {@link AmplifyContext}. */
export function federateToIdentityPool(
  context: AmplifyContext,
  input: FederateToIdentityPoolInput,
): Promise<FederateToIdentityPoolOutput>;
/** The same in a context, with the arguments of Amplify's mobile libraries. */
export function federateToIdentityPool(
  context: AmplifyContext,
  token: string,
  provider: FederationProvider,
  options?: FederateToIdentityPoolOptions,
): Promise<FederateToIdentityPoolOutput>;
/** The same with the arguments of Amplify's mobile libraries. */
export function federateToIdentityPool(
  token: string,
  provider: FederationProvider,
  options?: FederateToIdentityPoolOptions,
): Promise<FederateToIdentityPoolOutput>;
/**
 * Exchanges the token of an identity provider, such as Google, for AWS credentials of the identity pool. No user pool is needed. The
 * provider must be set up in the identity pool. A guest's identity is linked with the login.
 *
 * The identity takes the place of a user: `fetchAuthSession` resolves with `isSignedIn: true`, the identity and the credentials, and
 * functions that concern a user of the user pool reject with `InvalidStateException` until `clearFederationToIdentityPool`. It lasts as
 * long as the page. The credentials are renewed with the same token as long as that is valid; after that, they fail with
 * `SessionExpiredException`, and you call this again with a new token.
 *
 * @throws `AuthError` named
 * - `InvalidStateException`: a user of the user pool is signed in;
 * - `NotAuthorizedException`: the identity pool does not accept the token or the provider;
 * - `InvalidAccountTypeException`: no identity pool is configured;
 * - `InvalidParameterException`, others of the identity pool, `NetworkError`, `ModuleFileException`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 * @example
 * ```ts
 * const { identityId, credentials } = await federateToIdentityPool({ provider: 'google', token: 'the ID token' });
 * ```
 */
export function federateToIdentityPool(input: FederateToIdentityPoolInput): Promise<FederateToIdentityPoolOutput>;
export function federateToIdentityPool(...args: unknown[]): Promise<FederateToIdentityPoolOutput> {
  return callInContext(federationFunctions, 'federateToIdentityPool', args);
}

/** {@link federateToIdentityPool} as a method, in both forms. */
export interface FederateToIdentityPool {
  (
    token: string,
    provider: FederationProvider,
    options?: FederateToIdentityPoolOptions,
  ): Promise<FederateToIdentityPoolOutput>;
  (input: FederateToIdentityPoolInput): Promise<FederateToIdentityPoolOutput>;
}

/** The same in a context: see {@link AmplifyContext}. */
export function clearFederationToIdentityPool(context: AmplifyContext, input?: CallOptions): Promise<void>;
/**
 * Ends what `federateToIdentityPool` has begun: forgets the identity, the credentials and the provider's token. Sends nothing. The user
 * stays signed in at the provider.
 *
 * @throws `AuthError` named `InvalidStateException` if no identity is federated, or `AbortError`.
 * @example
 * ```ts
 * await clearFederationToIdentityPool();
 * ```
 */
export function clearFederationToIdentityPool(input?: CallOptions): Promise<void>;
export function clearFederationToIdentityPool(...args: unknown[]): Promise<void> {
  return callInContext(federationFunctions, 'clearFederationToIdentityPool', args);
}
