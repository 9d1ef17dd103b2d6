import { announce } from './announce';

/**
 * Runs a task while its button says so; further presses do nothing until it has ended.
 * The button stays focusable (`aria-disabled` instead of `disabled`), so the keyboard keeps its place.
 */
export async function whileBusy(
  button: HTMLButtonElement,
  busyLabel: string,
  task: () => Promise<void>,
  /** Where the button says so, if it holds more than a label. */
  place: HTMLElement = button,
): Promise<void> {
  if (button.ariaDisabled === 'true') return;
  const label = place.textContent;
  button.ariaDisabled = 'true';
  button.dataset.busy = '';
  place.textContent = busyLabel;
  announce(busyLabel);
  try {
    await task();
  } finally {
    button.ariaDisabled = 'false';
    delete button.dataset.busy;
    place.textContent = label;
  }
}
