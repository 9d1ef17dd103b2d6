import type { WebAbortSignal } from '../platform/webTypes.js';

/** Options of every function. */
export interface CallOptions {
  /**
   * Cancels the call. The promise rejects with an `AuthError` named `AbortError` whose `cause` is `signal.reason`. If it is
   * already aborted, no request is made.
   */
  readonly signal?: WebAbortSignal | undefined;
}

/** Names and values that Cognito passes to the Lambda triggers of the user pool. */
export type ClientMetadata = Readonly<Record<string, string>>;

/** Options of functions that can start a Lambda trigger. */
export interface ClientMetadataOptions extends CallOptions {
  /** Passed to the Lambda triggers of the user pool. Cognito neither stores nor checks it. */
  readonly clientMetadata?: ClientMetadata | undefined;
  /** The name that Amplify's mobile libraries use for it. `clientMetadata` wins if both are given. */
  readonly metadata?: ClientMetadata | undefined;
}
