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
  /** The times of the current session, without a request; `undefined` if nobody is signed in. */
  times(): Promise<SessionTimes | undefined>;
  /** Refreshes the tokens. Rejects if that fails for now; if the session has ended, nobody is signed in afterwards. */
  refresh(): Promise<void>;
  /** Signs the user out. */
  end(reason: EndReason): Promise<void>;
  /** Tells the app that the session is about to end, or that it goes on. */
  tell(
    event: 'sessionExpiring' | 'sessionExtended',
    data?: { readonly reason: EndReason; readonly expiresAt: Date },
  ): void;
}

/** The page in which a keeper works. Each `on…` returns what ends it. */
export interface KeeperPage {
  now(): number;
  /** Calls back once after a time. */
  later(callback: () => void, milliseconds: number): () => void;
  /** Calls back when the user does something. */
  onActivity(callback: () => void): () => void;
  /** Calls back when the page may have slept: it is shown, is thawed, or has a connection again. */
  onWake(callback: () => void): () => void;
  /** When the user was last active in any tab; `undefined` if that is not known. */
  readActivity(): number | undefined;
  writeActivity(time: number): void;
  /** Calls back when this tab leads the others, and when it does not any more. */
  onLead(callback: (isLeading: boolean) => void): () => void;
  /** A number from 0 up to 1, so that tabs do not act at the same moment. */
  random(): number;
}
