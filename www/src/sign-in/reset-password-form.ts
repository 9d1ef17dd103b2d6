import { confirmResetPassword, resetPassword } from 'cognito-wasm';
import { currentBackend } from '../pool/backend';
import { passwordRules } from '../pool/password-rules';
import { createButton, createTaskButton } from '../ui/button';
import { element } from '../ui/dom';
import { type ErrorTable, toProblem } from '../ui/error-texts';
import { createForm } from '../ui/form';
import { createMailboxHint } from '../ui/mailbox-hint';
import { hideNotice, showNotice } from '../ui/notice';
import { brokenRule } from '../ui/password-checklist';
import { type Fill, focusView } from '../ui/views';
import { type PendingReset, forgetReset, pendingReset, rememberReset } from './pending-reset';

type Field = 'username' | 'code' | 'password';

export interface ResetPasswordForm {
  /** Asks for the username, or for the code if one has been sent. */
  readonly prepare: (username: string | undefined, fill: Fill) => void;
  /** Removes what was typed, since the user has signed in. */
  readonly clear: () => void;
}

const userErrors: ErrorTable<'username'> = {
  UserNotFoundException: { field: 'username', text: 'There is no account with this username.' },
  InvalidParameterException: {
    text: 'We cannot send a code: this account has no confirmed e-mail address or phone number.',
  },
};

const errors: ErrorTable<Field> = {
  CodeMismatchException: { field: 'code', text: 'Wrong code. Check the latest message.' },
  ExpiredCodeException: { field: 'code', text: 'This code has expired. Send a new one.' },
  InvalidPasswordException: { field: 'password' },
  UserNotFoundException: userErrors.UserNotFoundException ?? {},
};

/** The steps for a forgotten password: enter the username, then the code and a new password. */
export function initResetPasswordForm(onReset: (username: string) => void): ResetPasswordForm {
  const rules = passwordRules(currentBackend().passwordFormat);
  const lead = element('reset-password-lead', HTMLElement);

  let isShown = false;
  const clear = (): void => {
    forgetReset();
    request.form.reset();
    change.form.reset();
    isShown = false;
  };

  const sendCode = async (username: string): Promise<void> => {
    const { nextStep } = await resetPassword({ username });
    const { destination } = nextStep.codeDeliveryDetails;
    const pending = { username, ...(destination ? { destination } : {}) };
    rememberReset(pending);
    showCodeStep(pending);
  };

  const haveCode = createButton({ label: 'I have a code already', testId: 'reset-have-code' });
  haveCode.addEventListener('click', () => {
    hideNotice();
    showCodeStep({ username: request.input('username').value.trim() });
    focusView('reset-password');
  });
  const request = createForm<'username'>({
    id: 'reset',
    name: { labelledBy: 'reset-password-title' },
    fields: [{ name: 'username', label: 'Username', kind: 'username', missing: 'Enter your username.' }],
    submitLabel: 'Send a code',
    busyLabel: 'Sending…',
    buttons: [haveCode],
    errors: userErrors,
    submit: async ({ username }) => {
      await sendCode(username);
      focusView('reset-password');
    },
  });

  const resend = async (): Promise<void> => {
    const username = change.input('username').value.trim();
    hideNotice();
    change.errors.clear();
    try {
      await sendCode(username);
      showNotice('A new code is on its way.', 'success');
      change.input('code').focus();
    } catch (error) {
      change.errors.show([toProblem(error, userErrors, ['username'])]);
    }
  };
  const change = createForm<Field>({
    id: 'new-password',
    name: { labelledBy: 'reset-password-title' },
    fields: [
      { name: 'username', label: 'Username', kind: 'username', missing: 'Enter your username.' },
      { name: 'code', label: 'Code', kind: 'code', missing: 'Enter the code.' },
      { name: 'password', label: 'New password', kind: 'new-password', missing: 'Choose a password.', rules },
    ],
    submitLabel: 'Change password',
    busyLabel: 'Changing…',
    buttons: [
      createTaskButton({ label: 'Send a new code', busyLabel: 'Sending…', testId: 'new-password-resend' }, resend),
    ],
    errors,
    check: ({ password }) => brokenRule<Field>('password', password, rules),
    submit: async ({ username, code, password }) => {
      await confirmResetPassword({ username, confirmationCode: code, newPassword: password });
      clear();
      onReset(username);
    },
  });
  const hints = createMailboxHint();
  element('reset-password-form', HTMLElement).append(request.form, ...hints, change.form);

  const show = (codeWasSent: boolean): void => {
    request.form.hidden = codeWasSent;
    for (const part of [...hints, change.form]) part.hidden = !codeWasSent;
  };
  const showCodeStep = ({ username, destination }: PendingReset): void => {
    change.form.reset();
    change.input('username').value = username;
    lead.textContent = destination
      ? `We sent a code to ${destination}.`
      : 'Enter the code that you have received, or send a new one.';
    show(true);
  };

  return {
    clear,
    prepare(username, fill) {
      if (isShown && fill === 'kept') return;
      isShown = true;
      const pending = pendingReset();
      if (pending) {
        showCodeStep(pending);
        return;
      }
      request.form.reset();
      if (username) request.input('username').value = username;
      lead.textContent = 'We will send you a code to check that the account is yours.';
      show(false);
    },
  };
}
