import { openLine } from '../platform/line.js';
import { closeWindow, isFramed } from '../platform/pages.js';
import { wait } from '../platform/timer.js';
import { memberOfAny } from '../values/members.js';
import { handOver } from './handover.js';
import type { RedirectHost, ReturnData } from './redirectHost.js';

/** How long a page has for taking an address from the window that it has opened. */
const takingMs = 2_000;

/** How long calls of a window or a frame wait for its end, when its part is done. */
const endMs = 10_000;

/**
 * Makes a session of the address with which this page was loaded, or hands the address over to the page that waits for it. If that page
 * has gone, the user is signed in here.
 */
export async function comeBack({ run }: RedirectHost, address: string): Promise<ReturnData> {
  const data = await run<ReturnData>('completeRedirect', { address, isArrival: true });
  const channel = memberOfAny(data, 'channel');
  if (typeof channel !== 'string') return data;
  const isTaken = await handOver(openLine(channel), address, () => wait(takingMs));
  if (!isTaken && !isFramed()) return run('completeRedirect', { address, isArrival: true, isAlone: true });
  closeWindow();
  // Until then, this page must not go on as an application, which might sign in silently itself.
  await wait(endMs);
  return undefined;
}
