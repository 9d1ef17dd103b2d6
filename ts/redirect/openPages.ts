import { isObject } from '../configuration/given.js';
import type { OpenedWindow } from '../platform/pages.js';
import type { WebAbortSignal } from '../platform/webTypes.js';
import { hasOwn, memberOfAny, ownMembers } from '../values/members.js';
import { awaitFrame, awaitWindow } from './awaitReturn.js';
import { begin, isReused, leavePage, openerIn } from './leavePage.js';
import type { RedirectHost, ReturnData, SignedInData } from './redirectHost.js';

/** What came back to a call that waits for it. A refused silent sign-in is data. */
export type Outcome =
  ({ readonly isSignedIn: true } & SignedInData) | { readonly isSignedIn: false; readonly reason: string };

/** `undefined` is for a page that is left. */
function toOutcome(data: ReturnData): Outcome {
  if (data && hasOwn(data, 'user')) return { isSignedIn: true, ...data };
  const code = memberOfAny(data, 'code');
  return { isSignedIn: false, reason: typeof code === 'string' ? code : 'redirected' };
}

/** Asks that nobody is asked. */
function withoutPrompt(input: unknown): unknown {
  const options = memberOfAny(input, 'options') ?? {};
  if (!isObject(input) || !isObject(options)) return input;
  return { ...ownMembers(input), options: { ...ownMembers(options), prompt: 'NONE' } };
}

/**
 * Shows Cognito's pages in a window, in place of this page, or nowhere, or has the app's opener show them.
 *
 * @param opened - The window; `undefined` if it is blocked, or none is wanted.
 * @param given - The input of the public function, with the page's address.
 */
export async function openPages(
  host: RedirectHost,
  mode: unknown,
  opened: OpenedWindow | undefined,
  given: unknown,
  signal: WebAbortSignal | undefined,
): Promise<Outcome> {
  const input = mode === 'silent' ? withoutPrompt(given) : given;
  if (mode === 'redirect' || openerIn(input) !== undefined)
    return toOutcome(await leavePage(host, input, mode, signal));
  const begun = await begin(host, input, mode);
  if (isReused(begun)) return toOutcome(begun);
  if (mode === 'silent') return toOutcome(await awaitFrame(host, begun, signal));
  // Rejects: the sign-in has just begun.
  if (!opened) await host.run('cancelRedirect', { state: begun.state, end: 'blocked' });
  return toOutcome(opened && (await awaitWindow(host, opened, begun, signal)));
}
