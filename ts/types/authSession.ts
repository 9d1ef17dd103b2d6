/** What an opener says when the pages have come back. */
export interface AuthSessionOpenerResult {
  /** `success` with the address with which they have come back, `canceled` by the user, or `error`. */
  readonly type: 'success' | 'canceled' | 'error';
  /** That address. */
  readonly url?: string | undefined;
  /** What has gone wrong. */
  readonly error?: unknown;
}

/**
 * Shows Cognito's pages: in the browser of an extension, of Electron or of Capacitor, for instance. It resolves with what has come back,
 * or with nothing if the page is left, or the answer is given to `handleRedirectCallback`.
 */
export type AuthSessionOpener = (
  url: string,
  redirectUrls: readonly string[],
  preferPrivateSession?: boolean,
) => Promise<AuthSessionOpenerResult | undefined> | Promise<void>;
