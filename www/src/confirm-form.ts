import { confirmSignUp, resendSignUpCode } from 'cognito-wasm';
import { whileBusy } from './busy';
import type { ConsoleLog } from './console-log';
import { element } from './dom';
import { type ErrorTable, toProblem } from './error-texts';
import { connectForm, missing } from './form';
import { showNotice } from './notice';
import { type PendingRegistration, rememberRegistration } from './pending-registration';

type Field = 'username' | 'code';

interface ConfirmOptions {
  readonly log: ConsoleLog;
  readonly onConfirmed: (username: string) => void;
}

export interface ConfirmForm {
  /** Fills the step in for a registration that waits for its code. */
  readonly prepare: (pending: PendingRegistration | undefined) => void;
}

const texts: Readonly<Record<Field, string>> = {
  username: 'Enter the username that you registered.',
  code: 'Enter the code from the e-mail.',
};

const errors: ErrorTable<Field> = {
  CodeMismatchException: { field: 'code', text: 'This is not the code. Check the latest e-mail.' },
  EmptyConfirmSignUpCode: { field: 'code', text: texts.code },
  EmptyConfirmSignUpUsername: { field: 'username', text: texts.username },
  EmptySignUpUsername: { field: 'username', text: texts.username },
  ExpiredCodeException: { field: 'code', text: 'This code has expired. Send a new one.' },
  NotAuthorizedException: {
    text: 'This account cannot be confirmed: perhaps it is already. Try to sign in.',
  },
  UserNotFoundException: { field: 'username', text: 'Nobody is registered under this username.' },
};

/** The confirmation step: the code from the e-mail, and a new one on request. */
export function initConfirmForm({ log, onConfirmed }: ConfirmOptions): ConfirmForm {
  const form = element('confirm', HTMLFormElement);
  const username = element('confirm-username', HTMLInputElement);
  const code = element('confirm-code', HTMLInputElement);
  const resend = element('confirm-resend', HTMLButtonElement);

  const fieldErrors = connectForm<Field>({
    form,
    fields: ['username', 'code'],
    busyLabel: 'Confirming…',
    errors,
    check: (values) => missing(values, texts),
    submit: async (values) => {
      await confirmSignUp({ username: values.username, confirmationCode: values.code });
      log.info('Confirm signUp succeeded');
      form.reset();
      onConfirmed(values.username);
    },
  });

  // Codes are copied with blanks or dashes around and inside them.
  code.addEventListener('input', () => {
    const plain = code.value.replace(/[\s-]/g, '');
    if (plain !== code.value) code.value = plain;
  });

  const sendNewCode = async (): Promise<void> => {
    const name = username.value.trim();
    fieldErrors.clear();
    try {
      const { destination } = await resendSignUpCode({ username: name });
      rememberRegistration(destination ? { username: name, destination } : { username: name });
      showDestination(destination);
      code.value = '';
      showNotice('A new code is on its way.', 'success');
      code.focus();
    } catch (error) {
      fieldErrors.show([toProblem(error, errors, ['username', 'code'])]);
    }
  };
  resend.addEventListener('click', () => void whileBusy(resend, 'Sending…', sendNewCode));

  return {
    prepare(pending) {
      form.reset();
      if (pending) username.value = pending.username;
      showDestination(pending?.destination);
    },
  };
}

function showDestination(destination: string | undefined): void {
  element('confirm-sent', HTMLElement).textContent = destination
    ? `We sent a code to ${destination}.`
    : 'Enter the code from the registration e-mail.';
}
