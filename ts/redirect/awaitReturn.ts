import { openLine } from '../platform/line.js';
import { untilAborted } from '../errors/abort.js';
import { openFrame, type OpenedWindow } from '../platform/pages.js';
import { wait } from '../platform/timer.js';
import type { WebAbortSignal } from '../platform/webTypes.js';
import { hasOwn } from '../values/members.js';
import { receive } from './handover.js';
import type { BegunData, RedirectHost, ReturnData } from './redirectHost.js';
import { whenClosed } from './whenClosed.js';

/** How long a silent sign-in may take. */
const silentMs = 10_000;

/** The address with which the user has come back, or why nobody comes back. */
type Came =
  { readonly address: string } | { readonly end: 'closed' | 'abandoned' | 'opener'; readonly message?: string };

/** Waits for the end of what shows the pages. `undefined` if the answer will be given to `handleRedirectCallback`. */
export type Ending = (isOver: () => boolean) => Promise<Came | undefined>;

/** The first address that answers this sign-in, or what `ending` says. */
async function firstOf(
  { state, channel }: BegunData,
  ending: Ending,
  signal: WebAbortSignal | undefined,
): Promise<Came | undefined> {
  let stop = (): void => undefined;
  let isOver = false;
  try {
    const coming = new Promise<Came>((resolve) => {
      stop = receive(openLine(channel), (address) => {
        // Rust reads it; this keeps other messages from ending the wait.
        const isAnswer = address.includes(state);
        if (isAnswer) resolve({ address });
        return isAnswer;
      });
    });
    return await untilAborted(() => Promise.race([coming, ending(() => isOver)]), signal);
  } finally {
    isOver = true;
    stop();
  }
}

/** Waits until a sign-in comes back or ends, and completes it. */
export async function complete(
  { run, complete: completed }: RedirectHost,
  begun: BegunData,
  ending: Ending,
  signal: WebAbortSignal | undefined,
): Promise<ReturnData> {
  const { state } = begun;
  let came: Came | undefined;
  try {
    came = await firstOf(begun, ending, signal);
  } catch (reason) {
    await run('cancelRedirect', { state, end: 'abandoned' });
    throw reason;
  }
  if (!came) return undefined;
  if (hasOwn(came, 'address')) {
    const { address } = came;
    const data = await untilAborted(() => completed({ address, state }), signal);
    if (data && hasOwn(data, 'isElsewhere')) return { user: await run('getCurrentUser', {}) };
    if (data) return data;
    came = { end: 'opener', message: 'the address is no answer to this sign-in' };
  }
  // Rejects with the reason, unless the sign-in has ended elsewhere, such as in the window.
  await run('cancelRedirect', { state, ...came });
  return came.end === 'abandoned' ? { code: 'timeout' } : { user: await run('getCurrentUser', {}) };
}

/** Shows Cognito's pages in a window, and waits until it comes back or the user closes it. */
export function awaitWindow(
  host: RedirectHost,
  opened: OpenedWindow,
  begun: BegunData,
  signal: WebAbortSignal | undefined,
): Promise<ReturnData> {
  opened.show(begun.url);
  return complete(host, begun, (isOver) => whenClosed(opened, isOver).then(() => ({ end: 'closed' })), signal);
}

/** Asks Cognito in a frame, without the user, who is signed in there. */
export async function awaitFrame(
  host: RedirectHost,
  begun: BegunData,
  signal: WebAbortSignal | undefined,
): Promise<ReturnData> {
  const remove = openFrame(begun.url);
  try {
    return await complete(host, begun, () => wait(silentMs).then(() => ({ end: 'abandoned' })), signal);
  } finally {
    remove();
  }
}
