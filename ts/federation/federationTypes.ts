import type { CallOptions } from '../types/callOptions.js';
import type { AWSCredentials } from '../types/authTokens.js';

/**
 * An identity provider of an identity pool: one of the public ones by its short name, or any by its name in the pool. For an identity
 * that the app's own server has named, that is `cognito-identity.amazonaws.com`.
 */
export type FederationProvider = 'amazon' | 'apple' | 'facebook' | 'google' | 'twitter' | (string & {});

/** Options of `federateToIdentityPool`. */
export interface FederateToIdentityPoolOptions extends CallOptions {
  /** The identity, if the app's own server has named it (`GetOpenIdTokenForDeveloperIdentity`). */
  readonly developerProvidedIdentityId?: string | undefined;
}

/** Input of `federateToIdentityPool`. */
export interface FederateToIdentityPoolInput {
  /** The token of the identity provider. It stays in memory. */
  readonly token: string;
  /** The identity provider. */
  readonly provider: FederationProvider;
  /** Options of the call. */
  readonly options?: FederateToIdentityPoolOptions | undefined;
}

/** Output of `federateToIdentityPool`. */
export interface FederateToIdentityPoolOutput {
  /** The identity in the identity pool. */
  readonly identityId: string;
  /** The AWS credentials. */
  readonly credentials: AWSCredentials;
}
