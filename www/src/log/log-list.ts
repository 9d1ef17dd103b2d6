import { create, element } from '../ui/dom';

export interface LogEntry {
  readonly text: string;
  /** A short word before the text, such as a channel. */
  readonly tag?: string;
  readonly tone?: 'error';
}

const MOST_ENTRIES = 200;

/** Adds a line with the time of day to one of the two lists, and scrolls to it. */
export function appendEntry(listId: string, entry: LogEntry, at = new Date()): void {
  const list = element(listId, HTMLElement);
  const item = create('li', 'entry');
  if (entry.tone) item.dataset.tone = entry.tone;
  const time = create('time', 'entry-time', at.toLocaleTimeString([], { hour12: false }));
  time.dateTime = at.toISOString();
  item.append(time);
  if (entry.tag) item.append(' ', create('span', 'entry-tag', entry.tag));
  const text = create('span', 'entry-text');
  text.append(...breakable(entry.text));
  item.append(' ', text);
  list.append(item);
  if (list.childElementCount > MOST_ENTRIES) list.firstElementChild?.remove();
  element(`${listId}-empty`, HTMLElement).hidden = true;
  list.scrollTop = list.scrollHeight;
}

/** Allows line breaks between the members of a JSON summary. */
function breakable(text: string): (string | HTMLElement)[] {
  return text.split(/(?<=,)|(?={)/).flatMap((part) => [part, document.createElement('wbr')]);
}
