import {
  type AuthMFAType,
  type FetchMFAPreferenceOutput,
  type MFAPreference,
  type UpdateMFAPreferenceInput,
  fetchMFAPreference,
  setUpTOTP,
  updateMFAPreference,
  verifyTOTPSetup,
} from 'cognito-wasm';
import { secondFactorLabel } from '../sign-in/factors';
import { createButton, createTaskButton } from '../ui/button';
import { create, named } from '../ui/dom';
import { focusField } from '../ui/focus-field';
import { createForm } from '../ui/form';
import { showNotice } from '../ui/notice';
import { createTotpSecret } from '../ui/totp-secret';
import { type AccountCard, createCardFrame } from './card';

const factors = ['SMS', 'TOTP', 'EMAIL'] as const satisfies readonly AuthMFAType[];
type Field = AuthMFAType | 'preferred';

/** The card for second factors: turn them on or off, choose the preferred one, set up an authenticator app. */
export function createMfaCard(currentUsername: () => string): AccountCard {
  const frame = createCardFrame('mfa-card', 'Second factor', 'What you are asked for in addition to your password.');
  const preferences = create('div');
  const setUp = named('totp-setup', create('div', 'totp-setup'));
  setUp.hidden = true;

  const load = async (): Promise<void> => {
    preferences.replaceChildren(preferenceForm(await fetchMFAPreference()));
  };

  const preferenceForm = (before: FetchMFAPreferenceOutput): HTMLElement => {
    const { form } = createForm<Field>({
      id: 'mfa',
      name: { label: 'Second factors' },
      fields: [
        ...factors.map((name) => ({ name, label: secondFactorLabel(name), kind: 'checkbox' as const })),
        {
          name: 'preferred',
          label: 'Preferred',
          kind: 'select',
          choices: [
            { value: '', label: 'Let me choose each time' },
            ...factors.map((value) => ({ value, label: secondFactorLabel(value) })),
          ],
        },
      ],
      submitLabel: 'Save',
      busyLabel: 'Saving…',
      errors: {},
      check: ({ preferred, ...used }) => {
        const factor = factors.find((name) => name === preferred);
        return factor && !used[factor] ? [{ field: 'preferred', text: 'Turn this factor on to prefer it.' }] : [];
      },
      submit: async ({ preferred, ...used }) => {
        const change: Partial<Record<Lowercase<AuthMFAType>, MFAPreference>> = {};
        for (const name of factors) {
          const now = preferenceOf(used[name] !== '', preferred === name);
          const was = preferenceOf(before.enabled?.includes(name) ?? false, before.preferred === name);
          if (now !== was) change[name.toLowerCase() as Lowercase<AuthMFAType>] = now;
        }
        await updateMFAPreference(change satisfies UpdateMFAPreferenceInput);
        await load();
        showNotice('Second factors saved.', 'success');
        frame.focus();
      },
    });
    for (const name of factors) {
      const box = form.elements.namedItem(name);
      if (box instanceof HTMLInputElement) box.checked = before.enabled?.includes(name) ?? false;
    }
    const first = form.elements.namedItem('preferred');
    if (first instanceof HTMLSelectElement) first.value = before.preferred ?? '';
    return form;
  };

  const beginSetUp = async (): Promise<void> => {
    const details = await setUpTOTP();
    const cancel = createButton({ label: 'Not now', testId: 'totp-cancel' });
    cancel.addEventListener('click', () => {
      endSetUp();
      begin.focus();
    });
    const { form, input } = createForm<'code'>({
      id: 'totp',
      name: { label: 'Set up an authenticator app' },
      fields: [{ name: 'code', label: 'Code from the app', kind: 'code', missing: 'Enter the code.' }],
      submitLabel: 'Use this app',
      busyLabel: 'Checking…',
      buttons: [cancel],
      errors: {
        CodeMismatchException: { field: 'code', text: 'Wrong code. Try the next one that the app shows.' },
        EnableSoftwareTokenMFAException: {
          field: 'code',
          text: 'Wrong code. Try the next one that the app shows.',
        },
      },
      submit: async ({ code }) => {
        await verifyTOTPSetup({ code });
        await updateMFAPreference({ totp: 'ENABLED' });
        endSetUp();
        await load();
        showNotice('Your authenticator app is set up.', 'success');
        frame.focus();
      },
    });
    setUp.replaceChildren(createTotpSecret(details, currentUsername()), form);
    setUp.hidden = false;
    begin.hidden = true;
    focusField(input('code'), setUp);
  };
  const endSetUp = (): void => {
    setUp.replaceChildren();
    setUp.hidden = true;
    begin.hidden = false;
  };
  const begin = createTaskButton(
    { label: 'Set up an authenticator app', busyLabel: 'Requesting a secret…', testId: 'totp-begin' },
    () => frame.attempt(beginSetUp),
  );
  frame.body.append(preferences, setUp, create('div', 'actions card-actions', begin));

  return {
    section: frame.section,
    feature: 'mfa',
    load: () => frame.load(load),
    clear() {
      preferences.replaceChildren();
      endSetUp();
    },
  };
}

function preferenceOf(used: boolean, first: boolean): MFAPreference {
  if (!used) return 'DISABLED';
  return first ? 'PREFERRED' : 'NOT_PREFERRED';
}
