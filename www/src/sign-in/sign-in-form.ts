import { prepareSignIn, signIn } from 'cognito-wasm';
import { isPasswordless, onPoolSettingsChange } from '../pool/pool-settings';
import { create, element } from '../ui/dom';
import type { ErrorTable } from '../ui/error-texts';
import { createForm } from '../ui/form';
import { onViewShown } from '../ui/views';
import { firstFactorChoices } from './factors';
import { flowOf, flows, needsPassword, signInInput } from './flows';
import { type SignInWays, follow } from './follow';
import { createPasskeyAutofill } from './passkey-autofill';
import { afterPasskeyProblem } from './passkey-problem';

type Field = 'username' | 'flow' | 'preferred' | 'password';

export interface SignInForm {
  /** Empties the step, keeping a username that is known already, and the way to sign in. */
  readonly prepare: (username: string | undefined) => void;
}

const errors: ErrorTable<Field> = {
  NotAuthorizedException: { field: 'password' },
  UserNotFoundException: { field: 'username', text: 'Nobody is registered under this username.' },
};

/** The sign-in step: a user name, and how to go on from there. */
export function initSignInForm(ways: SignInWays): SignInForm {
  const autofill = createPasskeyAutofill(async (username, output) => follow(ways, username, output));

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
        label: 'Begin with',
        kind: 'select',
        choices: [{ value: '', label: 'Let me choose' }, ...firstFactorChoices(undefined)],
      },
      {
        name: 'password',
        label: 'Password',
        kind: 'current-password',
        // Here, too, the browser may suggest a passkey.
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
        await follow(ways, username, await signIn(signInInput(values)));
      } catch (error) {
        // Another tab was quicker: the session that it made is what the person wanted.
        if (error instanceof Error && error.name === 'UserAlreadyAuthenticatedException') return ways.onSignedIn();
        const afterPasskey = afterPasskeyProblem(error);
        if (!afterPasskey) throw error;
        ways.onStep(username, afterPasskey.step, afterPasskey.problem);
      }
    },
  });
  const forgotten = create('a', '', 'Forgotten your password?');
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

  // Whoever turns to the form is about to sign in: what takes time is begun here, once.
  let untouched = true;
  form.addEventListener('focusin', () => {
    if (!untouched) return;
    untouched = false;
    // Without it the sign-in computes later what it needs.
    prepareSignIn().catch(() => undefined);
    void autofill.offer(input('username').value.trim());
  });
  input('username').addEventListener('change', () => void autofill.offer(input('username').value.trim()));
  onViewShown((view) => {
    if (view !== 'sign-in') void autofill.stop();
  });

  return {
    prepare(username) {
      const chosen = [flow.value, preferred.value] as const;
      form.reset();
      [flow.value, preferred.value] = chosen;
      untouched = true;
      if (username) input('username').value = username;
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
  if (!field) throw new Error('a control outside of a field');
  return field;
}
