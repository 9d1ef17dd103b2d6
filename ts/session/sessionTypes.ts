import type { AuthError } from '../errors/authError.js';
import type { CallOptions, ClientMetadata } from '../types/callOptions.js';
import type { AuthSignInDetails, AuthUser } from '../types/user.js';
import type { JWT } from './jwtTypes.js';

/** Input of `fetchAuthSession`. */
export interface FetchAuthSessionOptions extends CallOptions {
  /** Asks for new tokens and new AWS credentials even if the present ones are good. */
  readonly forceRefresh?: boolean | undefined;
  /** Handed to the pre token generation Lambda trigger if the tokens are refreshed. */
  readonly clientMetadata?: ClientMetadata | undefined;
  /** The same under the name that Amplify's mobile libraries use; `clientMetadata` wins when both are given. */
  readonly metadata?: ClientMetadata | undefined;
}

/** Input of `getCurrentUser`. */
export type GetCurrentUserInput = CallOptions;

/** Output of `getCurrentUser`. */
export type GetCurrentUserOutput = AuthUser;

/** The tokens of a signed-in user. */
export interface AuthTokens {
  /** Proves to APIs what the user may do. */
  readonly accessToken: JWT;
  /** Says who the user is. */
  readonly idToken?: JWT;
  /** How the session was begun, if that is known. */
  readonly signInDetails?: AuthSignInDetails;
}

/** The tokens as text, with the one that renews the others. */
export interface AuthUserPoolTokens {
  /** Proves to APIs what the user may do. */
  readonly accessToken: string;
  /** Says who the user is. */
  readonly idToken?: string;
  /**
   * Renews the others. Whoever has it has the session. It is not enumerable: it is read by its name, and neither
   * `JSON.stringify` nor a copy with `...` takes it along.
   */
  readonly refreshToken?: string;
}

/** Temporary AWS credentials from the identity pool. */
export interface AWSCredentials {
  /** The key's name. */
  readonly accessKeyId: string;
  /** The key. */
  readonly secretAccessKey: string;
  /** Goes with the key. */
  readonly sessionToken?: string;
  /** When they end. */
  readonly expiration?: Date;
}

/** One part of a session: there, or not and why. */
export type AuthSessionResult<Value> =
  | {
      /** The part is there. */
      readonly type: 'SUCCESS';
      /** The part. */
      readonly value: Value;
    }
  | {
      /** The part is not there. */
      readonly type: 'FAILURE';
      /** Why not. */
      readonly error: AuthError;
    };

/**
 * The session: what Amplify's mobile libraries tell (`isSignedIn` and four results that each say why a part is missing)
 * and what Amplify's JavaScript library tells (the parts that are there, `undefined` for the others).
 */
export interface AuthSession {
  /** Whether a user is signed in. */
  readonly isSignedIn: boolean;
  /** The identity in the identity pool, such as `us-east-1:…`. */
  readonly identityIdResult: AuthSessionResult<string>;
  /** The AWS credentials. */
  readonly awsCredentialsResult: AuthSessionResult<AWSCredentials>;
  /** The `sub` of the user. */
  readonly userSubResult: AuthSessionResult<string>;
  /** The tokens as text. */
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
