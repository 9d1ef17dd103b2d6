import type { WebAbortSignal } from '../platform/webTypes.js';

/** Options of every function. */
export interface CallOptions {
  /**
   * How long each request of the call may take, in milliseconds, from 1 to 300 000; otherwise the limit of the instance applies.
   * After that, the call rejects with `TimeoutError`. Requests that several calls share, for a refresh and for AWS credentials, keep
   * to the instance's limit.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * How often each request of the call is sent at most, from 1 (never repeated) to 10; otherwise that of the instance applies, also
   * to requests that several calls share. Requests that may not be sent twice are not repeated more often because of this.
   */
  readonly maxAttempts?: number | undefined;
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
