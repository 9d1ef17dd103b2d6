import { announce } from './announce';
import { element } from './dom';

export type NoticeTone = 'success' | 'info' | 'warning';

/** Shows what just happened in one line above the current step, and announces it. */
export function showNotice(text: string, tone: NoticeTone): void {
  const notice = element('notice', HTMLElement);
  notice.textContent = text;
  notice.dataset.tone = tone;
  notice.hidden = false;
  announce(text);
}

export function hideNotice(): void {
  element('notice', HTMLElement).hidden = true;
}
