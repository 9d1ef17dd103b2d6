import { whileBusy } from './busy';
import { create, named } from './dom';

export interface ButtonDescription {
  readonly label: string;
  /** For screen readers, where the label alone is ambiguous, for example in a row of a list. */
  readonly fullLabel?: string;
  readonly testId: string;
  readonly look?: 'primary' | 'plain' | 'danger' | 'quiet' | 'quiet danger';
  readonly type?: 'button' | 'submit';
}

/** A new button. It does not submit a form unless its type says so. */
export function createButton({
  label,
  fullLabel,
  testId,
  look = 'plain',
  type = 'button',
}: ButtonDescription): HTMLButtonElement {
  const button = named(testId, create('button', `button ${look}`, label));
  button.type = type;
  if (fullLabel) button.setAttribute('aria-label', fullLabel);
  return button;
}

/** A new button that runs a task, one at a time, and shows that it is running. */
export function createTaskButton(
  description: ButtonDescription & { readonly busyLabel: string },
  task: () => Promise<void>,
): HTMLButtonElement {
  const button = createButton(description);
  button.addEventListener('click', () => void whileBusy(button, description.busyLabel, task));
  return button;
}
