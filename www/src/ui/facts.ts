import { create } from './dom';

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly tone?: 'error';
}

/** Fills a description list. */
export function showFacts(list: HTMLElement, facts: readonly Fact[]): void {
  list.replaceChildren(
    ...facts.map(({ label, value, tone }) => {
      const group = create('div', 'fact');
      const detail = create('dd', '', value);
      if (tone) detail.dataset.tone = tone;
      group.append(create('dt', '', label), detail);
      return group;
    }),
  );
}
