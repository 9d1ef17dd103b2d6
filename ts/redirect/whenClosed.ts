import { hasFocus, type OpenedWindow } from '../platform/pages.js';
import { wait } from '../platform/timer.js';

/** How often to look whether a window is closed. */
const lookMs = 250;

/** The last message of a window may come after it has closed. */
const lastMessageMs = 1_000;

/**
 * Resolves when the user has closed a window, or when `isOver` says that nobody waits any more.
 *
 * A window whose pages are in a browsing context group of their own (`Cross-Origin-Opener-Policy`, here or there) looks closed while the
 * user is signing in. The user has left it when this page has the focus.
 */
export async function whenClosed(opened: OpenedWindow, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await wait(lookMs);
    if (!opened.isGone() || !hasFocus()) continue;
    await wait(lastMessageMs);
    if (hasFocus()) return;
  }
}
