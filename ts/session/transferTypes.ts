import type { CallOptions } from '../types/callOptions.js';
import type { OnExistingSession } from '../types/existingSession.js';
import type { Persistence } from '../types/storageOptions.js';
import type { AuthSignInDetails } from '../types/user.js';

/** Input of `exportSession`. */
export interface ExportSessionInput extends CallOptions {
  /** Whether the refresh token is part of the output. Whoever has it has the session. */
  readonly includeRefreshToken?: boolean | undefined;
}

/** A session as plain data: output of `exportSession`, and input of `importSession`. */
export interface ExportedSession {
  /** For APIs: what the user may do. */
  readonly accessToken: string;
  /** For the app: who the user is. */
  readonly idToken?: string;
  /** Gets new tokens. Only there if it was asked for. */
  readonly refreshToken?: string;
  /** The user name in the pool. */
  readonly username: string;
  /** How the user signed in, if known. */
  readonly signInDetails?: AuthSignInDetails;
  /** The server's time minus this device's, in milliseconds. */
  readonly clockDrift: number;
}

/** Options of `importSession`. */
export interface ImportSessionOptions extends CallOptions {
  /** What happens if a user is signed in already. The default is `error`. */
  readonly onExistingSession?: OnExistingSession | undefined;
  /** How long the session is kept: as in `signIn`. */
  readonly persistence?: Persistence | undefined;
}

/** Input of `importSession`. */
export interface ImportSessionInput extends CallOptions {
  /** The access token. */
  readonly accessToken: string;
  /** The ID token. */
  readonly idToken?: string | undefined;
  /** The refresh token. Without it, the session ends when the tokens expire. */
  readonly refreshToken?: string | undefined;
  /** The user name, in case the access token does not contain it. Cognito's do. */
  readonly username?: string | undefined;
  /** How the user signed in, if known. */
  readonly signInDetails?: AuthSignInDetails | undefined;
  /** The server's time minus this device's, in milliseconds. Leave it out for a session from another device. */
  readonly clockDrift?: number | undefined;
  /** Options of the call. */
  readonly options?: ImportSessionOptions | undefined;
}

/** Output of `importSession`: the user. */
export type { AuthUser as ImportSessionOutput } from '../types/user.js';
