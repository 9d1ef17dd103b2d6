import { prepareSignIn, signIn } from 'cognito-wasm';
import { isPasswordless, onPoolSettingsChange } from '../pool/pool-settings';
import { create, element } from '../ui/dom';
import { type ErrorTable, type Problem, toProblem } from '../ui/error-texts';
import { createForm } from '../ui/form';
import { type Fill, focusView, onViewShown } from '../ui/views';
import { firstFactorChoices } from './factors';
import { flowOf, flows, needsPassword, signInInput } from './flows';
import { type SignInOutcomes, follow } from './follow';
import { createPasskeyAutofill } from './passkey-autofill';
import { choiceOf, missingFactor } from './missing-factor';
import { afterPasskeyProblem } from './passkey-problem';
import { createWho } from './who';

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

/** The sign-in step: first the username, then, if the flow needs it, the password. The flow is one of the options. */
export function initSignInForm(outcomes: SignInOutcomes): SignInForm {
  const autofill = createPasskeyAutofill(async (username, output) => follow(outcomes, username, output));

  const problemOf = (error: unknown): Problem<Field> => toProblem(error, errors, ['username', 'password']);
  const { form, input, setSubmitLabel } = createForm<Field>({
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
    submitLabel: 'Continue',
    busyLabel: 'Signing in…',
    errors,
    advance: ({ flow: chosen, preferred: factor, password }) => {
      // A password manager may have filled in both.
      if (step === 'password' || password || !needsPassword(flowOf(chosen), factor)) return false;
      show('password');
      focusView('sign-in');
      return true;
    },
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
        if (!afterPasskey) {
          if (problemOf(error).field === 'username') backToUsername();
          throw error;
        }
        outcomes.onStep(username, await choiceOf(username, afterPasskey.step), afterPasskey.problem);
      }
    },
  });
  const forgotten = create('a', '', 'Forgot your password?');
  forgotten.href = '#/reset-password';
  forgotten.dataset.testid = 'signin-forgotten';
  const forgottenLine = create('p', 'field-line', forgotten);
  fieldOf(input('password')).after(forgottenLine);
  element('signin-form', HTMLElement).append(form);

  const who = createWho(() => {
    backToUsername();
    input('username').focus();
    input('username').select();
  });
  fieldOf(input('username')).after(who.line);

  const flow = selectOf(form, 'flow');
  const preferred = selectOf(form, 'preferred');
  const options = element('signin-options', HTMLDetailsElement);
  for (const select of [flow, preferred]) {
    // They belong to the form, wherever they are.
    select.setAttribute('form', form.id);
    options.append(fieldOf(select));
  }

  /** The part that is shown. */
  let step: 'username' | 'password' = 'username';
  const show = (wanted: typeof step): void => {
    const chosen = flowOf(flow.value);
    const isPassword = needsPassword(chosen, preferred.value);
    step = isPassword ? wanted : 'username';
    element('view-sign-in', HTMLElement).dataset.step = step;
    element('signin-lead', HTMLElement).textContent = chosen.lead;
    element('signin-options-summary', HTMLElement).textContent = `Sign-in options: ${chosen.short}`;
    fieldOf(preferred).hidden = chosen.value !== 'USER_AUTH';
    fieldOf(input('username')).hidden = step === 'password';
    fieldOf(input('password')).hidden = step !== 'password';
    forgottenLine.hidden = !isPassword;
    who.line.hidden = step !== 'password';
    who.show(input('username').value.trim());
    setSubmitLabel(isPassword && step === 'username' ? 'Continue' : 'Sign in');
  };
  const backToUsername = (): void => {
    // The password belongs to the user who was named.
    input('password').value = '';
    show('username');
  };
  const followPool = (): void => {
    flow.value = isPasswordless() ? 'USER_AUTH' : flows[0].value;
    show(step);
  };
  for (const select of [flow, preferred])
    select.addEventListener('change', () => {
      show(step);
    });
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
    show('username');
  };

  return {
    clear,
    prepare(username, fill) {
      if (fill === 'empty') clear();
      untouched = true;
      if (username && !input('username').value) input('username').value = username;
      if (fill === 'empty') show(input('username').value ? 'password' : 'username');
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
