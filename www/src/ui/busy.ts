import { announce } from './announce';

/**
 * Shows that a button's task is running, and ignores further clicks until it ends. The button uses `aria-disabled`
 * instead of `disabled`, so that it keeps the keyboard focus.
 */
export async function whileBusy(
  button: HTMLButtonElement,
  busyLabel: string,
  task: () => Promise<void>,
  /** The element that holds the label, if the button holds more than that. */
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
