import { create, named } from '../ui/dom';
import type { Mode } from './journey';
import { keptInTab } from '../storage/kept';

const modes: readonly { readonly value: Mode; readonly label: string; readonly hint: string }[] = [
  { value: 'redirect', label: 'This tab', hint: 'Leaves this page, and comes back to it.' },
  { value: 'popup', label: 'Window', hint: 'Opens a window, which closes itself. This page stays.' },
  {
    value: 'silent',
    label: 'Silently',
    hint: 'Shows nothing: it works if you are already signed in at Cognito’s pages.',
  },
];

const STORAGE_KEY = 'demo.webUi.mode';

export interface ModeSwitch {
  readonly group: HTMLElement;
  readonly chosen: () => Mode;
}

/** Radio buttons for how Cognito's pages are shown. The choice is kept for this tab. */
export function createModeSwitch(): ModeSwitch {
  const [usual] = modes;
  let chosen = modes.find(({ value }) => value === keptInTab.get(STORAGE_KEY)) ?? usual;
  const hint = create('p', 'hint', chosen?.hint ?? '');
  hint.id = 'web-ui-mode-hint';
  const options = create('div', 'switch-options');
  for (const mode of modes) {
    const radio = named(`web-ui-mode-${mode.value}`, create('input'));
    radio.type = 'radio';
    radio.name = 'web-ui-mode';
    radio.checked = mode === chosen;
    radio.addEventListener('change', () => {
      chosen = mode;
      hint.textContent = mode.hint;
      keptInTab.set(STORAGE_KEY, mode.value);
    });
    options.append(create('label', 'switch-option', radio, create('span', '', mode.label)));
  }
  const group = create('fieldset', 'switch', create('legend', '', 'Show Cognito’s pages'), options, hint);
  group.setAttribute('aria-describedby', hint.id);
  return { group, chosen: () => chosen?.value ?? 'redirect' };
}
