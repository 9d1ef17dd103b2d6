import type { WebAbortSignal } from '../platform/webTypes.js';

/** What every call accepts: a signal that cancels it. */
export interface CallOptions {
  /**
   * Cancels the call. The promise rejects with an `AuthError` named `AbortError` whose `cause` is `signal.reason`.
   * A signal that is already aborted makes no request.
   */
  readonly signal?: WebAbortSignal | undefined;
}

/** Text pairs that Cognito hands to the Lambda triggers of the user pool. */
export type ClientMetadata = Readonly<Record<string, string>>;

/** Options of the calls that can start a Lambda trigger. */
export interface ClientMetadataOptions extends CallOptions {
  /** Handed to the Lambda triggers of the user pool. Cognito neither stores nor checks it. */
  readonly clientMetadata?: ClientMetadata | undefined;
  /** The same under the name that Amplify's mobile libraries use; `clientMetadata` wins when both are given. */
  readonly metadata?: ClientMetadata | undefined;
}
