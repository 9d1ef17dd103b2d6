import { deleteUser } from 'cognito-wasm';
import { createTaskButton } from '../ui/button';
import { element } from '../ui/dom';
import { toProblem } from '../ui/error-texts';

/** Deletes the account after asking for confirmation. */
export function initDeleteAccount(currentUsername: () => string, onDeleted: () => void): void {
  const dialog = element('delete-dialog', HTMLDialogElement);
  const problem = element('delete-error', HTMLElement);
  const confirm = createTaskButton(
    { label: 'Delete the account', busyLabel: 'Deleting…', testId: 'delete-confirm', look: 'danger' },
    async () => {
      problem.textContent = '';
      try {
        await deleteUser();
        dialog.close();
        onDeleted();
      } catch (error) {
        problem.textContent = toProblem(error, {}, []).text;
      }
    },
  );
  element('delete-actions', HTMLElement).prepend(confirm);
  element('delete-keep', HTMLButtonElement).addEventListener('click', () => {
    dialog.close();
  });
  element('delete-account', HTMLButtonElement).addEventListener('click', () => {
    problem.textContent = '';
    element('delete-username', HTMLElement).textContent = currentUsername();
    dialog.showModal();
    element('delete-keep', HTMLButtonElement).focus();
  });
}
