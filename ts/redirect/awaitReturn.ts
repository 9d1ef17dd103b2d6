import { openLine } from '../platform/line.js';
import { untilAborted } from '../errors/abort.js';
import { hasFocus, openFrame, type OpenedWindow } from '../platform/pages.js';
import { wait } from '../platform/timer.js';
import type { WebAbortSignal } from '../platform/webTypes.js';
import { hasOwn } from '../values/members.js';
import { receive } from './handover.js';
import type { BegunData, RedirectHost, ReturnData } from './redirectHost.js';

/** How often to look whether the window is closed. */
const lookMs = 250;

/** The window's last message may come after it has closed. */
const lastMessageMs = 1_000;

/** How long a silent sign-in may take. */
const silentMs = 10_000;

/** Why nothing has come back. */
type End = 'closed' | 'abandoned';

/** The first address that answers this sign-in, or why there is none. */
async function addressOf(
  { state, channel }: BegunData,
  ending: (isOver: () => boolean) => Promise<End>,
  signal: WebAbortSignal | undefined,
): Promise<{ readonly address: string } | { readonly end: End }> {
  let stop = (): void => undefined;
  let isOver = false;
  try {
    const coming = new Promise<{ address: string }>((resolve) => {
      stop = receive(openLine(channel), (address) => {
        // Rust reads it; this keeps other messages from ending the wait.
        const isAnswer = address.includes(state);
        if (isAnswer) resolve({ address });
        return isAnswer;
      });
    });
    const ended = ending(() => isOver).then((end) => ({ end }));
    return await untilAborted(() => Promise.race([coming, ended]), signal);
  } finally {
    isOver = true;
    stop();
  }
}

async function complete(
  { run }: RedirectHost,
  begun: BegunData,
  ending: (isOver: () => boolean) => Promise<End>,
  signal: WebAbortSignal | undefined,
): Promise<ReturnData> {
  const { state } = begun;
  let came: Awaited<ReturnType<typeof addressOf>>;
  try {
    came = await addressOf(begun, ending, signal);
  } catch (reason) {
    await run('cancelRedirect', { state, end: 'abandoned' });
    throw reason;
  }
  if (hasOwn(came, 'address')) return run('completeRedirect', { address: came.address, state });
  // Rejects with the reason, unless the user is signed in nevertheless.
  await run('cancelRedirect', { state, end: came.end });
  return came.end === 'abandoned' ? { code: 'timeout' } : undefined;
}

/** Shows Cognito's pages in a window, and waits until it comes back or the user closes it. */
export async function awaitWindow(
  host: RedirectHost,
  opened: OpenedWindow,
  begun: BegunData,
  signal: WebAbortSignal | undefined,
): Promise<ReturnData> {
  opened.show(begun.url);
  let wasNeverSeen = true;
  const closed = async (isOver: () => boolean): Promise<End> => {
    for (;;) {
      await wait(lookMs);
      if (isOver()) return 'closed';
      if (!opened.isGone()) {
        wasNeverSeen = false;
        continue;
      }
      // A window of another browsing context group looks closed from the beginning. The user has left it when this page has the focus.
      if (wasNeverSeen && !hasFocus()) continue;
      await wait(lastMessageMs);
      return 'closed';
    }
  };
  try {
    return await complete(host, begun, closed, signal);
  } finally {
    opened.close();
  }
}

/** Asks Cognito in a frame, without the user, who is signed in there. */
export async function awaitFrame(
  host: RedirectHost,
  begun: BegunData,
  signal: WebAbortSignal | undefined,
): Promise<ReturnData> {
  const remove = openFrame(begun.url);
  try {
    return await complete(host, begun, () => wait(silentMs).then(() => 'abandoned' as const), signal);
  } finally {
    remove();
  }
}
