/** What a keeper needs from its instance. */

/** Why a keeper ends a session. */
export type EndReason = 'idle' | 'absolute';

/** The times of the current session, by this device's clock, in milliseconds since the epoch. */
export interface SessionTimes {
  /** When the user signed in. */
  readonly startedAt: number;
  /** When the tokens expire. */
  readonly expiresAt: number;
}

/** The session that a keeper watches over. */
export interface KeptSession {
  /** The times of the current session, without a request; `undefined` if nobody is signed in. Rejects if that cannot be read. */
  times(): Promise<SessionTimes | undefined>;
  /** Refreshes the tokens. Rejects if that fails for now; if the session has ended, nobody is signed in afterwards. */
  refresh(): Promise<void>;
  /** Signs the user out. Resolves when the tokens are removed, and does not wait for the service. Rejects if they are not. */
  end(reason: EndReason): Promise<void>;
  /** Tells the app that the session is about to end, or that it goes on. */
  tell(
    event: 'sessionExpiring' | 'sessionExtended',
    data?: { readonly reason: EndReason; readonly expiresAt: Date },
  ): void;
}
