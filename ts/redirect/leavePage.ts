import { isObject } from '../configuration/given.js';
import { invalidInput } from '../errors/invalidInput.js';
import { leaveFor, whenRestored } from '../platform/pages.js';
import type { WebAbortSignal } from '../platform/webTypes.js';
import type { AuthSessionOpener } from '../types/authSession.js';
import { hasOwn, memberOfAny, ownMembers } from '../values/members.js';
import { complete, type Ending } from './awaitReturn.js';
import type { BegunData, RedirectHost, ReturnData, SignedInData } from './redirectHost.js';

/** The app's opener, if the input has one. */
export function openerIn(input: unknown): unknown {
  return memberOfAny(memberOfAny(input, 'options'), 'authSessionOpener') ?? undefined;
}

/** Whether no sign-in has begun, because the user is signed in already. */
export function isReused(begun: BegunData | SignedInData): begun is SignedInData {
  return hasOwn(begun, 'user');
}

/**
 * Begins a sign-in, unless the session of a user who is signed in is reused.
 *
 * @param input - The own members of the public function's input, with the page's address. Rust refuses an input that is not an object.
 */
export function begin({ call }: RedirectHost, input: unknown, mode: unknown): Promise<BegunData | SignedInData> {
  if (!isObject(input)) return call('beginRedirect', input);
  const own = ownMembers(input as { readonly options?: unknown });
  if (!isObject(own.options)) return call('beginRedirect', { ...own, mode });
  // Functions do not cross to Rust, so the opener is taken out of the input.
  const {
    authSessionOpener: _,
    preferPrivateSession: __,
    ...options
  } = ownMembers(own.options as { readonly authSessionOpener?: unknown; readonly preferPrivateSession?: unknown });
  return call('beginRedirect', { ...own, mode, options });
}

/** Leaves the page for Cognito's pages, or has the app's opener show them. */
export async function leavePage(
  host: RedirectHost,
  input: unknown,
  mode?: unknown,
  signal?: WebAbortSignal,
): Promise<ReturnData> {
  const opener = openerIn(input);
  if (opener !== undefined && typeof opener !== 'function') {
    throw invalidInput('`authSessionOpener` is not a function');
  }
  const begun = await begin(host, input, !opener || mode === 'silent' ? (mode ?? 'redirect') : 'popup');
  if (isReused(begun)) return begun;
  if (opener) return complete(host, begun, ending(host, opener as AuthSessionOpener, input, begun.url), signal);
  const { state, url } = begun;
  // Back without loading: the sign-in is cancelled.
  whenRestored(() => {
    host.run('cancelRedirect', { state, end: 'back' }).catch(() => undefined);
  });
  leaveFor(url);
  return undefined;
}

/** What the app's opener says. */
function ending({ redirectUrls }: RedirectHost, opener: AuthSessionOpener, input: unknown, url: string): Ending {
  const isPrivate = memberOfAny(memberOfAny(input, 'options'), 'preferPrivateSession') === true;
  const failed = (error: unknown): Awaited<ReturnType<Ending>> => {
    const text = memberOfAny(error, 'message') ?? error;
    return { end: 'opener', message: typeof text === 'string' ? text : 'the opener has failed' };
  };
  return async () => {
    let result: unknown;
    try {
      result = await opener(url, redirectUrls('redirectSignIn'), isPrivate);
    } catch (reason) {
      return failed(reason);
    }
    const type = memberOfAny(result, 'type');
    const address = memberOfAny(result, 'url');
    if (type === 'success' && typeof address === 'string') return { address };
    if (type === 'error') return failed(memberOfAny(result, 'error'));
    return type === 'canceled' ? { end: 'opener', message: type } : undefined;
  };
}
