import type { OpenedWindow } from '../platform/pages.js';
import type { WebAbortSignal } from '../platform/webTypes.js';
import { hasOwn, memberOfAny, ownMembers } from '../values/members.js';
import { awaitFrame, awaitWindow } from './awaitReturn.js';
import { begin, leavePage } from './leavePage.js';
import type { RedirectHost, ReturnData, SignedInData } from './redirectHost.js';

/** What came back to a call that waits for it. A refused silent sign-in is data. */
export type Outcome =
  ({ readonly isSignedIn: true } & SignedInData) | { readonly isSignedIn: false; readonly reason: string };

function toOutcome(data: ReturnData): Outcome {
  if (data && hasOwn(data, 'user')) return { isSignedIn: true, ...data };
  const code = memberOfAny(data, 'code');
  return { isSignedIn: false, reason: typeof code === 'string' ? code : 'timeout' };
}

/**
 * Shows Cognito's pages in a window, in place of this page, or nowhere.
 *
 * @param opened - The window; `undefined` if it is blocked, or none is wanted.
 * @param input - The input of the public function, with the signal, which also ends the wait for a redirect that is under way.
 */
export async function openPages(
  host: RedirectHost,
  mode: string,
  opened: OpenedWindow | undefined,
  input: object,
  signal: WebAbortSignal | undefined,
): Promise<Outcome> {
  if (mode === 'redirect') {
    await leavePage(host, input);
    return { isSignedIn: false, reason: 'redirected' };
  }
  if (mode === 'silent') {
    const given = memberOfAny(input, 'options');
    const options = { ...(typeof given === 'object' && given && ownMembers(given)), prompt: 'NONE' };
    const begun = await begin(host, { ...ownMembers(input), options }, mode);
    return toOutcome(await awaitFrame(host, begun, signal));
  }
  const begun = await begin(host, input, mode);
  // Rejects: the sign-in has just begun.
  if (!opened) await host.run('cancelRedirect', { state: begun.state, end: 'blocked' });
  return toOutcome(opened && (await awaitWindow(host, opened, begun, signal)));
}
