import { setDismissal } from '../platform/dismissal.js';
import { openWindow } from '../platform/pages.js';
import { whenClosed } from '../redirect/whenClosed.js';
import type { AuthSessionOpener } from '../types/authSession.js';

/**
 * Opens a window for Cognito's pages, for the option `authSessionOpener` of `signOut`: the user signs out there without leaving the page.
 * Call it while a click is handled, or browsers block the window. The window closes when it comes back to this
 * origin, and when the call ends, such as one that has no pages to show. On a page with
 * `Cross-Origin-Opener-Policy`, which cannot see where the window is, the user has to close it after a sign-out.
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
  const opener: AuthSessionOpener = async (url) => {
    if (!opened) return { type: 'error', error: 'the browser has blocked the window' };
    opened.show(url);
    let address: string | undefined;
    await whenClosed(opened, () => (address = opened.address()) !== undefined);
    opened.close();
    return address ? { type: 'success', url: address } : { type: 'canceled' };
  };
  if (opened) {
    setDismissal(opener, () => {
      opened.close();
    });
  }
  return opener;
}
