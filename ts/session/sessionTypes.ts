import type { AuthError } from '../errors/authError.js';
import type { CallOptions, ClientMetadata } from '../types/callOptions.js';
import type { AuthTokens, AWSCredentials } from '../types/authTokens.js';
import type { Persistence } from '../types/storageOptions.js';
import type { AuthUser } from '../types/user.js';

/** Input of `fetchAuthSession`. */
export interface FetchAuthSessionOptions extends CallOptions {
  /** Fetches new tokens and AWS credentials even if the current ones are valid. */
  readonly forceRefresh?: boolean | undefined;
  /**
   * Returns what is stored at once, expired or not, and sends nothing: for an app that works offline. AWS credentials are those in
   * memory, or kept for the tab. `status` says whether the tokens have expired. An app's own `tokenProvider` or `credentialsProvider` is
   * asked without `forceRefresh`. Not together with `forceRefresh`.
   */
  readonly allowStale?: boolean | undefined;
  /** Passed to the pre token generation Lambda trigger if the tokens are refreshed. */
  readonly clientMetadata?: ClientMetadata | undefined;
  /** The name that Amplify's mobile libraries use for it. `clientMetadata` wins if both are given. */
  readonly metadata?: ClientMetadata | undefined;
}

/** Input of `getCurrentUser`. */
export interface GetCurrentUserInput extends CallOptions {
  /** Returns the user of the stored tokens at once, even if they have expired, and sends nothing. */
  readonly allowStale?: boolean | undefined;
}

/** Input of `setPersistence`. */
export interface SetPersistenceInput extends CallOptions {
  /** How long the session is kept from now on. */
  readonly persistence: Persistence;
}

/** Output of `getCurrentUser`. */
export type GetCurrentUserOutput = AuthUser;

/** The tokens as strings, with the refresh token. */
export interface AuthUserPoolTokens {
  /** For APIs: what the user may do. */
  readonly accessToken: string;
  /** For the app: who the user is. */
  readonly idToken?: string;
  /**
   * Gets new tokens. Whoever has it has the session. The property is not enumerable, so `JSON.stringify` and copies with `...`
   * leave it out.
   */
  readonly refreshToken?: string;
}

/** One part of a session, or the reason why it is not available. */
export type AuthSessionResult<Value> =
  | {
      /** The part is available. */
      readonly type: 'SUCCESS';
      /** The part. */
      readonly value: Value;
    }
  | {
      /** The part is not available. */
      readonly type: 'FAILURE';
      /** The reason. */
      readonly error: AuthError;
    };

/**
 * - `active`: the tokens are good;
 * - `stale`: a user is signed in, but the tokens have expired and could not be refreshed now, or `allowStale` was given;
 * - `signedOut`: nobody is signed in.
 */
export type SessionStatus = 'active' | 'stale' | 'signedOut';

/**
 * The session, in the shapes of both kinds of Amplify. The mobile libraries have `isSignedIn` and four results, which say why
 * a part is missing. The JavaScript library has the parts themselves, `undefined` if missing.
 */
export interface AuthSession {
  /** Whether a user is signed in. */
  readonly isSignedIn: boolean;
  /** Whether a user is signed in, and whether the tokens are good. */
  readonly status: SessionStatus;
  /** The identity in the identity pool, such as `us-east-1:…`. */
  readonly identityIdResult: AuthSessionResult<string>;
  /** The AWS credentials. */
  readonly awsCredentialsResult: AuthSessionResult<AWSCredentials>;
  /** The `sub` of the user. */
  readonly userSubResult: AuthSessionResult<string>;
  /** The tokens as strings. */
  readonly userPoolTokensResult: AuthSessionResult<AuthUserPoolTokens>;
  /** The tokens, decoded. */
  readonly tokens?: AuthTokens;
  /** The AWS credentials. */
  readonly credentials?: AWSCredentials;
  /** The identity in the identity pool. */
  readonly identityId?: string;
  /** The `sub` of the user. */
  readonly userSub?: string;
}
