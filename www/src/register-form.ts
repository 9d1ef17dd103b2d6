import { signUp } from 'cognito-wasm';
import { currentBackend } from './backend';
import { element } from './dom';
import type { ErrorTable } from './error-texts';
import { connectForm, missing } from './form';
import { passwordRules, showPasswordRules } from './password-rule';
import type { PendingRegistration } from './pending-registration';

type Field = 'username' | 'email' | 'password';

interface RegisterOptions {
  /** The account exists and waits for its code. */
  readonly onCodeSent: (pending: PendingRegistration) => void;
  /** The account exists and needs no code. */
  readonly onConfirmed: (username: string) => void;
}

const texts: Readonly<Record<Field, string>> = {
  username: 'Choose a username.',
  email: 'Enter your e-mail address.',
  password: 'Choose a password.',
};

const errors: ErrorTable<Field> = {
  AliasExistsException: { field: 'email', text: 'Another account uses this address.' },
  CodeDeliveryFailureException: { field: 'email', text: 'No code could be sent to this address.' },
  EmptySignUpPassword: { field: 'password', text: texts.password },
  EmptySignUpUsername: { field: 'username', text: texts.username },
  InvalidPasswordException: { field: 'password' },
  UsernameExistsException: {
    field: 'username',
    text: 'This username is taken. Choose another one, or sign in if it is yours.',
  },
};

/** The registration step: checks what can be checked here, then calls `signUp`. */
export function initRegisterForm({ onCodeSent, onConfirmed }: RegisterOptions): void {
  const form = element('register', HTMLFormElement);
  const email = element('register-email', HTMLInputElement);
  const rules = passwordRules(currentBackend().passwordFormat);
  showPasswordRules(
    element('register-password-rule', HTMLElement),
    element('register-password', HTMLInputElement),
    rules,
  );

  connectForm<Field>({
    form,
    fields: ['username', 'email', 'password'],
    busyLabel: 'Creating account…',
    errors,
    check: (values) => {
      const problems = missing(values, texts);
      if (email.validity.typeMismatch)
        problems.push({ field: 'email', text: 'Enter an address like name@example.com.' });
      if (values.password && !rules.every((rule) => rule.met(values.password)))
        problems.push({ field: 'password', text: 'The password does not meet the rule yet.' });
      return problems;
    },
    submit: async ({ username, email: address, password }) => {
      const result = await signUp({
        username,
        password,
        options: { userAttributes: { email: address } },
      });
      form.reset();
      if (result.nextStep.signUpStep === 'CONFIRM_SIGN_UP') {
        const { destination } = result.nextStep.codeDeliveryDetails;
        onCodeSent(destination ? { username, destination } : { username });
      } else onConfirmed(username);
    },
  });
}
