/** When a session ends although its tokens could be refreshed. */
export interface SessionLimits {
  /**
   * How long the user may do nothing in any tab, in milliseconds, from 1 000. Keys, pointers, touches and the wheel count, and so does
   * `recordActivity`. The time goes on while the browser is closed.
   */
  readonly idleMs?: number | undefined;
  /** How long a session lasts after the user has signed in, in milliseconds, from 1 000. */
  readonly absoluteMs?: number | undefined;
  /**
   * How long before the end the Hub's event `sessionExpiring` comes, in milliseconds. The default is 60 000. It does not come before half of
   * the limit has passed.
   */
  readonly warnMs?: number | undefined;
}

/** Options of `Amplify.configure`, `createAuth` and `createAmplifyContext` for pages that watch over their session. */
export interface SessionPolicyOptions {
  /**
   * Refreshes the tokens a minute or two before they expire, in one of the open tabs, or in each that has a session of its own. By
   * default, they are refreshed by the first call that needs them after they have expired. Pages only.
   */
  readonly autoRefresh?: boolean | undefined;
  /** Signs the user out after a time without activity, or a time in all. Pages only. */
  readonly sessionLimits?: SessionLimits | undefined;
}
