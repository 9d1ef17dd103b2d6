import { element } from './dom';

/**
 * Tells a screen reader about a change, politely.
 * The same text twice in a row is a new announcement: an invisible trailing space makes it differ.
 */
export function announce(text: string): void {
  const region = element('announcer', HTMLElement);
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
