import { whileBusy } from './busy';
import { create, named } from './dom';

/** One of several options for the next step. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** A short explanation. */
  readonly detail: string;
}

/** A list of large buttons, one for each choice. */
export function createChoices(
  choices: readonly Choice[],
  labelledBy: string,
  onChosen: (value: string) => Promise<void>,
): HTMLElement {
  const list = create('ul', 'choices');
  list.setAttribute('aria-labelledby', labelledBy);
  for (const { value, label, detail } of choices) {
    const text = create('span', 'choice-label', label);
    const button = named(`choice-${value}`, create('button', 'choice', text, create('span', 'choice-detail', detail)));
    button.type = 'button';
    button.addEventListener('click', () => void whileBusy(button, 'One moment…', () => onChosen(value), text));
    list.append(create('li', '', button));
  }
  return list;
}
