/** A session as it crosses from Rust: plain data. The glance answers in the same shape. */
import type { ErrorData } from '../errors/errorData.js';
import type { AuthSignInDetails } from '../types/user.js';

/** One part of a session, or the reason why it is not available. */
export type ResultData<Value> =
  { readonly type: 'SUCCESS'; readonly value: Value } | { readonly type: 'FAILURE'; readonly error: ErrorData };

/** AWS credentials. */
export interface CredentialsData {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Seconds since the epoch. */
  readonly expiration?: number;
}

/** The tokens of the user pool. */
export interface TokensData {
  readonly accessToken: string;
  readonly idToken?: string;
  readonly refreshToken?: string;
}

/** What `fetchAuthSession` answers. */
export interface SessionData {
  readonly isSignedIn: boolean;
  readonly status: 'active' | 'stale' | 'signedOut';
  readonly identityIdResult: ResultData<string>;
  readonly awsCredentialsResult: ResultData<CredentialsData>;
  readonly userSubResult: ResultData<string>;
  readonly userPoolTokensResult: ResultData<TokensData>;
  /** The server's clock minus this device's, in milliseconds, if somebody is signed in. */
  readonly clockDrift?: number | undefined;
  readonly signInDetails?: AuthSignInDetails | undefined;
}
