import type { JWT } from '../token/jwtTypes.js';
import type { AuthSignInDetails } from './user.js';

/** The tokens of a signed-in user. */
export interface AuthTokens {
  /** For APIs: what the user may do. */
  readonly accessToken: JWT;
  /** For the app: who the user is. */
  readonly idToken?: JWT;
  /** How the user signed in, if known. */
  readonly signInDetails?: AuthSignInDetails;
}

/** Temporary AWS credentials from the identity pool. */
export interface AWSCredentials {
  /** The id of the key. */
  readonly accessKeyId: string;
  /** The key. */
  readonly secretAccessKey: string;
  /** The token that goes with the key. */
  readonly sessionToken?: string;
  /** When they expire. */
  readonly expiration?: Date;
}
