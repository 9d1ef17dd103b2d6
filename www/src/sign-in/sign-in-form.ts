import { prepareSignIn, signIn } from 'cognito-wasm';
import { isPasswordless, onPoolSettingsChange } from '../pool/pool-settings';
import { create, element } from '../ui/dom';
import type { ErrorTable } from '../ui/error-texts';
import { createForm } from '../ui/form';
import { type Fill, onViewShown } from '../ui/views';
import { firstFactorChoices } from './factors';
import { flowOf, flows, needsPassword, signInInput } from './flows';
import { type SignInOutcomes, follow } from './follow';
import { createPasskeyAutofill } from './passkey-autofill';
import { choiceOf, missingFactor } from './missing-factor';
import { afterPasskeyProblem } from './passkey-problem';

type Field = 'username' | 'flow' | 'preferred' | 'password';

export interface SignInForm {
  /** Prepares the step. Keeps the chosen flow, and fills in the username if it is known. */
  readonly prepare: (username: string | undefined, fill: Fill) => void;
  /** Removes what was typed, since the user has signed in. */
  readonly clear: () => void;
}

const errors: ErrorTable<Field> = {
  NotAuthorizedException: { field: 'password' },
  UserNotFoundException: { field: 'username', text: 'There is no account with this username.' },
};

/** The sign-in step: the username, the flow and, if the flow needs it, the password. */
export function initSignInForm(outcomes: SignInOutcomes): SignInForm {
  const autofill = createPasskeyAutofill(async (username, output) => follow(outcomes, username, output));

  const { form, input } = createForm<Field>({
    id: 'signin',
    name: { labelledBy: 'signin-title' },
    fields: [
      {
        name: 'username',
        label: 'Username',
        kind: 'username',
        autocomplete: 'username webauthn',
        missing: 'Enter your username.',
      },
      { name: 'flow', label: 'Sign in with', kind: 'select', choices: flows },
      {
        name: 'preferred',
        label: 'Start with',
        kind: 'select',
        choices: [{ value: '', label: 'Let me choose' }, ...firstFactorChoices(undefined)],
      },
      {
        name: 'password',
        label: 'Password',
        kind: 'current-password',
        // The browser may suggest a passkey here, too.
        autocomplete: 'current-password webauthn',
        missing: 'Enter your password.',
      },
    ],
    submitLabel: 'Sign in',
    busyLabel: 'Signing in…',
    errors,
    submit: async (values) => {
      const { username } = values;
      await autofill.stop();
      try {
        const output = await signIn(signInInput(values));
        const missing = missingFactor(values.preferred, output.nextStep);
        if (missing) outcomes.onStep(username, missing.step, missing.problem);
        else await follow(outcomes, username, output);
      } catch (error) {
        // Another tab has signed in meanwhile. Use its session.
        if (error instanceof Error && error.name === 'UserAlreadyAuthenticatedException') return outcomes.onSignedIn();
        const afterPasskey = afterPasskeyProblem(error);
        if (!afterPasskey) throw error;
        outcomes.onStep(username, await choiceOf(username, afterPasskey.step), afterPasskey.problem);
      }
    },
  });
  const forgotten = create('a', '', 'Forgot your password?');
  forgotten.href = '#/reset-password';
  forgotten.dataset.testid = 'signin-forgotten';
  const forgottenLine = create('p', 'field-line', forgotten);
  input('password').closest('.field')?.append(forgottenLine);
  element('signin-form', HTMLElement).append(form);

  const flow = selectOf(form, 'flow');
  const preferred = selectOf(form, 'preferred');
  const render = (): void => {
    const chosen = flowOf(flow.value);
    element('signin-lead', HTMLElement).textContent = chosen.lead;
    fieldOf(preferred).hidden = chosen.value !== 'USER_AUTH';
    fieldOf(input('password')).hidden = !needsPassword(chosen, preferred.value);
  };
  const followPool = (): void => {
    flow.value = isPasswordless() ? 'USER_AUTH' : flows[0].value;
    render();
  };
  flow.addEventListener('change', render);
  preferred.addEventListener('change', render);
  onPoolSettingsChange(followPool);
  followPool();

  // The focus shows that the user is about to sign in: start the slow work now, once.
  let untouched = true;
  form.addEventListener('focusin', () => {
    if (!untouched) return;
    untouched = false;
    // If this fails, signIn computes what it needs itself.
    prepareSignIn().catch(() => undefined);
    void autofill.offer(input('username').value.trim());
  });
  input('username').addEventListener('change', () => void autofill.offer(input('username').value.trim()));
  onViewShown((view) => {
    if (view !== 'sign-in') void autofill.stop();
  });

  const clear = (): void => {
    const chosen = [flow.value, preferred.value] as const;
    form.reset();
    [flow.value, preferred.value] = chosen;
  };

  return {
    clear,
    prepare(username, fill) {
      if (fill === 'empty') clear();
      untouched = true;
      if (username && !input('username').value) input('username').value = username;
    },
  };
}

function selectOf(form: HTMLFormElement, name: Field): HTMLSelectElement {
  const found = form.elements.namedItem(name);
  if (!(found instanceof HTMLSelectElement)) throw new Error(`the sign-in form has no select ${name}`);
  return found;
}

function fieldOf(control: HTMLElement): HTMLElement {
  const field = control.closest<HTMLElement>('.field');
  if (!field) throw new Error('the control is not in a field');
  return field;
}
