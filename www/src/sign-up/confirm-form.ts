import { confirmSignUp, resendSignUpCode } from 'cognito-wasm';
import type { ConsoleLog } from '../log/console-log';
import { createTaskButton } from '../ui/button';
import { element } from '../ui/dom';
import { type ErrorTable, toProblem } from '../ui/error-texts';
import { createForm } from '../ui/form';
import { createMailboxHint } from '../ui/mailbox-hint';
import { showNotice } from '../ui/notice';
import type { Fill } from '../ui/views';
import { type PendingRegistration, rememberRegistration } from './pending-registration';

type Field = 'username' | 'code';

interface ConfirmOptions {
  readonly log: ConsoleLog;
  readonly onConfirmed: (username: string) => void;
  /** The account is confirmed, and `autoSignIn` was requested. */
  readonly onAutoSignIn: (username: string) => Promise<void>;
}

export interface ConfirmForm {
  /** Fills in the step for a registration that waits for its code. */
  readonly prepare: (pending: PendingRegistration | undefined, fill: Fill) => void;
}

const errors: ErrorTable<Field> = {
  CodeMismatchException: { field: 'code', text: 'Wrong code. Check the latest e-mail.' },
  EmptySignUpUsername: { field: 'username', text: 'Enter the username you registered with.' },
  ExpiredCodeException: { field: 'code', text: 'This code has expired. Send a new one.' },
  NotAuthorizedException: {
    text: 'This account cannot be confirmed. If it is confirmed already, you can sign in.',
  },
  UserNotFoundException: { field: 'username', text: 'There is no account with this username.' },
};

/** The confirmation step: enter the code from the e-mail, or request a new one. */
export function initConfirmForm({ log, onConfirmed, onAutoSignIn }: ConfirmOptions): ConfirmForm {
  const sendNewCode = async (): Promise<void> => {
    const name = input('username').value.trim();
    fieldErrors.clear();
    try {
      const { destination } = await resendSignUpCode({ username: name });
      rememberRegistration(destination ? { username: name, destination } : { username: name });
      showDestination(destination);
      input('code').value = '';
      showNotice('A new code is on its way.', 'success');
      input('code').focus();
    } catch (error) {
      fieldErrors.show([toProblem(error, errors, ['username', 'code'])]);
    }
  };
  const resend = { label: 'Send a new code', busyLabel: 'Sending…', testId: 'confirm-resend' };

  const {
    form,
    errors: fieldErrors,
    input,
  } = createForm<Field>({
    id: 'confirm',
    name: { labelledBy: 'confirm-title' },
    fields: [
      {
        name: 'username',
        label: 'Username',
        kind: 'username',
        missing: 'Enter the username you registered with.',
      },
      { name: 'code', label: 'Code', kind: 'code', missing: 'Enter the code from the e-mail.' },
    ],
    submitLabel: 'Confirm',
    busyLabel: 'Confirming…',
    buttons: [createTaskButton(resend, sendNewCode)],
    errors,
    submit: async ({ username, code }) => {
      const { nextStep } = await confirmSignUp({ username, confirmationCode: code });
      log.info('Confirm signUp succeeded');
      form.reset();
      if (nextStep.signUpStep === 'COMPLETE_AUTO_SIGN_IN') await onAutoSignIn(username);
      else onConfirmed(username);
    },
  });
  element('confirm-form', HTMLElement).append(...createMailboxHint('confirm-mailbox-link'), form);

  return {
    prepare(pending, fill) {
      if (fill === 'empty') form.reset();
      if (pending && !input('username').value) input('username').value = pending.username;
      showDestination(pending?.destination);
    },
  };
}

function showDestination(destination: string | undefined): void {
  element('confirm-sent', HTMLElement).textContent = destination
    ? `We sent a code to ${destination}.`
    : 'Enter the code from the registration e-mail.';
}
