import { create, element, named } from '../ui/dom';
import { announce } from '../ui/announce';
import { type PoolSettings, changePoolSettings } from '../pool/pool-settings';

type Value = PoolSettings[keyof PoolSettings];

interface Setting {
  readonly name: keyof PoolSettings;
  readonly title: string;
  readonly explanation: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
}

const offOn = [
  { value: false, label: 'Off' },
  { value: true, label: 'On' },
] as const;

const settings: readonly Setting[] = [
  {
    name: 'mfa',
    title: 'Second factor',
    explanation: 'By text message, e-mail or authenticator app.',
    choices: [
      { value: 'OFF', label: 'Off' },
      { value: 'OPTIONAL', label: 'Optional' },
      { value: 'ON', label: 'On' },
    ],
  },
  {
    name: 'passwordless',
    title: 'Passwordless',
    explanation: 'Passkeys and codes instead of a password.',
    choices: offOn,
  },
  {
    name: 'devices',
    title: 'Remembered devices',
    explanation: 'A remembered device replaces the second factor.',
    choices: [
      { value: 'off', label: 'Off' },
      { value: 'opt-in', label: 'Opt-in' },
      { value: 'always', label: 'Always' },
    ],
  },
  {
    name: 'customChallenge',
    title: 'Custom challenge',
    explanation: 'The pool asks its own question. The answer is 1234.',
    choices: offOn,
  },
];

/** Shows the settings of the local Cognito's pool. Changes apply immediately. */
export function initSettingsPanel(current: PoolSettings): void {
  const problem = element('pool-settings-error', HTMLElement);
  const change = async (setting: Setting, value: Value, label: string): Promise<boolean> => {
    problem.textContent = '';
    try {
      await changePoolSettings({ [setting.name]: value });
      announce(`${setting.title}: ${label}.`);
      return true;
    } catch {
      problem.textContent = 'The local Cognito is not responding.';
      return false;
    }
  };
  element('pool-settings-list', HTMLElement).append(
    ...settings.map((setting) =>
      createSwitch(setting, current[setting.name], (value, label) => change(setting, value, label)),
    ),
  );
  element('pool-settings', HTMLElement).hidden = false;
}

/** A row of radio buttons. If a change fails, the previous choice is selected again. */
function createSwitch(
  { name, title, explanation, choices }: Setting,
  chosen: Value,
  change: (value: Value, label: string) => Promise<boolean>,
): HTMLElement {
  let current: HTMLInputElement | undefined;
  const options = create('div', 'switch-options');
  for (const { value, label } of choices) {
    const radio = named(`pool-${name}-${String(value)}`, create('input'));
    radio.type = 'radio';
    radio.name = `pool-${name}`;
    radio.checked = value === chosen;
    if (radio.checked) current = radio;
    radio.addEventListener('change', () => {
      void change(value, label).then((done) => {
        if (done) current = radio;
        else if (current) current.checked = true;
      });
    });
    options.append(create('label', 'switch-option', radio, create('span', '', label)));
  }
  const hint = create('p', 'hint', explanation);
  hint.id = `pool-${name}-hint`;
  const group = create('fieldset', 'switch', create('legend', '', title), options, hint);
  group.setAttribute('aria-describedby', hint.id);
  return group;
}
