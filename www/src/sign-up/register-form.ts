import { signUp } from 'cognito-wasm';
import { currentBackend } from '../pool/backend';
import { passwordRules } from '../pool/password-rules';
import { isPasswordless, onPoolSettingsChange } from '../pool/pool-settings';
import { element } from '../ui/dom';
import type { ErrorTable } from '../ui/error-texts';
import { createForm } from '../ui/form';
import { brokenRule } from '../ui/password-checklist';
import type { PendingRegistration } from './pending-registration';

type Field = 'username' | 'email' | 'password' | 'autoSignIn';

interface RegisterOptions {
  /** The account exists and waits for its code. */
  readonly onCodeSent: (pending: PendingRegistration) => void;
  /** The account exists and needs no code. */
  readonly onConfirmed: (username: string) => void;
  /** The account exists, and `autoSignIn` was requested. */
  readonly onAutoSignIn: (username: string) => Promise<void>;
}

const PASSWORD_MISSING = 'Choose a password.';

const errors: ErrorTable<Field> = {
  AliasExistsException: { field: 'email', text: 'Another account already uses this address.' },
  CodeDeliveryFailureException: { field: 'email', text: 'We could not send a code to this address.' },
  EmptySignUpPassword: { field: 'password', text: PASSWORD_MISSING },
  InvalidPasswordException: { field: 'password' },
  UsernameExistsException: {
    field: 'username',
    text: 'This username is taken. Choose another, or sign in if it is yours.',
  },
};

/** The registration step. Checks what it can before it calls `signUp`. */
export function initRegisterForm({ onCodeSent, onConfirmed, onAutoSignIn }: RegisterOptions): void {
  const { passwordFormat, localOrigin } = currentBackend();
  const rules = passwordRules(passwordFormat);

  const { form, input } = createForm<Field>({
    id: 'register',
    name: { labelledBy: 'register-title' },
    fields: [
      { name: 'username', label: 'Username', kind: 'username', missing: 'Choose a username.' },
      { name: 'email', label: 'E-mail', kind: 'email', missing: 'Enter your e-mail address.' },
      { name: 'password', label: 'Password', kind: 'new-password', rules, rulesTestId: 'password-rule' },
      { name: 'autoSignIn', label: 'Sign me in once my account is confirmed', kind: 'checkbox' },
    ],
    submitLabel: 'Create account',
    busyLabel: 'Creating account…',
    errors,
    check: ({ password }) => {
      const problems = brokenRule<Field>('password', password, rules);
      if (!password && !isPasswordless()) problems.push({ field: 'password', text: PASSWORD_MISSING });
      if (input('email').validity.typeMismatch)
        problems.push({ field: 'email', text: 'Enter an address like name@example.com.' });
      return problems;
    },
    submit: async ({ username, email, password, autoSignIn }) => {
      const { nextStep } = await signUp({
        username,
        ...(password ? { password } : {}),
        options: {
          userAttributes: { email },
          ...(autoSignIn ? { autoSignIn: password ? true : { authFlowType: 'USER_AUTH' } } : {}),
        },
      });
      form.reset();
      if (nextStep.signUpStep === 'CONFIRM_SIGN_UP') {
        const { destination } = nextStep.codeDeliveryDetails;
        onCodeSent(destination ? { username, destination } : { username });
      } else if (nextStep.signUpStep === 'COMPLETE_AUTO_SIGN_IN') await onAutoSignIn(username);
      else onConfirmed(username);
    },
  });
  element('register-form', HTMLElement).append(form);

  const lead = element('register-lead', HTMLElement);
  const render = (): void => {
    input('password').required = !isPasswordless();
    const address = localOrigin
      ? 'Any e-mail address will do: its code appears in the mailbox on this page.'
      : 'You get a code by e-mail.';
    lead.textContent = isPasswordless() ? `${address} A password is optional.` : address;
  };
  onPoolSettingsChange(render);
  render();
}
