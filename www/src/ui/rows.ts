import { create, named } from './dom';

export interface Badge {
  readonly text: string;
  readonly tone?: 'good' | 'warn';
}

/** A list entry with actions. */
export interface Row {
  readonly testId: string;
  readonly title: string;
  readonly detail?: string;
  readonly badges?: readonly Badge[];
  readonly actions?: readonly HTMLElement[];
}

export function createRow({ testId, title, detail, badges = [], actions = [] }: Row): HTMLLIElement {
  const head = create('p', 'row-title', title);
  for (const { text, tone } of badges) {
    const badge = create('span', 'badge', text);
    if (tone) badge.dataset.tone = tone;
    head.append(' ', badge);
  }
  const text = create('div', 'row-text', head);
  if (detail) text.append(create('p', 'row-detail', detail));
  const row = named(testId, create('li', 'row', text));
  if (actions.length > 0) row.append(create('div', 'row-actions', ...actions));
  return row;
}

/** A short form of a date and time. */
export function shortTime(date: Date | undefined): string {
  return date ? date.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }) : 'unknown';
}
