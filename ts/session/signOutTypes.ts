import type { AuthError } from '../errors/authError.js';
import type { AuthSessionOpener } from '../types/authSession.js';
import type { CallOptions } from '../types/callOptions.js';

/** Input of `signOut`. */
export interface SignOutInput extends CallOptions {
  /** Ends the user's sessions on every device, not only this one. */
  readonly global?: boolean | undefined;
  /** Signs out all users of this app client on this device, not only the current one. See `listCurrentUsers`. */
  readonly allUsers?: boolean | undefined;
  /** What the Hub's event `signedOut` gives as the reason. The default is `user`. See `sessionLimits` in the options. */
  readonly reason?: SignOutReason | undefined;
  /**
   * Whether a refresh token that cannot be revoked now, because Cognito cannot be reached, is kept to be revoked later. It stays where
   * the session was until then. The default is `true`.
   */
  readonly revokeLater?: boolean | undefined;
  /** For a user who has signed in at Cognito's pages, and signs out there, too. */
  readonly oauth?:
    | {
        /** Which of the configured `redirectSignOut` the user comes back to. The default is the one that fits the page. */
        readonly redirectUrl?: string | undefined;
        /** Shows the pages instead of leaving this one; see `openPopup`. */
        readonly authSessionOpener?: AuthSessionOpener | undefined;
      }
    | undefined;
}

/**
 * Why an app signs its user out:
 *
 * - `user`, the default: the user wants to;
 * - `idle`: the user has done nothing for too long;
 * - `absolute`: the session has lasted as long as it may.
 */
export type SignOutReason = 'user' | 'idle' | 'absolute';

/** Output of `signOut`. Unless it has failed, the user is signed out here. */
export type SignOutOutput =
  | {
      /** Cognito has ended the session too. */
      readonly type: 'complete';
      /** The tokens are gone from this device. */
      readonly signedOutLocally: true;
    }
  | {
      /** Nobody has been signed out: an identity is federated to the identity pool, which `clearFederationToIdentityPool` ends. */
      readonly type: 'failed';
      /** Nothing has changed on this device. */
      readonly signedOutLocally: false;
      /** Why it failed. */
      readonly error: AuthError;
    }
  | {
      /** Cognito did not end the session, so the token below stays valid until it is revoked or expires. */
      readonly type: 'partial';
      /** The tokens are gone from this device. */
      readonly signedOutLocally: true;
      /** The global sign-out failed. Use `accessToken` to try again. */
      readonly globalSignOutError?: {
        /** The access token, which is still valid. */
        readonly accessToken: string;
        /** Why it failed. */
        readonly error: AuthError;
      };
      /** The refresh token was not revoked. Unless that happens later by itself, use `refreshToken` to try again. */
      readonly revokeTokenError?: {
        /** The refresh token, which is still valid. */
        readonly refreshToken: string;
        /** Why it failed. */
        readonly error: AuthError;
        /** Whether it will be revoked when Cognito can be reached again, without a further call. */
        readonly revokesLater: boolean;
      };
    };
