import { openWindow } from '../platform/pages.js';
import { wait } from '../platform/timer.js';
import type { AuthSessionOpener } from '../types/authSession.js';

/** How often to look where the window is. */
const lookMs = 250;

/**
 * Opens a window for Cognito's pages, for the option `authSessionOpener` of `signOut`: the user signs out there without leaving the page.
 * Call it while a click is handled, or browsers block the window. The window closes when it comes back to this origin.
 *
 * @example
 * ```ts
 * document.querySelector('button')?.addEventListener('click', () => {
 *   void signOut({ oauth: { authSessionOpener: openPopup() } });
 * });
 * ```
 */
export function openPopup(): AuthSessionOpener {
  const opened = openWindow();
  return async (url) => {
    if (!opened) return { type: 'error', error: 'the browser has blocked the window' };
    opened.show(url);
    let address = opened.address();
    while (!address && !opened.isGone()) {
      await wait(lookMs);
      address = opened.address();
    }
    opened.close();
    return address ? { type: 'success', url: address } : { type: 'canceled' };
  };
}
