import { announce } from './announce';
import { element } from './dom';

export type NoticeTone = 'success' | 'info' | 'warning';

/** Makes the button of the notice work. */
export function initNotice(): void {
  element('notice-close', HTMLButtonElement).addEventListener('click', () => {
    hideNotice();
    // The button that had the focus is gone.
    element('main', HTMLElement).focus({ preventScroll: true });
  });
}

/** Shows what just happened in one line, which stays in view while the page scrolls, and announces it. */
export function showNotice(text: string, tone: NoticeTone): void {
  const notice = element('notice', HTMLElement);
  element('notice-text', HTMLElement).textContent = text;
  notice.dataset.tone = tone;
  notice.hidden = false;
  announce(text);
}

export function hideNotice(): void {
  element('notice', HTMLElement).hidden = true;
}
