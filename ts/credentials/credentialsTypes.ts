import type { CallOptions } from '../types/callOptions.js';
import type { AWSCredentials } from '../types/authTokens.js';

/** Input of `getIdentityId`, `getAccessToken` and `getIdToken`. */
export interface GetSessionPartInput extends CallOptions {
  /** Fetches a new one even if the current one is valid. */
  readonly forceRefresh?: boolean | undefined;
}

/**
 * A function that resolves with AWS credentials, as clients of the AWS SDK for JavaScript take it: an `AwsCredentialIdentityProvider`.
 *
 * @param options - The SDK passes more, which is not read.
 */
export type AWSCredentialsProvider = (options?: {
  /** Whether new credentials are wanted even if the current ones are valid. */
  readonly forceRefresh?: boolean;
}) => Promise<AWSCredentials>;

/** Sends operations to one of Cognito's services. */
export interface CognitoServiceClient {
  /**
   * Sends an operation that needs no signature, once, and resolves with its reply. Only throttling is tried again.
   *
   * @param operation - Its name, such as `GetUser`.
   * @param input - The request as the API reference describes it.
   * @param options - Signal and limits.
   * @throws `AuthError` with the name of the service's error, or named `InvalidParameterException`, `NetworkError`, `TimeoutError`,
   * `ModuleFileException`, `AbortError`.
   */
  send<Output = unknown>(operation: string, input?: object, options?: CallOptions): Promise<Output>;
}

/** Output of `getEscapeHatch`: both services of the configuration. */
export interface EscapeHatch {
  /** User pools. */
  readonly cognitoIdentityProvider: CognitoServiceClient;
  /** Identity pools. */
  readonly cognitoIdentity: CognitoServiceClient;
}
