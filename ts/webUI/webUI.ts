import type { AuthInstance } from '../instance/authInstance.js';
import { redirectFile } from '../instance/returning.js';
import { withPage } from '../instance/withPage.js';
import { dismiss } from '../platform/dismissal.js';
import { openWindow } from '../platform/pages.js';
import { hasOwn, memberOfAny } from '../values/members.js';
import { callInContext } from '../instance/callInContext.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import type {
  HandleRedirectCallbackOutput,
  SignInWithRedirectInput,
  SignInWithWebUIInput,
  SignInWithWebUIOutput,
} from './webUITypes.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const webUIFunctions = (auth: () => AuthInstance) => ({
  signInWithRedirect: async (input: SignInWithRedirectInput = {}): Promise<void> => {
    try {
      const given = withPage(input);
      const { redirects } = auth();
      await (await redirectFile()).leavePage(redirects, given);
    } finally {
      dismiss(openerIn(input));
    }
  },
  signInWithWebUI: async (input: SignInWithWebUIInput = {}) => {
    try {
      return await openPages(auth(), input);
    } finally {
      dismiss(openerIn(input));
    }
  },
  handleRedirectCallback: async (url?: string): Promise<HandleRedirectCallbackOutput> => {
    const data = await auth().handleReturn(url);
    return data && hasOwn(data, 'user') ? { isSignedIn: true, ...data } : undefined;
  },
});

async function openPages(auth: AuthInstance, input: SignInWithWebUIInput): Promise<SignInWithWebUIOutput> {
  const given = withPage(input);
  const mode = memberOfAny(given, 'mode') ?? 'popup';
  const signal = memberOfAny(given, 'signal') as AbortSignal | undefined;
  const isOwn = (openerIn(given) ?? undefined) !== undefined;
  // At once, while the click is handled: browsers block windows that come later.
  const opened = mode === 'popup' && !isOwn && memberOfAny(signal, 'aborted') !== true ? openWindow() : undefined;
  try {
    const file = await redirectFile();
    return await file.openPages(auth.redirects, mode, opened, given, signal);
  } finally {
    opened?.close();
  }
}

/** The app's opener, if the input has one. */
const openerIn = (input: unknown): unknown => memberOfAny(memberOfAny(input, 'options'), 'authSessionOpener');

/** The same in a context: see {@link AmplifyContext}. */
export function signInWithRedirect(context: AmplifyContext, input?: SignInWithRedirectInput): Promise<void>;
/**
 * Signs a user in at Cognito's own pages ("managed login", the hosted UI), or with a provider such as Google. The page is left. When
 * the user comes back, the session is there after `configure`, and the Hub says `signedIn`; see also {@link handleRedirectCallback}. With `onExistingSession: 'reuse'`, the page stays if the user is signed
 * in already.
 *
 * It needs `loginWith.oauth` in the configuration, with an address of this page in `redirectSignIn`, which the app client has to allow.
 *
 * @throws `AuthError` named
 * - `OAuthNotConfigureException`: the configuration has no `loginWith.oauth`;
 * - `InvalidOriginException`, `InvalidRedirectException`, `InvalidPreferredRedirectUrlException`: no address in `redirectSignIn` fits;
 * - `UserAlreadyAuthenticatedException`: a user is signed in, and the input has no `prompt`; see `onExistingSession`;
 * - `OAuthSignInException`: the opener could not show the pages, or the user cancelled;
 * - `StorageException`: what the answer needs cannot be stored;
 * - `InvalidParameterException`, `ModuleFileException`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 * @example
 * ```ts
 * await signInWithRedirect({ provider: 'Google', returnTo: '/cart' });
 * ```
 */
export function signInWithRedirect(input?: SignInWithRedirectInput): Promise<void>;
export function signInWithRedirect(...args: unknown[]): Promise<void> {
  return callInContext(webUIFunctions, 'signInWithRedirect', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function signInWithWebUI(context: AmplifyContext, input?: SignInWithWebUIInput): Promise<SignInWithWebUIOutput>;
/**
 * Signs a user in at Cognito's own pages without leaving this one: in a window, or silently. The page to which Cognito sends that
 * window back has to be one that is configured by this package, of this origin.
 *
 * A window has no time limit: the call ends when the user comes back or closes it, or when `signal` fires. With
 * `onExistingSession: 'reuse'`, it resolves at once if the user is signed in already.
 *
 * @throws `AuthError` named
 * - `PopupBlockedException`: the browser has blocked the window;
 * - `UserCancelledException`: the user has closed it;
 * - `OAuthSignInException`: the pages or the token endpoint have refused;
 * - `InvalidTokens`: the tokens are not for this sign-in;
 * - those of {@link signInWithRedirect}, `NetworkError`, `TimeoutError`, `AbortError`.
 * @example
 * ```ts
 * const outcome = await signInWithWebUI({ provider: 'Google' });
 * if (outcome.isSignedIn) console.log(outcome.user.username);
 * ```
 */
export function signInWithWebUI(input?: SignInWithWebUIInput): Promise<SignInWithWebUIOutput>;
export function signInWithWebUI(...args: unknown[]): Promise<SignInWithWebUIOutput> {
  return callInContext(webUIFunctions, 'signInWithWebUI', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function handleRedirectCallback(context: AmplifyContext, url?: string): Promise<HandleRedirectCallbackOutput>;
/**
 * Waits until a user who has come back from Cognito's pages is signed in. `configure` does that by itself; this says who it is, and what
 * the app has given `signInWithRedirect` to get it back. It may be called on every page, and several times. If a file could not be
 * loaded, the next call tries again.
 *
 * @param url - The address with which the user has come back, where the page does not have it: in Electron or Capacitor, for instance.
 * @returns `undefined` if the address is no answer to a sign-in that has begun in this browser.
 * @throws `AuthError` named
 * - `OAuthSignInException`: the pages or the token endpoint have refused, or the user has come back without an answer;
 * - `oauthSignInError`: the answer is not one to the sign-in that this tab has begun;
 * - `InvalidTokens`: the tokens are not for this sign-in;
 * - `NetworkError`, `TimeoutError`, `StorageException`, `ModuleFileException`.
 * @example
 * ```ts
 * const back = await handleRedirectCallback();
 * if (back?.returnTo) location.assign(back.returnTo);
 * ```
 */
export function handleRedirectCallback(url?: string): Promise<HandleRedirectCallbackOutput>;
export function handleRedirectCallback(...args: unknown[]): Promise<HandleRedirectCallbackOutput> {
  return callInContext(webUIFunctions, 'handleRedirectCallback', args);
}
