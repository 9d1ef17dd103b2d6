import type { AuthSessionOpener } from '../types/authSession.js';
import type { AuthUser } from '../types/user.js';
import type { CallOptions } from '../types/callOptions.js';
import type { OnExistingSession } from '../types/existingSession.js';
import type { Persistence } from '../types/storageOptions.js';

/** A provider with which Cognito's pages sign users in. */
export type AuthProvider =
  | 'Amazon'
  | 'Apple'
  | 'Facebook'
  | 'Google'
  | {
      /** Another provider, by its name in the user pool. */
      readonly custom: string;
    }
  | {
      /** Another provider, by one of its identifiers in the user pool, such as a domain of e-mail addresses. */
      readonly idpIdentifier: string;
    };

/** What the pages are to ask the user, although the user may be signed in there (OpenID Connect Core §3.1.2.1). */
export type AuthPrompt = 'NONE' | 'LOGIN' | 'CONSENT' | 'SELECT_ACCOUNT';

/** Options of a sign-in at Cognito's pages. */
export interface WebUIOptions {
  /** What the pages are to ask the user. With a prompt, somebody who is signed in does not keep the sign-in from beginning. */
  readonly prompt?: AuthPrompt | undefined;
  /** A user name or an e-mail address that the pages fill in, or hand on to the provider. */
  readonly loginHint?: string | undefined;
  /** The language of the pages, such as `de`. */
  readonly lang?: string | undefined;
  /** A text that the ID token has to contain. */
  readonly nonce?: string | undefined;
  /** How long the session is kept. */
  readonly persistence?: Persistence | undefined;
  /**
   * What happens if a user is signed in already. With `reuse`, the pages are not shown if it is the user whom `loginHint` names, by the
   * user name or the e-mail address. Without `loginHint`, whoever is the current user stays signed in. The provider does not count.
   */
  readonly onExistingSession?: OnExistingSession | undefined;
  /** Shows the pages instead of this page, a window or a frame: in an extension, in Electron or Capacitor, for instance. */
  readonly authSessionOpener?: AuthSessionOpener | undefined;
  /** Handed to the opener. */
  readonly preferPrivateSession?: boolean | undefined;
}

/** Input of `signInWithRedirect`. */
export interface SignInWithRedirectInput {
  /** With which provider. Without one, the pages ask for a name and a password, and offer the providers. */
  readonly provider?: AuthProvider | undefined;
  /** Text that comes back with the user: in the Hub's event `customOAuthState`, and from `handleRedirectCallback`. */
  readonly customState?: string | undefined;
  /** Where the app wants to go afterwards: a path, which comes back from `handleRedirectCallback`. */
  readonly returnTo?: string | undefined;
  /** Which of the configured `redirectSignIn` the user comes back to. The default is the one that fits the page. */
  readonly redirectUrl?: string | undefined;
  /** Options. */
  readonly options?: WebUIOptions | undefined;
}

/** Input of `signInWithWebUI`. */
export interface SignInWithWebUIInput extends CallOptions {
  /**
   * Where the pages are shown:
   *
   * - `popup`, the default: in a window of their own. Call it while a click is handled, or browsers block the window;
   * - `redirect`: in place of this page;
   * - `silent`: nowhere. Somebody who is signed in at the pages is signed in here, too, without being asked.
   */
  readonly mode?: 'popup' | 'redirect' | 'silent' | undefined;
  /** As for `signInWithRedirect`. */
  readonly provider?: AuthProvider | undefined;
  /** As for `signInWithRedirect`. */
  readonly customState?: string | undefined;
  /** As for `signInWithRedirect`. */
  readonly returnTo?: string | undefined;
  /** As for `signInWithRedirect`. */
  readonly redirectUrl?: string | undefined;
  /** Options. */
  readonly options?: WebUIOptions | undefined;
}

/** A user who has come back from Cognito's pages. */
export interface WebUISignIn {
  /** The user is signed in. */
  readonly isSignedIn: true;
  /** Who. */
  readonly user: AuthUser;
  /** What the app has given for itself. */
  readonly customState?: string;
  /** Where the app wanted to go. */
  readonly returnTo?: string;
}

/** Output of `signInWithWebUI`. */
export type SignInWithWebUIOutput =
  | WebUISignIn
  | {
      /** Nobody has been signed in. */
      readonly isSignedIn: false;
      /**
       * Why:
       *
       * - `redirected`: the page is being left, or `handleRedirectCallback` will be given what comes back to the opener;
       * - `timeout`: a silent sign-in got no answer in ten seconds: the pages may not be shown in a frame, or its cookies are blocked;
       * - otherwise what Cognito has answered to a silent sign-in, such as `login_required`.
       */
      readonly reason: 'redirected' | 'timeout' | 'login_required' | (string & {});
    };

/** Output of `handleRedirectCallback`: `undefined` if the address is no answer to a sign-in that has begun in this browser. */
export type HandleRedirectCallbackOutput = WebUISignIn | undefined;
