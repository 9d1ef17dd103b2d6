import { element } from './dom';

/**
 * Announces a change to screen readers. A text that repeats the previous one gets an invisible trailing space, so
 * that it is announced again.
 */
export function announce(text: string): void {
  const region = element('announcer', HTMLElement);
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
