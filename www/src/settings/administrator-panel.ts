import { element } from '../ui/dom';
import type { ErrorTable } from '../ui/error-texts';
import { createForm } from '../ui/form';
import { announce } from '../ui/announce';
import { inviteUser, requirePasswordReset } from '../pool/administrator';

const errors: ErrorTable<'username' | 'email'> = {
  UsernameExistsException: { field: 'username', text: 'This username is taken.' },
  UserNotFoundException: { field: 'username', text: 'There is no account with this username.' },
};

/** Forms for what an administrator does to a user, so that you can see what it means for the user. */
export function initAdministratorPanel(): void {
  const invitation = createForm<'username' | 'email'>({
    id: 'invite',
    name: { labelledBy: 'invite-title' },
    fields: [
      { name: 'username', label: 'Username', missing: 'Choose a username.' },
      {
        name: 'email',
        label: 'E-mail',
        hint: 'If you leave this empty, the user must enter it along with a new password.',
      },
    ],
    submitLabel: 'Invite',
    busyLabel: 'Inviting…',
    errors,
    submit: async ({ username, email }) => {
      const password = await inviteUser(username, email);
      invitation.form.reset();
      tell(`${username} has been invited. Temporary password: ${password}`);
    },
  });
  element('invite-form', HTMLElement).append(invitation.form);

  const reset = createForm<'username'>({
    id: 'require-reset',
    name: { labelledBy: 'require-reset-title' },
    fields: [{ name: 'username', label: 'Username', missing: 'Enter a username.' }],
    submitLabel: 'Require a new password',
    busyLabel: 'Resetting…',
    errors: { UserNotFoundException: { field: 'username', text: 'There is no account with this username.' } },
    submit: async ({ username }) => {
      await requirePasswordReset(username);
      reset.form.reset();
      tell(`${username} must choose a new password. A code has been sent.`);
    },
  });
  element('require-reset-form', HTMLElement).append(reset.form);
}

function tell(text: string): void {
  element('administrator-result', HTMLElement).textContent = text;
  announce(text);
}
