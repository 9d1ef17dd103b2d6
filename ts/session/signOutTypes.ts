import type { AuthError } from '../errors/authError.js';
import type { CallOptions } from '../types/callOptions.js';

/** Input of `signOut`. */
export interface SignOutInput extends CallOptions {
  /** Ends the user's sessions on every device instead of this one alone. */
  readonly global?: boolean | undefined;
}

/** Output of `signOut`. The user is signed out here in either case. */
export type SignOutOutput =
  | {
      /** Cognito has ended the session as well. */
      readonly type: 'complete';
      /** The tokens are gone from this device. */
      readonly signedOutLocally: true;
    }
  | {
      /** Cognito could not be told, so that the tokens named below stay good until they expire. */
      readonly type: 'partial';
      /** The tokens are gone from this device. */
      readonly signedOutLocally: true;
      /** The global sign-out failed; `accessToken` is what a second try needs. */
      readonly globalSignOutError?: {
        /** The access token, which is still good. */
        readonly accessToken: string;
        /** Why it failed. */
        readonly error: AuthError;
      };
      /** The refresh token was not revoked; `refreshToken` is what a second try needs. */
      readonly revokeTokenError?: {
        /** The refresh token, which is still good. */
        readonly refreshToken: string;
        /** Why it failed. */
        readonly error: AuthError;
      };
    };
