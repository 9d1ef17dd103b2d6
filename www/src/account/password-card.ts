import { updatePassword } from 'cognito-wasm';
import { currentBackend } from '../pool/backend';
import { passwordRules } from '../pool/password-rules';
import { create, named } from '../ui/dom';
import { createForm } from '../ui/form';
import { showNotice } from '../ui/notice';
import { brokenRule } from '../ui/password-checklist';
import { type AccountCard, createCardFrame } from './card';

/** The card for changing the password. */
export function createPasswordCard(currentUsername: () => string): AccountCard {
  const frame = createCardFrame('password-card', 'Password', 'Change it if someone else might know it.');
  const rules = passwordRules(currentBackend().passwordFormat);
  const { form, setAccountName } = createForm<'oldPassword' | 'newPassword'>({
    id: 'change-password',
    name: { label: 'Change password' },
    fields: [
      {
        name: 'oldPassword',
        label: 'Current password',
        kind: 'current-password',
        missing: 'Enter your current password.',
      },
      { name: 'newPassword', label: 'New password', kind: 'new-password', missing: 'Choose a password.', rules },
    ],
    submitLabel: 'Change password',
    busyLabel: 'Changing…',
    accountName: '',
    errors: {
      InvalidPasswordException: { field: 'newPassword' },
      NotAuthorizedException: { field: 'oldPassword', text: 'This is not your current password.' },
    },
    check: ({ newPassword }) => brokenRule<'newPassword' | 'oldPassword'>('newPassword', newPassword, rules),
    submit: async (values) => {
      await updatePassword(values);
      form.reset();
      fold.open = false;
      summary.focus();
      showNotice('Your password has been changed.', 'success');
    },
  });
  const summary = named('change-password', create('summary', '', 'Change password'));
  const fold = create('details', 'fold', summary, form);
  frame.body.append(fold);
  return {
    section: frame.section,
    load() {
      setAccountName(currentUsername());
      return Promise.resolve();
    },
    clear() {
      form.reset();
      fold.open = false;
    },
  };
}
